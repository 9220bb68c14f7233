"""Exemplars of the annex: there for who may read it nationally, and never another file, number or taker than when they were made."""

from django.db import migrations

from lagesbild.db import guard, only_for
from lagesbild.sealing.moving import not_while_resealing

TABLE, NAME = "annex_annexcopy", "annex_copy_stays"
STAYS = "id, picture_id, number, taken_by_id, role, recipient, taken_at, sha256, sealed"
COPY_STAYS = f"""
declare
  before record; after record;
begin
  if tg_op = 'DELETE' then
    raise exception 'an exemplar of the annex is never removed' using errcode = 'restrict_violation';
  end if;
  select {", ".join(f"old.{name}" for name in STAYS.split(", "))} into before;
  select {", ".join(f"new.{name}" for name in STAYS.split(", "))} into after;
  if before is distinct from after then
    raise exception 'an exemplar of the annex is never changed, only what became of it' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("annex", "0008_copies"), ("areas", "0002_second_lock"), ("sealing", "0001_initial")]
    operations = [
        only_for(TABLE, read="(select sees_all('view_annex'))", write="(select sees_all('view_annex'))"),
        guard(TABLE, NAME, when="before update or delete", body=COPY_STAYS),
        not_while_resealing(TABLE, NAME, NAME, "before update or delete"),
    ]
