"""Tables of notices: one row for one person, keyed by what was asked for and by whom it is read."""

from django.db import models


class Beat(models.Model):
    """When the ticker last ran, by the server's clock: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()


class Notice(models.Model):
    """A notice in the service. The key is the outbox row and the person, so it is sent once."""

    key = models.CharField(max_length=64, primary_key=True)
    to = models.CharField(max_length=16)
    about = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    url = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # whether they looked is no statement: no entry
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to", "read_at"], name="notice_to")]
