"""Tables of the record. Entries are append-only; bodies can only be emptied; the log only grows."""

from django.db import models


class Entry(models.Model):
    """One statement, as chained. Holds no name and no word of what was said: see `Body`."""

    number = models.BigIntegerField(primary_key=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    person = models.CharField(max_length=64)
    capacity = models.CharField(max_length=32)
    os_user = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    answers = models.BigIntegerField(null=True)
    rests_on = models.JSONField(default=list)
    status_before = models.CharField(max_length=64, blank=True)
    status_after = models.CharField(max_length=64, blank=True)
    body_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="entry_subject"),
            models.Index(fields=["act"], name="entry_act"),
        ]


class Body(models.Model):
    """What an entry said. A lawful act can empty it; the digest in the entry stays."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    salt = models.CharField(max_length=64, null=True)
    said = models.TextField(null=True)  # canonical JSON, exactly as digested
    concerns = models.JSONField(default=list)  # keys of the people it concerns
    erased_by = models.BigIntegerField(null=True)
    held = models.CharField(max_length=200, blank=True)  # a legal hold's reference stops erasure


class Head(models.Model):
    """The end of the chain: one row, locked last by every writer."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]


class Counter(models.Model):
    """The last number given to a kind of subject; numbers are never given twice."""

    kind = models.CharField(max_length=32, primary_key=True)
    last = models.BigIntegerField(default=0)


class Outbox(models.Model):
    """What must follow an entry (notices, tasks), written in the entry's own transaction."""

    entry_number = models.BigIntegerField()
    topic = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="outbox_waiting", condition=models.Q(done_at__isnull=True)
            )
        ]


class Access(models.Model):
    """The access log: every read of a child's record, and every refusal. Outside the chain."""

    at = models.DateTimeField()
    person = models.CharField(max_length=64)
    capacities = models.CharField(max_length=200)
    event = models.CharField(max_length=32)  # "read", "access.denied", "act.refused", "export"
    what = models.CharField(max_length=200)
    child = models.CharField(max_length=64, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["child"], name="access_child"),
            models.Index(fields=["person"], name="access_person"),
        ]
