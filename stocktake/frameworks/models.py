"""The shelf of versions: frameworks, forms, baselines and themes, each keyed by its content."""

from django.db import models


class Version(models.Model):
    """One immutable version. A later version of the same key stands beside it, never over it."""

    hash = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=64)
    number = models.PositiveIntegerField()  # 1, 2, … among the versions of this kind and key
    title = models.CharField(max_length=200)
    content = models.JSONField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="one_version_number")
        ]
