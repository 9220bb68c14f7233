"""Who chooses the grounds of a method version does not approve it, and the grounds of an approved one stay."""

from django.db import migrations

from lagesbild.db import guard

APPROVER_CHOSE_NO_GROUND = """
begin
  if new.approved_at is not null and old.approved_at is null and exists (
    select 1 from assessments_marking m join assessments_question q on q.id = m.question_id
    where q.method_id = new.id and m.marked_by_id = new.approved_by_id
  ) then
    raise exception 'the approver has chosen grounds of secrecy in this method version' using errcode = 'check_violation';
  end if;
  return new;
end
"""

GROUND_OF_AN_APPROVED_METHOD_STAYS = """
begin
  if (new.question_id, new.ground_id, new.marked_by_id, new.marked_at)
      is distinct from (old.question_id, old.ground_id, old.marked_by_id, old.marked_at)
    and exists (
      select 1 from assessments_question q join assessments_method m on m.id = q.method_id
      where q.id in (old.question_id, new.question_id) and m.approved_at is not null
    ) then
    raise exception 'the grounds of secrecy in an approved method version are never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_personal_grants")]
    operations = [
        guard("assessments_method", "assessments_method_four_eyes_grounds", when="before update", body=APPROVER_CHOSE_NO_GROUND),
        guard("assessments_marking", "assessments_marking_ground_stays", when="before update", body=GROUND_OF_AN_APPROVED_METHOD_STAYS),
    ]
