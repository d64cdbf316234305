"""Tables of actions: how each stands, and its turns in order."""

from django.db import models


class Recommendation(models.Model):
    """One recommendation or action, as it stands."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=32)
    round_id = models.CharField(max_length=32)
    level = models.CharField(max_length=32)
    theme = models.CharField(max_length=64)
    text = models.TextField()
    owner = models.CharField(max_length=16)
    due = models.DateField()
    measure = models.TextField()
    rests_on = models.JSONField(default=list)
    author = models.CharField(max_length=16)
    case_id = models.CharField(max_length=32, blank=True)
    nf_tag = models.CharField(max_length=16, blank=True)
    escalated_to = models.CharField(max_length=200, blank=True)
    entry = models.BigIntegerField(null=True)  # number of the entry in which it was drafted

    class Meta:
        indexes = [
            models.Index(fields=["round_id"], name="recommendation_round"),
            models.Index(fields=["owner"], name="recommendation_owner"),
        ]


class Step(models.Model):
    """One turn of an action, and how it stood afterwards."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="steps"
    )
    at = models.DateTimeField()
    person = models.CharField(max_length=16)
    act = models.CharField(max_length=32)
    status = models.CharField(max_length=32)
    due = models.DateField()
    text = models.TextField(blank=True)
    reference = models.CharField(max_length=300, blank=True)
