"""The list of snapshots. What is in them stands in folders of the home, not in the database."""

from django.db import models


class Snapshot(models.Model):
    """One imported extract; the folder of the same name holds its tables."""

    hash = models.CharField(max_length=64, primary_key=True)
    source = models.CharField(max_length=16)  # the layout it came in
    as_of = models.DateField()  # the day the extract speaks of
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=16)
    status = models.CharField(max_length=32)
    cases = models.PositiveIntegerField()  # open cases in the frame
    rejected = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)  # rows per list, table and stratum
    columns = models.JSONField(default=dict)  # which header was which column: remembered
    content = models.CharField(max_length=64)  # the same for the same data on any day
    kept = models.JSONField(null=True)  # children whose narrative stays; None: all

    class Meta:
        indexes = [
            models.Index(fields=["source", "made_at"], name="snapshot_source"),
            models.Index(fields=["content"], name="snapshot_content"),
        ]
