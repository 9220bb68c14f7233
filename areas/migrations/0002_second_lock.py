"""The second lock's questions: who acts, and for which units they hold a codename. Answered from guardian's own tables.

The policies on the classified tables ask these functions (`classified` and `annex`, `0004_second_lock`).
"""

from django.db import migrations

ROLE_MAY_USE_ROWS = """
do $$ begin
  if exists (select from pg_roles where rolname = 'app') then
    grant usage on schema public to app;
    grant select, insert, update, delete on all tables in schema public to app;
    grant usage, select, update on all sequences in schema public to app;
    alter default privileges in schema public grant select, insert, update, delete on tables to app;
    alter default privileges in schema public grant usage, select, update on sequences to app;
  end if;
end $$;
"""

# The key is the owner's alone: `app` signs with the copy it has in its settings and can neither read nor change this one.
KEY = """
create table access_actingkey (key bytea not null);
do $$ begin
  if exists (select from pg_roles where rolname = 'app') then
    revoke all on access_actingkey from app;
  end if;
end $$;
"""

# A claim reads "user id|purpose|connection|signature". A forged, borrowed or missing one is nobody.
WHO_ACTS = """
create function acting_claim(part integer) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select nullif(split_part(claim, '|', part), '')
  from (select current_setting('lagesbild.acting', true) as claim) as setting, access_actingkey as secret
  where split_part(claim, '|', 3) = pg_backend_pid()::text
    and split_part(claim, '|', 4) = encode(sha256(secret.key || sha256(secret.key || convert_to(
      split_part(claim, '|', 1) || '|' || split_part(claim, '|', 2) || '|' || split_part(claim, '|', 3), 'UTF8'))), 'hex')
$$;
create function app_user_id() returns bigint language sql stable as $$ select acting_claim(1)::bigint $$;
create function acting_purpose() returns text language sql stable as $$ select acting_claim(2) $$;
"""

# The same rule as `areas.grants.units_of` and `Scope.of`; `tests/access/test_second_lock.py` compares them.
WHAT_THEY_HOLD = """
create function granted_units(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select g.content_object_id
  from areas_unitgroupgrant g
  join auth_permission p on p.id = g.permission_id
  join accounts_user_groups m on m.group_id = g.group_id
  join accounts_user u on u.id = m.user_id
  where m.user_id = app_user_id() and p.codename = asked and u.is_active and not u.has_start_password
  union
  select g.content_object_id
  from areas_unitusergrant g
  join auth_permission p on p.id = g.permission_id
  join accounts_user u on u.id = g.user_id
  where g.user_id = app_user_id() and p.codename = asked and u.is_active and not u.has_start_password
$$;
create function sees_all(asked text, variadic purposes text[] default '{}') returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(acting_purpose() = any (purposes), false)
    or exists (select from areas_unit where kind = 'national' and id in (select granted_units(asked)))
$$;
create function my_units(asked text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive reached(id) as (
    select granted_units(asked)
    union
    select placed.unit_id
    from areas_unitplacement placed
    join reached on placed.parent_id = reached.id
    where placed.valid_from <= (now() at time zone 'Europe/Stockholm')::date
      and (placed.valid_to is null or placed.valid_to >= (now() at time zone 'Europe/Stockholm')::date)
  )
  select id from reached
$$;
"""

UNDO = """
drop function my_units(text);
drop function sees_all(text, text[]);
drop function granted_units(text);
drop function acting_purpose();
drop function app_user_id();
drop function acting_claim(integer);
drop table access_actingkey;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("access", "0002_initial"),
        ("accounts", "0002_user_has_start_password"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.RunSQL(ROLE_MAY_USE_ROWS, migrations.RunSQL.noop),
        migrations.RunSQL(KEY + WHO_ACTS + WHAT_THEY_HOLD, UNDO),
    ]
