from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0005_shared_cases")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="frame",
            field=models.CharField(default="open cases", max_length=40),
        ),
        migrations.AddField(
            model_name="case",
            name="happened_on",
            field=models.DateField(null=True),
        ),
    ]
