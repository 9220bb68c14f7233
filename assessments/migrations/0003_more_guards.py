"""What the database itself also refuses: answers moved from a submitted picture, a changed method, a changed note of who wrote what."""

from django.db import migrations

from lagesbild.db import guard

APPROVED_METHOD_IS_FROZEN = """
begin
  if old.approved_at is not null then
    raise exception 'an approved method version is never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

PARTS_OF_AN_APPROVED_METHOD_ARE_FROZEN = """
begin
  if exists (select 1 from assessments_method m where m.id in (old.method_id, new.method_id) and m.approved_at is not null) then
    raise exception 'the questions and criteria of an approved method version are never changed' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

EDITS_ARE_LOCKED = """
begin
  if exists (
    select 1 from assessments_localpicture p where p.id in (old.picture_id, new.picture_id) and p.state not in ('none', 'draft', 'returned')
  ) then
    raise exception 'who wrote what is noted only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

APPROVED_PICTURE_STAYS = """
begin
  if old.state = 'approved' then
    raise exception 'an approved local picture is never removed' using errcode = 'restrict_violation';
  end if;
  return old;
end
"""

MOVED_ANSWERS_ARE_LOCKED_TOO = """
create or replace function assessments_answer_locked() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from assessments_localpicture p where p.id in (old.picture_id, new.picture_id) and p.state not in ('none', 'draft', 'returned')
  ) then
    raise exception 'answers change only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_guards")]
    operations = [
        migrations.RunSQL(MOVED_ANSWERS_ARE_LOCKED_TOO, migrations.RunSQL.noop),
        guard("assessments_method", "assessments_method_frozen", when="before update or delete", body=APPROVED_METHOD_IS_FROZEN),
        *[
            guard(
                f"assessments_{part}",
                f"assessments_{part}_frozen",
                when="before insert or update or delete",
                body=PARTS_OF_AN_APPROVED_METHOD_ARE_FROZEN,
            )
            for part in ("question", "criterion")
        ],
        guard("assessments_edit", "assessments_edit_locked", when="before insert or update or delete", body=EDITS_ARE_LOCKED),
        guard("assessments_localpicture", "assessments_picture_stays", when="before delete", body=APPROVED_PICTURE_STAYS),
    ]
