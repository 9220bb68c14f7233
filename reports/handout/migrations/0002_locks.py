"""The second lock on requests; and in the database too: no paragraph changes after it was handed in, nobody decides their own."""

from django.db import migrations

from lagesbild.db import guard, only_for
from lagesbild.sealing.moving import not_while_resealing

# Who tries or decides requests reads here what their role reads elsewhere: local pictures, or the annex, never both by one of them.
RULE = """(
  (select sees_all('handle_requests')) or (select sees_all('decide_requests'))
) and request_id in (
  select r.id from handout_documentrequest r
  where (r.kind = 'annex' and (select sees_all('view_annex')))
     or (r.kind = 'picture' and r.picture_id in (select role_pictures('view_classified')))
)"""

# The first tells whether a person writes somebody else's name. The second is asked as the owner of the tables: what a person may not see
# counts here too.
BLOCKS = """
create function handout_by_another(asked oid, who bigint) returns boolean
language sql stable as $$
  select pg_get_userbyid(relowner) <> current_user and who is distinct from app_user_id() from pg_class where oid = asked
$$;
create function handout_blocks(asked bigint, decider bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from handout_paragraph p where p.request_id = asked and (p.judged_at is null or p.judged_by_id = decider))
$$;
"""

STAYS = 'id, request_id, "order", section, section_name, heading, source_class, sealed, fingerprint, reused_from_id'
PARAGRAPH_STAYS = f"""
declare
  before record; after record;
begin
  if tg_op = 'DELETE' then
    raise exception 'a paragraph of a request is never removed' using errcode = 'restrict_violation';
  end if;
  if (select r.state from handout_documentrequest r where r.id = new.request_id) <> 'assessing' then
    raise exception 'a request is judged before it is handed in' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' then
    select {", ".join(f"old.{name}" for name in STAYS.split(", "))} into before;
    select {", ".join(f"new.{name}" for name in STAYS.split(", "))} into after;
    if before is distinct from after then
      raise exception 'the words of a requested document are never changed' using errcode = 'restrict_violation';
    end if;
  end if;
  if new.judged_by_id is not null and handout_by_another(tg_relid, new.judged_by_id) then
    raise exception 'who judges a paragraph is who acts' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

ASKED = "id, register_number, received_on, wording, recipient, kind, picture_id, annex_of_id, registered_by_id, registered_at"
DECIDED = f"{ASKED}, reasons, ready_by_id, ready_at, result, decided_by_id, decided_at, decider_role"
REQUEST_STAYS = f"""
declare
  before record; after record;
begin
  if tg_op = 'DELETE' then
    raise exception 'a request is never removed' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'assessing' or new.ready_by_id is not null or new.decided_by_id is not null or new.reasons <> '' then
      raise exception 'a request begins by being judged' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state in ('handed_out', 'taken_back') then
    raise exception 'a request that is over is never changed' using errcode = 'restrict_violation';
  end if;
  if old.state = 'decided' then
    select {", ".join(f"old.{name}" for name in DECIDED.split(", "))} into before;
    select {", ".join(f"new.{name}" for name in DECIDED.split(", "))} into after;
  else
    select {", ".join(f"old.{name}" for name in ASKED.split(", "))} into before;
    select {", ".join(f"new.{name}" for name in ASKED.split(", "))} into after;
  end if;
  if before is distinct from after or (old.state = 'decided' and new.state not in ('decided', 'handed_out')) then
    raise exception 'what was asked and what was decided are never changed' using errcode = 'restrict_violation';
  end if;
  if new.state = 'ready' and old.state <> 'ready' and handout_blocks(new.id, null) then
    raise exception 'every paragraph is judged before a request is handed in' using errcode = 'restrict_violation';
  end if;
  if new.state = 'decided' and old.state <> 'decided' and (
    old.state <> 'ready' or handout_blocks(new.id, new.decided_by_id) or new.ready_by_id <> old.ready_by_id
  ) then
    raise exception 'nobody decides what they judged' using errcode = 'restrict_violation';
  end if;
  if (new.state = 'ready' and old.state <> 'ready' and handout_by_another(tg_relid, new.ready_by_id))
      or (new.state = 'decided' and old.state <> 'decided' and handout_by_another(tg_relid, new.decided_by_id)) then
    raise exception 'who hands in or decides a request is who acts' using errcode = 'restrict_violation';
  end if;
  return new;
end
"""

COPY_STAYS = """
begin
  if tg_op = 'INSERT' then
    if (select r.state from handout_documentrequest r where r.id = new.request_id) <> 'ready' then
      raise exception 'a copy is made when its request is decided' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  raise exception 'a masked copy is never changed or removed' using errcode = 'restrict_violation';
end
"""


class Migration(migrations.Migration):
    dependencies = [
        ("handout", "0001_initial"),
        ("areas", "0003_new_codenames"),
        ("classified", "0006_personal_grants"),
        ("sealing", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(BLOCKS, "drop function handout_blocks(bigint, bigint); drop function handout_by_another(oid, bigint);"),
        only_for("handout_paragraph", read=RULE, write=RULE),
        only_for("handout_maskedcopy", read=RULE, write=RULE),
        guard("handout_paragraph", "handout_paragraph_stays", when="before insert or update or delete", body=PARAGRAPH_STAYS),
        not_while_resealing("handout_paragraph", "handout_paragraph_stays", "handout_paragraph_stays", "before insert or update or delete"),
        guard("handout_documentrequest", "handout_request_stays", when="before insert or update or delete", body=REQUEST_STAYS),
        guard("handout_maskedcopy", "handout_copy_stays", when="before insert or update or delete", body=COPY_STAYS),
        not_while_resealing("handout_maskedcopy", "handout_copy_stays", "handout_copy_stays", "before insert or update or delete"),
    ]
