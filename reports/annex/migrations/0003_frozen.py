"""The annex is frozen with its picture: what was approved is what stands in it."""

from django.db import migrations

from lagesbild.db import guard

ANNEX_IS_FROZEN = """
begin
  if exists (select 1 from reports_nationalpicture p where p.id in (old.picture_id, new.picture_id) and p.state = 'approved') then
    raise exception 'the annex of an approved national picture is never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""


class Migration(migrations.Migration):
    dependencies = [("annex", "0002_initial"), ("reports", "0002_guards")]
    operations = [guard("annex_annexentry", "annex_entry_frozen", when="before insert or update or delete", body=ANNEX_IS_FROZEN)]
