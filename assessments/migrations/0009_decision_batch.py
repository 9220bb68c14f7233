"""A decision taken over from a published list goes when the reading in of its file is undone, and in no other way."""

import django.db.models.deletion
from django.db import migrations, models

GOES_WITH_ITS_BATCH = """
create or replace function assessments_decision_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.decided_by_id is null
     and exists (select from areas_importbatch where id = old.batch_id and state = 'undone') then
    return old;
  end if;
  raise exception 'rows of assessments_decision are never changed or removed' using errcode = 'restrict_violation';
end $$;
"""

NEVER = """
create or replace function assessments_decision_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'rows of assessments_decision are never changed or removed' using errcode = 'restrict_violation';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_marked_texts"), ("areas", "0009_geodata_batches")]
    operations = [
        migrations.AddField(
            "decision",
            "batch",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.importbatch"),
        ),
        migrations.RunSQL(GOES_WITH_ITS_BATCH, NEVER),
    ]
