"""The table of Regulation 44 reports. Placements themselves are read from the snapshot."""

from django.db import models


class MonthlyReport(models.Model):
    """One month's report about one children's home."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=32)
    setting_id = models.CharField(max_length=64)
    setting_name = models.CharField(max_length=200)
    month = models.DateField()  # first day of the month visited
    received_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    placing_authority_copy = models.BooleanField(default=True)
    summary = models.TextField(blank=True)
    snapshot = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=16, blank=True)
    follows = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setting_id", "month"], name="one_report_a_month")
        ]
