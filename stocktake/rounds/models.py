"""Tables of rounds: the round, every attempt at its sample, and the cases of the frozen sample."""

from django.db import models


class Round(models.Model):
    """A round as commissioned. Which child is in it stands in `Attempt` and `Case`."""

    key = models.CharField(max_length=16, unique=True)
    reference = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    window_start = models.DateField()
    window_end = models.DateField()
    baseline_key = models.CharField(max_length=64)
    baseline_hash = models.CharField(max_length=64)
    framework_hash = models.CharField(max_length=64)
    form_in_depth = models.CharField(max_length=64)
    form_lighter = models.CharField(max_length=64)
    records = models.CharField(max_length=16)
    snapshot = models.CharField(max_length=64)
    frame_hash = models.CharField(max_length=64)
    frame = models.CharField(max_length=40, default="open cases")  # what kind of frame it is
    open = models.JSONField()  # children of the frame by stratum
    strands = models.JSONField()
    plan = models.JSONField()
    commitment = models.CharField(max_length=64)
    number = models.CharField(max_length=64)  # committed; told only once a sample is selected
    seal = models.CharField(max_length=64)  # the key of the pseudonyms
    exceptions = models.JSONField(default=dict)  # left out, marked, and who reads what is routed
    status = models.CharField(max_length=16)
    commissioned_by = models.CharField(max_length=16)
    commissioned_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=16, blank=True)
    frozen_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """One selection. Earlier ones stay: the certificate prints every attempt."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=16)
    at = models.DateTimeField()
    plan = models.JSONField()  # as it was when this attempt was made
    frame_hash = models.CharField(max_length=64)  # over every column that the plan rests on
    sealed_hash = models.CharField(max_length=64)
    left_out = models.JSONField(default=list)
    swaps = models.JSONField(default=list)
    estimate = models.JSONField(null=True)  # of chances under hard limits, from replays
    sample = models.JSONField()  # children in drawn order, reserves, counts by stratum
    refs = models.JSONField()  # the council's reference by child id
    coverage = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_attempt_number")
        ]


class Case(models.Model):
    """One child of a frozen sample."""

    key = models.CharField(max_length=16, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    child_id = models.CharField(max_length=64)
    ref = models.CharField(max_length=64)
    stratum = models.CharField(max_length=8)
    depth = models.CharField(max_length=16)
    strand = models.CharField(max_length=100)
    also = models.JSONField(default=list)  # further strands that review the case
    worker_id = models.CharField(max_length=64, blank=True)
    worker_name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=100, blank=True)
    age = models.SmallIntegerField(null=True)
    order = models.PositiveSmallIntegerField()  # drawn order within the stratum
    happened_on = models.DateField(null=True)  # its contact or closure, in such a frame
    routed_to = models.CharField(max_length=16, blank=True)
    routed_for = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "child_id"], name="one_case_per_child")
        ]
        indexes = [models.Index(fields=["worker_id"], name="case_worker")]


class Terms(models.Model):
    """What a reviewer's commission in one round holds."""

    key = models.CharField(max_length=40, primary_key=True)  # round and reviewer
    round = models.CharField(max_length=16)
    reviewer = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    days = models.FloatField()
    strata = models.JSONField()
    depths = models.JSONField()
    keeps_from = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["round"], name="terms_round")]


class AssuranceFramework(models.Model):
    """The council's quality-assurance framework: a dated document that rounds cite."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    holds_from = models.DateField()
    activities = models.JSONField(default=list)
    text = models.TextField(blank=True)
    drafted_by = models.CharField(max_length=16)
    adopted_by = models.CharField(max_length=16, blank=True)
    adopted_at = models.DateTimeField(null=True)


class PlannedRound(models.Model):
    """One round of the programme: planned, commissioned or dropped."""

    key = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    window_end = models.DateField()
    by = models.CharField(max_length=100)
    framework = models.CharField(max_length=16, blank=True)
    follows = models.CharField(max_length=16, blank=True)
    round = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["round"], name="planned_round")]
