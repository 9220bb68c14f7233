"""The third lock on the annex: its texts move, sealed, into one column."""

from django.db import migrations

import lagesbild.sealing.fields
from lagesbild.sealing.moving import move, not_while_resealing

VALUES = {"AnnexEntry": {"sealed": ("proposed_category", "description", "grounds", "dissent")}}
PLACES = {"AnnexEntry": ("picture_id", "area_name", "lpo_name")}


class Migration(migrations.Migration):
    dependencies = [("annex", "0004_second_lock"), ("sealing", "0001_initial")]
    operations = [
        not_while_resealing("annex_annexentry", "annex_entry_frozen", "annex_entry_frozen", "before insert or update or delete"),
        migrations.AddField("AnnexEntry", "sealed", lagesbild.sealing.fields.SealedColumn(editable=False, null=True)),
        migrations.RunPython(move("annex", VALUES, PLACES), migrations.RunPython.noop),
        *[migrations.RemoveField("AnnexEntry", value) for value in VALUES["AnnexEntry"]["sealed"]],
        migrations.AlterField("AnnexEntry", "sealed", lagesbild.sealing.fields.SealedColumn(editable=False)),
    ]
