"""Tables of reviews: the review, its judgements and replies, discussions, shared versions, drafts."""

from django.db import models


class Review(models.Model):
    """One review of one sampled case by one reviewer."""

    key = models.CharField(max_length=16, primary_key=True)
    case_id = models.CharField(max_length=32)
    round_id = models.CharField(max_length=32)
    child_id = models.CharField(max_length=64)
    ref = models.CharField(max_length=64)
    stratum = models.CharField(max_length=8)
    depth = models.CharField(max_length=16)
    strand = models.CharField(max_length=100, blank=True)
    form = models.CharField(max_length=64)
    status = models.CharField(max_length=32)
    reviewer = models.CharField(max_length=16)
    worker_id = models.CharField(max_length=64, blank=True)
    worker_name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    manager = models.CharField(max_length=16, blank=True)  # of the time when it was allocated
    conflict = models.CharField(max_length=16, blank=True)
    relation = models.TextField(blank=True)
    safeguard = models.TextField(blank=True)
    needs_reassigning = models.BooleanField(default=False)
    withdrawn = models.TextField(blank=True)
    allocated_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    discussed_on = models.DateField(null=True)
    safe_now = models.CharField(max_length=32, blank=True)
    safe_basis = models.TextField(blank=True)
    shared_at = models.DateTimeField(null=True)
    reminded = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=0)
    replied = models.JSONField(default=list)
    finalised_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=64, blank=True)
    reading = models.PositiveSmallIntegerField(default=1)
    double = models.CharField(max_length=16, blank=True)
    single = models.TextField(blank=True)
    earlier = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "strand", "reading"],
                condition=models.Q(withdrawn=""),
                name="one_review_a_strand",
            )
        ]
        indexes = [
            models.Index(fields=["round_id"], name="review_round"),
            models.Index(fields=["reviewer"], name="review_reviewer"),
        ]


class DoubleReview(models.Model):
    """One case read by two, each blind to the other: both reviews, and what was agreed of them."""

    key = models.CharField(max_length=16, primary_key=True)
    case_id = models.CharField(max_length=32)
    round_id = models.CharField(max_length=32)
    first = models.CharField(max_length=16)
    second = models.CharField(max_length=16)
    why = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    items = models.JSONField(default=list)
    by = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(null=True)
    knew = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="double_round")]


class DoublePlan(models.Model):
    """How many cases of a round are read twice, and which were selected at random."""

    round_id = models.CharField(max_length=32, primary_key=True)
    status = models.CharField(max_length=16)
    share = models.PositiveSmallIntegerField()
    extremes = models.BooleanField()
    seed = models.CharField(max_length=64, blank=True)
    cases = models.JSONField(default=list)


class Calibration(models.Model):
    """An invented case that every reviewer rates before a round, with its reference grades."""

    key = models.CharField(max_length=16, primary_key=True)
    round_id = models.CharField(max_length=32)
    status = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text = models.TextField()
    reference = models.JSONField()
    required = models.BooleanField(default=True)
    learnt = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="calibration_round")]


class CalibrationRating(models.Model):
    """What one reviewer rated of a calibration case."""

    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=16)
    ratings = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calibration", "person"], name="one_rating_a_person")
        ]


class ConsistencyView(models.Model):
    """The double reviews of which a reviewer has looked at their own figures."""

    person = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    doubles = models.JSONField(default=list)


class Judgement(models.Model):
    """What stands of one item. `entry` is the number of the statement that says it so."""

    key = models.CharField(max_length=16, primary_key=True)
    review_id = models.CharField(max_length=16)
    place = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16)
    said = models.JSONField()
    grade = models.CharField(max_length=32, blank=True)
    refs = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    second = models.TextField(blank=True)
    second_by = models.CharField(max_length=16, blank=True)
    entry = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["review_id"], name="judgement_review")]


class Reply(models.Model):
    """One party's words on one judgement, verbatim. `entry` is the statement of it."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    person = models.CharField(max_length=16)
    at = models.DateTimeField()
    stance = models.CharField(max_length=16)
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    entry = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "role"], name="one_reply_a_role")
        ]


class Discussion(models.Model):
    """A case discussion as recorded."""

    key = models.CharField(max_length=16, primary_key=True)
    case_id = models.CharField(max_length=32)
    status = models.CharField(max_length=16)
    held_on = models.DateField()
    mode = models.CharField(max_length=16)
    attendees = models.JSONField(default=list)
    notes = models.TextField(blank=True)
    points = models.JSONField(default=list)
    recorded_by = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case_id"], name="discussion_case")]


class Voice(models.Model):
    """What a worker said of their own work when asked, apart from the review of the case."""

    key = models.CharField(max_length=16, primary_key=True)
    review_id = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    who = models.CharField(max_length=16)
    said_by = models.CharField(max_length=16, blank=True)
    worker_id = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=list)
    recorded_by = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review_id", "recorded_by"], name="one_voice_a_review")
        ]
        indexes = [
            models.Index(fields=["said_by"], name="voice_said_by"),
            models.Index(fields=["worker_id"], name="voice_worker"),
        ]


class Thanks(models.Model):
    """Kind words to the worker of a review, for the two of them alone."""

    key = models.CharField(max_length=34, primary_key=True)
    review_id = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    to = models.CharField(max_length=16)
    words = models.TextField()
    said_by = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["to"], name="thanks_to")]


class FamilyConversation(models.Model):
    """One person of a family asked what the help was like: what is safe, what they said."""

    key = models.CharField(max_length=16, primary_key=True)
    review_id = models.CharField(max_length=16)
    status = models.CharField(max_length=24)
    role = models.CharField(max_length=16)
    who = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=16, blank=True)
    number = models.CharField(max_length=40, blank=True)  # erased in time, as is when to ring it
    safe_time = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=60, blank=True)
    advocate = models.CharField(max_length=8, blank=True)
    risks = models.JSONField(default=list)
    confirmed_with = models.CharField(max_length=200, blank=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=16, blank=True)
    agreed_by = models.CharField(max_length=16, blank=True)
    agreed_because = models.TextField(blank=True)
    spoke_on = models.DateField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    shares = models.BooleanField(default=False)
    understands = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=32, blank=True)
    reason_words = models.TextField(blank=True)
    heard = models.JSONField(null=True)
    heard_at = models.DateTimeField(null=True)
    chosen = models.JSONField(default=list)
    told_on = models.DateField(null=True)
    told_mode = models.CharField(max_length=16, blank=True)
    told_words = models.TextField(blank=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["review_id"], name="family_review")]


class Comment(models.Model):
    """What a party says to the review as a whole, beside the findings."""

    review_id = models.CharField(max_length=16)
    role = models.CharField(max_length=16)
    person = models.CharField(max_length=16)
    at = models.DateTimeField()
    agrees = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["review_id"], name="comment_review")]


class FeedbackMeeting(models.Model):
    """A feedback meeting that the reviewer recorded, and who confirmed it."""

    review_id = models.CharField(max_length=16, primary_key=True)
    held_on = models.DateField()
    mode = models.CharField(max_length=16)
    attendees = models.JSONField(default=list)
    confirmed = models.JSONField(default=list)


class SharedVersion(models.Model):
    """A review as its parties were shown it. Written once, never changed."""

    review_id = models.CharField(max_length=16)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review_id", "number"], name="one_shared_version")
        ]


class Draft(models.Model):
    """One saved version of one person's draft answer. Outside the thread; its author's alone.

    Rows are only added, and those of what a worker or a family says are erased once it is written
    down: the number of the next version is taken by inserting it, so two tabs
    cannot both have it. A save that is sent again finds its own `save_id`.
    """

    review_id = models.CharField(max_length=16)
    person = models.CharField(max_length=16)
    item = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    save_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review_id", "person", "item", "version"], name="one_draft_version"
            ),
            models.UniqueConstraint(
                fields=["review_id", "person", "item", "save_id"],
                condition=~models.Q(save_id=""),
                name="one_draft_save",
            ),
        ]
        indexes = [models.Index(fields=["review_id", "person"], name="draft_review")]


class Appointment(models.Model):
    """The time for case discussions with one worker: offered, picked, moved, called off."""

    key = models.CharField(max_length=16, primary_key=True)
    round_id = models.CharField(max_length=32)
    status = models.CharField(max_length=24)
    worker_id = models.CharField(max_length=64, blank=True)
    worker_name = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, blank=True)
    reviewers = models.JSONField(default=list)
    cases = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=16)
    where = models.CharField(max_length=200, blank=True)
    times = models.JSONField(default=list)
    start = models.DateTimeField(null=True)
    sequence = models.SmallIntegerField(default=-1)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["round_id"], name="appointment_round"),
            models.Index(fields=["worker_id"], name="appointment_worker"),
        ]


class Availability(models.Model):
    """The half days on which one person can be met for discussions."""

    person = models.CharField(max_length=16, primary_key=True)
    status = models.CharField(max_length=16)
    halves = models.JSONField(default=list)
