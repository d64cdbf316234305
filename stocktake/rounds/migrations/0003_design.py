"""The design of a sample: columns for it, filled for rounds that were selected before it existed.

Their children get pseudonyms under a fresh seal, so that their pages and certificates still open.
"""

import secrets

from django.db import migrations, models

from stocktake.rounds.domain.selection.seeds import pseudonym


def fill(apps, schema_editor):
    Round, Attempt = (apps.get_model("rounds", name) for name in ("Round", "Attempt"))
    for row in Round.objects.filter(seal=""):
        row.seal = secrets.token_hex(16)
        row.save(update_fields=["seal"])
        for attempt in Attempt.objects.filter(round=row):
            attempt.plan, attempt.frame_hash = row.plan, row.frame_hash
            for child in (*attempt.sample["drawn"], *attempt.sample["reserves"]):
                child["key"] = pseudonym(row.seal, "child", child["child_id"])
            attempt.save(update_fields=["plan", "frame_hash", "sample"])


class Migration(migrations.Migration):

    dependencies = [("rounds", "0002_reviewers_terms")]

    operations = [
        migrations.AddField("round", "seal", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("round", "exceptions", models.JSONField(default=dict)),
        migrations.AddField("attempt", "plan", models.JSONField(default=dict), preserve_default=False),
        migrations.AddField("attempt", "frame_hash", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("attempt", "sealed_hash", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("attempt", "left_out", models.JSONField(default=list)),
        migrations.AddField("attempt", "swaps", models.JSONField(default=list)),
        migrations.AddField("attempt", "estimate", models.JSONField(null=True)),
        migrations.AddField("case", "routed_to", models.CharField(blank=True, max_length=16, default=""), preserve_default=False),
        migrations.AddField("case", "routed_for", models.CharField(blank=True, max_length=16, default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
