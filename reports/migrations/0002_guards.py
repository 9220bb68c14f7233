"""What the database itself refuses: a change of an approved picture or its copies, a change of a publication."""

from django.db import migrations

from lagesbild.db import append_only, guard

APPROVED_IS_FROZEN = """
begin
  if old.state = 'approved' then
    raise exception 'an approved national picture is never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

COPIES_ARE_FROZEN = """
declare
  picture bigint := coalesce(new.picture_id, old.picture_id);
begin
  if exists (select 1 from reports_nationalpicture p where p.id = picture and p.state = 'approved') then
    raise exception 'the copies of an approved national picture are never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

COPIES = ["entry", "lpo", "removal"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        append_only("reports_publication"),
        guard("reports_nationalpicture", "reports_picture_frozen", when="before update or delete", body=APPROVED_IS_FROZEN),
        *[
            guard(f"reports_picture{copy}", f"reports_{copy}_frozen", when="before insert or update or delete", body=COPIES_ARE_FROZEN)
            for copy in COPIES
        ],
    ]
