"""Each event is chained to the one before it at the commit, so that a changed, removed or inserted row is found.

The links are made by a deferred trigger as the last thing in the transaction: the lock that puts them in order is held for no longer
than that. The site's role may add events, and can neither change them nor touch a link.
"""

from django.db import migrations, models

CHAIN = """
create function audit_text(e audit_auditevent) returns text language sql stable as $$
  select jsonb_build_array(e.id, extract(epoch from e.at)::text, e.event, e.actor_id, e.actor, e.actor_roles,
    e.object_type, e.object_id, e.object_name, e.detail, e.recipient)::text
$$;
create function audit_digest(previous bytea, e audit_auditevent) returns bytea language sql stable as $$
  select sha256(previous || convert_to(audit_text(e), 'UTF8'))
$$;
create function audit_chain() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  last_seq bigint;
  last_hash bytea;
begin
  perform pg_advisory_xact_lock(20190603);
  select seq, hash into last_seq, last_hash from audit_auditlink order by seq desc limit 1;
  insert into audit_auditlink (seq, event_id, hash)
  select coalesce(last_seq, 0) + 1, e.id, audit_digest(coalesce(last_hash, ''), e) from audit_auditevent e where e.id = new.id;
  return null;
end $$;
create constraint trigger audit_event_chained after insert on audit_auditevent
  deferrable initially deferred for each row execute function audit_chain();
create trigger audit_link_append_only before update or delete on audit_auditlink
  for each row execute function audit_auditevent_is_append_only();
"""

# What was written before is chained in the order it came.
BEFORE = """
do $$
declare
  e audit_auditevent;
  number bigint := 0;
  previous bytea := '';
begin
  for e in select * from audit_auditevent order by id loop
    number := number + 1;
    previous := audit_digest(previous, e);
    insert into audit_auditlink (seq, event_id, hash) values (number, e.id, previous);
  end loop;
end $$;
"""

RIGHTS = """
do $$ begin
  if exists (select from pg_roles where rolname = 'app') then
    revoke update, delete, truncate on audit_auditevent from app;
    revoke insert, update, delete, truncate on audit_auditlink from app;
  end if;
end $$;
"""

UNDO = """
drop trigger audit_link_append_only on audit_auditlink;
drop trigger audit_event_chained on audit_auditevent;
drop function audit_chain();
drop function audit_digest(bytea, audit_auditevent);
drop function audit_text(audit_auditevent);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_event_without_choices"), ("areas", "0002_second_lock")]
    operations = [
        migrations.AddField("auditevent", "actor_roles", models.CharField(blank=True, db_default="", default="", max_length=300)),
        migrations.AddField("auditevent", "recipient", models.CharField(blank=True, db_default="", default="", max_length=200)),
        migrations.CreateModel(
            "AuditLink",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("hash", models.BinaryField()),
            ],
            options={"ordering": ["seq"]},
        ),
        migrations.RunSQL(CHAIN, UNDO),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
