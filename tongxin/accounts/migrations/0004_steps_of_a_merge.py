from django.db import migrations, models


def as_steps(apps, schema_editor):
    """What a merge moved, by relation, becomes a step from one person to the other."""
    for merged in apps.get_model("accounts", "PersonAlias").objects.all():
        merged.moved = [
            {"of": key, "was": merged.alias_id, "becomes": merged.main_id, "rows": rows}
            for key, rows in merged.moved.items()
        ]
        merged.save(update_fields=["moved"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_person_alias")]

    operations = [
        migrations.AlterField(
            model_name="personalias",
            name="moved",
            field=models.JSONField(default=list, verbose_name="转移的记录"),
        ),
        migrations.RunPython(as_steps, migrations.RunPython.noop),
    ]
