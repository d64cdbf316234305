"""How a person reads: preferences in place of shortcuts alone, and flags beside reading marks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.RenameModel("Shortcuts", "ReadingPreference"),
        migrations.RenameField("ReadingPreference", "on", "shortcuts"),
        migrations.AddField(
            "ReadingPreference", "panes", models.CharField(default="even", max_length=8)
        ),
        migrations.AddField("ReadingPreference", "lens", models.BooleanField(default=False)),
        migrations.AddField("ReadingMark", "flagged", models.BooleanField(default=False)),
        migrations.AlterField("ReadingMark", "read_at", models.DateTimeField(null=True)),
    ]
