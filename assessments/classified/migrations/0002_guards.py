"""What the database itself refuses in the secret half: answers changed after submission, changed grounds of a decision."""

from django.db import migrations

from lagesbild.db import append_only, guard

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
    dependencies = [("classified", "0001_initial"), ("assessments", "0002_guards")]
    operations = [
        guard("classified_classifiedanswer", "classified_answer_locked", when="before insert or update or delete", body=ANSWERS_ARE_LOCKED),
        append_only("classified_decisionground"),
        append_only("classified_dissent"),
    ]
