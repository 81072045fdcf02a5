from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="basis",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="importresult",
            name="after",
            field=models.JSONField(default=dict),
        ),
    ]
