"""Tables of concerns. What a concern says is read by few: every query goes through its filter."""

from django.db import models


class Concern(models.Model):
    """One urgent safeguarding concern as it stands."""

    key = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=16)
    case_id = models.CharField(max_length=32)
    child_id = models.CharField(max_length=64)
    ref = models.CharField(max_length=64)
    raised_by = models.CharField(max_length=16)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    spoke_to = models.TextField()
    spoke_at = models.DateTimeField()
    what = models.TextField()
    why = models.TextField()
    risk = models.CharField(max_length=16)
    manager = models.CharField(max_length=16, blank=True)
    evidence = models.JSONField(default=list)
    acknowledged_by = models.CharField(max_length=16, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.TextField(blank=True)
    seen_how = models.CharField(max_length=16, blank=True)
    seen_recorded_by = models.CharField(max_length=16, blank=True)
    seen_recorded_at = models.DateTimeField(null=True)
    outcomes = models.JSONField(default=list)
    outcome = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    on_record_on = models.DateField(null=True)
    on_record_by = models.TextField(blank=True)
    safe_by = models.CharField(max_length=16, blank=True)
    safe_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_id"], name="concern_case"),
            models.Index(fields=["status"], name="concern_status"),
        ]


class Named(models.Model):
    """A head of service, or the assistant director, named to answer a concern."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="named")
    person = models.CharField(max_length=16)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="named_once")]


class Rung(models.Model):
    """Who is told next should nobody have acknowledged the concern by then; `told_at` once told."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="rungs")
    person = models.CharField(max_length=16)
    from_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "person"], name="one_rung")]


class FollowUp(models.Model):
    """A follow-up action kept with its concern."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    owner = models.CharField(max_length=16)
    due = models.DateField()
    evidence = models.TextField(blank=True)
    done_by = models.CharField(max_length=16, blank=True)
    done_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=16, blank=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concern", "number"], name="one_follow_up")]


class Exploration(models.Model):
    """A question that a head of service decides."""

    key = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=16)
    case_id = models.CharField(max_length=32)
    child_id = models.CharField(max_length=64)
    ref = models.CharField(max_length=64)
    opened_by = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    question = models.TextField()
    why = models.TextField()
    head = models.CharField(max_length=16)
    evidence = models.JSONField(default=list)
    decision = models.CharField(max_length=100, blank=True)
    rationale = models.TextField(blank=True)
    decided_by = models.CharField(max_length=16, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case_id"], name="exploration_case")]
