"""What the database itself refuses: changed decisions, approval by somebody who wrote, answers changed after submission."""

from django.db import migrations

from lagesbild.db import append_only, guard

APPROVER_WROTE_NOTHING = """
begin
  if new.state = 'approved' and old.state <> 'approved' and exists (
    select 1 from assessments_edit e where e.picture_id = new.id and e.turn = new.turn and e.user_id = new.approved_by_id
  ) then
    raise exception 'the approver has written in this local picture since the last return' using errcode = 'check_violation';
  end if;
  if old.state = 'approved' then
    raise exception 'an approved local picture is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

ANSWERS_ARE_LOCKED = """
declare
  picture bigint := coalesce(new.picture_id, old.picture_id);
begin
  if not exists (select 1 from assessments_localpicture p where p.id = picture and p.state in ('none', 'draft', 'returned')) then
    raise exception 'answers change only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [
        append_only("assessments_decision"),
        guard("assessments_localpicture", "assessments_picture_approval", when="before update", body=APPROVER_WROTE_NOTHING),
        guard("assessments_answer", "assessments_answer_locked", when="before insert or update or delete", body=ANSWERS_ARE_LOCKED),
    ]
