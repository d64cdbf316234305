"""Tables of the board: its meetings, and the items they take."""

from django.db import models


class Meeting(models.Model):
    """One meeting, and who chairs, belongs to it and was there."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    held_on = models.DateField()
    chair = models.CharField(max_length=16)
    other_chair = models.CharField(max_length=16)
    rounds = models.JSONField(default=list)
    members = models.JSONField(default=list)
    present = models.JSONField(default=list)


class Item(models.Model):
    """One item of a meeting, with its minute once there is one."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    meeting = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=64, blank=True)  # "recommendation:5"
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    interest = models.JSONField(default=list)  # people whose reviews it rests on
    chair = models.CharField(max_length=16, blank=True)
    minute = models.TextField(blank=True)
    decision = models.CharField(max_length=16, blank=True)
    due = models.DateField(null=True)
    minuted_by = models.CharField(max_length=16, blank=True)
    minuted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["meeting"], name="item_meeting")]
