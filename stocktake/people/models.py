"""Tables of people: accounts, the capacities granted to them, the cases they may read."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from stocktake.people.domain.accounts import Holdings


class AccountManager(BaseUserManager["Account"]):
    """Sign-in looks accounts up by username, whatever its case; `acts` makes them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """One person who can sign in. Named accounts only: nobody shares one."""

    key = models.CharField(max_length=16, unique=True)  # opaque: the person in the record
    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    job = models.CharField(max_length=100)  # as shown beside the name: "social worker"
    organisation = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    external = models.BooleanField(default=False)
    ends = models.DateField(null=True)  # last day of an outside reviewer's commission
    status = models.CharField(max_length=16, default="open")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    holdings: Holdings | None = None  # what it holds, where that was read with the row


class Grant(models.Model):
    """A capacity held by a person from a day until a day."""

    person = models.CharField(max_length=16)
    capacity = models.CharField(max_length=32)
    team = models.CharField(max_length=100, blank=True)  # for a team manager
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="grant_person")]


class WorkerLink(models.Model):
    """An account matched to a worker id of the extract, confirmed by a person."""

    worker_id = models.CharField(max_length=64, unique=True)
    person = models.CharField(max_length=16)
    starts = models.DateField()
    ends = models.DateField(null=True)


class CaseGrant(models.Model):
    """Leave to read one sampled case, written by the rooms that allocate and share."""

    case_id = models.CharField(max_length=32)
    person = models.CharField(max_length=16)
    why = models.CharField(max_length=64)  # "reviewer", "worker", "manager"
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)
    closed_to_change = models.BooleanField(default=False)
    blind_to = models.JSONField(default=list)  # people whose work on it this person may not see

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="casegrant_person"),
            models.Index(fields=["case_id"], name="casegrant_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case_id", "person", "why"], name="one_case_grant")
        ]


class CaseSeal(models.Model):
    """One person's work on a case that only they may see, until it is opened."""

    case_id = models.CharField(max_length=32)
    person = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "person"], name="one_case_seal")]
