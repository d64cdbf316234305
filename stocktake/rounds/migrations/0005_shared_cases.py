from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0004_programme")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="also",
            field=models.JSONField(default=list),
        ),
    ]
