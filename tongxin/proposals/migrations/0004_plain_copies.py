from django.db import migrations, models

COPIES = {
    "commitmentfacts": {
        "proposal": "proposals.proposal",
        "unit": "organisations.organisation",
    },
    "evaluationfacts": {
        "handling": "proposals.handling",
        "proposal": "proposals.proposal",
    },
    "handlingfacts": {
        "proposal": "proposals.proposal",
        "unit": "organisations.organisation",
    },
    "proposalfacts": {
        "category": "proposals.category",
        "collective": "members.collective",
        "lead_proposer": "members.member",
        "merged_into": "proposals.proposal",
        "session": "members.plenarysession",
    },
}


def plain(model, name, to):
    """A reference that the database neither indexes nor checks."""
    return migrations.AlterField(
        model_name=model,
        name=name,
        field=models.ForeignKey(
            db_constraint=False,
            db_index=False,
            null=True,
            on_delete=models.PROTECT,
            related_name="+",
            to=to,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("organisations", "0001_initial"),
        ("proposals", "0003_exchange"),
    ]

    operations = [
        plain(model, name, to) for model, copies in COPIES.items() for name, to in copies.items()
    ]
