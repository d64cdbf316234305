"""Tables of reports: each as it stands, and every version of its words."""

from django.db import models


class Report(models.Model):
    """A report. What it says is one JSON document; flags may hold its words, never the record's ids."""

    key = models.CharField(max_length=16, unique=True)
    round_id = models.CharField(max_length=16)
    preset = models.CharField(max_length=64)
    slug = models.CharField(max_length=80, unique=True)  # its folder among the published
    status = models.CharField(max_length=16)
    document = models.TextField()
    version = models.PositiveIntegerField(default=1)
    authors = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    checked = models.CharField(max_length=64, blank=True)  # digest of the words checked
    justified = models.JSONField(default=list)
    approvals = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    files = models.JSONField(default=list)  # name and SHA-256 of each published file

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="report_round")]


class ReportVersion(models.Model):
    """The words of one version: an edit adds a row and changes none."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    document = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_report_version")
        ]
