"""Tables of evidence: copied records with their versions, quotes, pointers, and private drafts."""

from django.db import models


class RecordCopy(models.Model):
    """That a case's record was copied, from which snapshot, for which window."""

    case_id = models.CharField(max_length=32, primary_key=True)
    child_id = models.CharField(max_length=64)
    snapshot = models.CharField(max_length=64)
    window_start = models.DateField()
    window_end = models.DateField()
    copied_at = models.DateTimeField()
    status = models.CharField(max_length=16)


class NoteVersion(models.Model):
    """One version of one note. Versions are added, never changed; the newest is `latest`."""

    case_id = models.CharField(max_length=32)
    note_id = models.CharField(max_length=128)
    version = models.PositiveIntegerField()
    latest = models.BooleanField(default=True)
    copied_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64)
    happened_on = models.DateField()
    happened_at = models.DateTimeField(null=True)  # None: only the day is known
    recorded_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=200)
    title = models.TextField()
    author = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "note_id", "version"], name="one_note_version"
            )
        ]
        indexes = [models.Index(fields=["case_id", "latest"], name="note_latest")]


class NoteWords(models.Model):
    """The stems of one part of a note's newest version, for search.

    Ids are in the order of the notes' days, so that the newest of many hits come first without
    sorting them all. Each engine keeps its own full-text index over `words` (migration 0004).
    """

    id = models.BigIntegerField(primary_key=True)
    note = models.ForeignKey(NoteVersion, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=33)  # "c" and the case, as a word of the index
    words = models.TextField()


class CaseEvent(models.Model):
    """One dated event of the extract, for the timeline; replaced by each fresh copy."""

    case_id = models.CharField(max_length=32)
    kind = models.CharField(max_length=100)
    happened_on = models.DateField()
    recorded_on = models.DateField(null=True)
    mode = models.CharField(max_length=64, blank=True)
    seen_alone = models.BooleanField(null=True)
    detail = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case_id"], name="event_case")]


class Quote(models.Model):
    """A passage of one version of a note. A draft is its author's alone until submitted."""

    key = models.CharField(max_length=16, unique=True)
    case_id = models.CharField(max_length=32)
    note_id = models.CharField(max_length=128)
    version = models.PositiveIntegerField()
    note_hash = models.CharField(max_length=64)
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    item = models.CharField(max_length=100, blank=True)  # item of the form, or what it answers
    made_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    status = models.CharField(max_length=16, default="draft")

    class Meta:
        indexes = [models.Index(fields=["case_id", "made_by"], name="quote_case")]


class Pointer(models.Model):
    """A document seen in the recording system: where it is, and what it shows."""

    key = models.CharField(max_length=16, unique=True)
    case_id = models.CharField(max_length=32)
    document = models.CharField(max_length=200)
    dated = models.DateField(null=True)
    author = models.CharField(max_length=200, blank=True)
    found_where = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True)
    link = models.CharField(max_length=500, blank=True)
    shows = models.TextField()
    item = models.CharField(max_length=100, blank=True)
    made_by = models.CharField(max_length=16)
    seen_on = models.DateField()
    made_at = models.DateTimeField()
    status = models.CharField(max_length=16, default="draft")

    class Meta:
        indexes = [models.Index(fields=["case_id", "made_by"], name="pointer_case")]


class RecordError(models.Model):
    """That a note or a document is another child's, or wrong. It is hidden until found right."""

    key = models.CharField(max_length=16, unique=True)
    case_id = models.CharField(max_length=32)
    source = models.CharField(max_length=160)  # "note:n12", "pointer:3"
    version = models.PositiveIntegerField(default=0)  # the note's, when it was reported
    kind = models.CharField(max_length=16)  # "wrong child" or "record error"
    said = models.JSONField()  # the report as made
    team = models.CharField(max_length=100, blank=True)
    reported_by = models.CharField(max_length=16)
    reported_at = models.DateTimeField()
    status = models.CharField(max_length=16)
    decision = models.CharField(max_length=32, blank=True)
    reason = models.TextField(blank=True)
    assessed_at = models.DateTimeField(null=True)
    corrected = models.TextField(blank=True)
    corrected_on = models.DateField(null=True)
    withdrawn = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id", "source"],
                condition=~models.Q(status__in=("withdrawn", "closed")),
                name="one_open_record_error",
            )
        ]
        indexes = [models.Index(fields=["case_id"], name="recorderror_case")]


class ReadingMark(models.Model):
    """That a person has read a note of a case, or flagged it to come back to."""

    case_id = models.CharField(max_length=32)
    note_id = models.CharField(max_length=128)
    person = models.CharField(max_length=16)
    read_at = models.DateTimeField(null=True)  # None: flagged and not read
    flagged = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_id", "person", "note_id"], name="one_mark")
        ]


class Place(models.Model):
    """Where a person left a record, and the filters they had set there."""

    case_id = models.CharField(max_length=32)
    person = models.CharField(max_length=16)
    note_id = models.CharField(max_length=128, blank=True)
    filters = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "person"], name="one_place")]


class DraftEvent(models.Model):
    """The plain log of drafts: outside the thread, never a word of what was drafted."""

    case_id = models.CharField(max_length=32)
    person = models.CharField(max_length=16)
    at = models.DateTimeField()
    event = models.CharField(max_length=32)  # "quote.added", "quote.dropped", "draft.saved", …
    what = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["case_id", "person"], name="draftevent_case")]


class ReadingPreference(models.Model):
    """How a person reads. Nothing is on unless they switched it on."""

    person = models.CharField(max_length=16, primary_key=True)
    shortcuts = models.BooleanField(default=False)  # single keys
    panes = models.CharField(max_length=8, default="even")  # "form", "even" or "record"
    lens = models.BooleanField(default=False)  # the theme lens's highlights


class SignificantEvent(models.Model):
    """A note or document promoted into a case's chronology, with what it meant for the child."""

    key = models.CharField(max_length=16, unique=True)
    case_id = models.CharField(max_length=32)
    note_id = models.CharField(max_length=128, blank=True)  # either this, at this version …
    version = models.PositiveIntegerField(default=0)
    pointer = models.CharField(max_length=16, blank=True)  # … or the key of a pointer
    happened_on = models.DateField()
    what = models.TextField()
    impact = models.TextField()
    made_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    status = models.CharField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["case_id", "made_by"], name="significant_case")]
