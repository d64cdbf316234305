"""Tables of findings: what people said of a theme, and of each statement of the last inspection."""

from django.db import models


class Finding(models.Model):
    """A statement about one theme of one round, by a person, resting on judgements."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    round_id = models.CharField(max_length=32)
    theme = models.CharField(max_length=64)
    strength = models.BooleanField()
    text = models.TextField()
    system = models.TextField(blank=True)
    rests_on = models.JSONField(default=list)
    made_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    withdrawn_because = models.TextField(blank=True)
    entry = models.BigIntegerField(null=True)  # number of the entry in which it was made

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="finding_round")]


class BaselineVerdict(models.Model):
    """The latest verdict of one round on one statement of a baseline inspection."""

    key = models.CharField(max_length=64, primary_key=True)  # "<round>:<statement>"
    status = models.CharField(max_length=16)
    round_id = models.CharField(max_length=32)
    baseline = models.CharField(max_length=64)
    statement = models.CharField(max_length=32)
    verdict = models.CharField(max_length=16)
    why = models.TextField()
    rests_on = models.JSONField(default=list)
    judged_by = models.CharField(max_length=16)
    judged_at = models.DateTimeField()
    entry = models.BigIntegerField(null=True)  # number of the entry of this verdict

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="baseline_verdict_round")]
