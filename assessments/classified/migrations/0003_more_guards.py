"""What the database itself also refuses in the secret half: a proposal changed after submission, other words in a point that was sent."""

from django.db import migrations

from lagesbild.db import guard

PROPOSALS_ARE_LOCKED = """
begin
  if exists (
    select 1 from assessments_areaassessment a join assessments_localpicture p on p.id = a.picture_id
    where a.id in (old.area_id, new.area_id) and p.state not in ('none', 'draft', 'returned')
  ) then
    raise exception 'proposals change only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

PROPOSAL_GROUNDS_ARE_LOCKED = """
begin
  if exists (
    select 1 from classified_proposal r
    join assessments_areaassessment a on a.id = r.area_id
    join assessments_localpicture p on p.id = a.picture_id
    where r.id in (old.proposal_id, new.proposal_id) and p.state not in ('none', 'draft', 'returned')
  ) then
    raise exception 'proposals change only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end
"""

SENT_WORDS_STAY = """
declare
  place text := (
    select p.state from assessments_reviewpoint r join assessments_localpicture p on p.id = r.picture_id where r.id = old.point_id
  );
  point text := (select r.state from assessments_reviewpoint r where r.id = old.point_id);
begin
  if tg_op = 'DELETE' then
    if point <> 'draft' then
      raise exception 'a point that was sent is never removed' using errcode = 'restrict_violation';
    end if;
    return old;
  end if;
  if (new.text, new.point_id) is distinct from (old.text, old.point_id) then
    raise exception 'the words of a point are never changed' using errcode = 'restrict_violation';
  end if;
  if new.answer is distinct from old.answer and place <> 'returned' then
    raise exception 'a point is answered only while the local police area has the picture' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

MOVED_ANSWERS_ARE_LOCKED_TOO = """
create or replace function classified_answer_locked() returns trigger language plpgsql as $$
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
    dependencies = [("classified", "0002_guards"), ("assessments", "0003_more_guards")]
    operations = [
        migrations.RunSQL(MOVED_ANSWERS_ARE_LOCKED_TOO, migrations.RunSQL.noop),
        guard("classified_proposal", "classified_proposal_locked", when="before insert or update or delete", body=PROPOSALS_ARE_LOCKED),
        guard(
            "classified_proposalground",
            "classified_proposalground_locked",
            when="before insert or update or delete",
            body=PROPOSAL_GROUNDS_ARE_LOCKED,
        ),
        guard("classified_pointtext", "classified_pointtext_stays", when="before update or delete", body=SENT_WORDS_STAY),
    ]
