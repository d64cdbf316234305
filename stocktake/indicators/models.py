"""Tables of timeliness: the council's intervals, and who may see figures about one worker."""

from django.db import models


class Interval(models.Model):
    """A council's own lengths for a local rule, from a day on."""

    key = models.CharField(max_length=80, primary_key=True)  # "cp-visit@2026-04-01"
    status = models.CharField(max_length=16)
    rule = models.CharField(max_length=64)
    valid_from = models.DateField()
    due = models.CharField(max_length=32)
    then_every = models.CharField(max_length=32, blank=True)
    modes = models.JSONField(default=list)
    why = models.TextField()
    set_by = models.CharField(max_length=16)
    set_at = models.DateTimeField()


class WorkerFigures(models.Model):
    """Whether figures about one worker are shown, and the decisions that this rests on."""

    key = models.CharField(max_length=16, primary_key=True)  # always "council"
    status = models.CharField(max_length=16)
    assessed_on = models.DateField(null=True)
    assessment = models.TextField(blank=True)
    consulted_on = models.DateField(null=True)
    consultation = models.TextField(blank=True)
    said_by = models.CharField(max_length=16)
    said_at = models.DateTimeField()


class Sight(models.Model):
    """That a worker saw the figures about them, before anybody else, and what they said of them."""

    key = models.CharField(max_length=90, primary_key=True)  # worker id and snapshot
    status = models.CharField(max_length=16)
    worker_id = models.CharField(max_length=64)
    snapshot = models.CharField(max_length=64)
    person = models.CharField(max_length=16)
    seen_at = models.DateTimeField()
    comment = models.TextField(blank=True)
    commented_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker_id"], name="sight_worker")]
