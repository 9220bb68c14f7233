"""What the database itself also refuses: another build than the one that was signed, and a publication of a build that nobody signed."""

from django.db import migrations

from lagesbild.db import guard

SIGNED_BUILD_IS_FROZEN = """
begin
  if old.release_approved_at is not null then
    raise exception 'a signed build is never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

CHECKS_OF_A_SIGNED_BUILD_ARE_FROZEN = """
begin
  if exists (select 1 from reports_build b where b.id in (old.build_id, new.build_id) and b.release_approved_at is not null) then
    raise exception 'the checks of a signed build are never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

PUBLISHED_IS_WHAT_WAS_SIGNED = """
begin
  if not exists (
    select 1 from reports_build b
    where b.id = new.build_id and b.release_approved_by_id = new.release_approved_by_id and b.manifest_sha256 = new.manifest_sha256
      and not exists (select 1 from reports_releasecheck c where c.build_id = b.id and c.outcome = 'bad')
  ) then
    raise exception 'only a build that is signed and has no red check is published' using errcode = 'check_violation';
  end if;
  return new;
end
"""

MOVED_COPIES_ARE_FROZEN_TOO = """
create or replace function reports_{copy}_frozen() returns trigger language plpgsql as $$
begin
  if exists (select 1 from reports_nationalpicture p where p.id in (old.picture_id, new.picture_id) and p.state = 'approved') then
    raise exception 'the copies of an approved national picture are never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_guards")]
    operations = [
        *[
            migrations.RunSQL(MOVED_COPIES_ARE_FROZEN_TOO.replace("{copy}", copy), migrations.RunSQL.noop)
            for copy in ("entry", "lpo", "removal")
        ],
        guard("reports_build", "reports_build_frozen", when="before update or delete", body=SIGNED_BUILD_IS_FROZEN),
        guard(
            "reports_releasecheck",
            "reports_releasecheck_frozen",
            when="before insert or update or delete",
            body=CHECKS_OF_A_SIGNED_BUILD_ARE_FROZEN,
        ),
        guard("reports_publication", "reports_publication_signed", when="before insert", body=PUBLISHED_IS_WHAT_WAS_SIGNED),
    ]
