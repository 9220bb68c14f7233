"""Small database helpers: locking a row for an act, and triggers and constraints that hold a rule also against plain SQL."""

from typing import TypeVar

from django.db import connection, migrations
from django.db.models import Model

M = TypeVar("M", bound=Model)
V = TypeVar("V")


def present(value: V | None) -> V:
    """Return a value that the state of its row promises (a check constraint holds it). A broken promise is a fault of ours and stops."""
    if value is None:
        raise RuntimeError("a value that the state of the row promises is missing")
    return value


def locked(obj: M) -> M:
    """Return `obj` read again with its row locked to the end of the transaction. The relations that were loaded are not carried over.

    Others may still refer to the row meanwhile: a foreign key that is checked at their commit must not wait for us.
    """
    return obj.__class__._base_manager.select_for_update(no_key=True).get(pk=obj.pk)


def one_writer(what: str) -> None:
    """Wait until nobody else writes `what`, and keep others waiting to the end of the transaction.

    For what no row stands for: rows that are only added, or many that are read first and written by what was read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])


def append_only(table: str) -> migrations.RunSQL:
    """Return a migration step after which rows of `table` can be added but neither changed nor removed."""
    return migrations.RunSQL(
        sql=f"""
        create function {table}_is_append_only() returns trigger language plpgsql as $$
        begin
          raise exception 'rows of {table} are never changed or removed' using errcode = 'restrict_violation';
        end $$;
        create trigger {table}_append_only before update or delete on {table}
          for each row execute function {table}_is_append_only();
        """,
        reverse_sql=f"drop trigger {table}_append_only on {table}; drop function {table}_is_append_only();",
    )


def guard(table: str, name: str, *, when: str, body: str) -> migrations.RunSQL:
    """Return a migration step that adds the trigger `name` with a PL/pgSQL `body` (declare … begin … end) on `table`.

    `when` is the trigger's moment, for example "before update".
    """
    return migrations.RunSQL(
        sql=f"""
        create function {name}() returns trigger language plpgsql as $$
        {body}
        $$;
        create trigger {name} {when} on {table} for each row execute function {name}();
        """,
        reverse_sql=f"drop trigger {name} on {table}; drop function {name}();",
    )


def one_at_a_time(table: str, *owner: str) -> migrations.RunSQL:
    """Return a migration step after which no two rows of one `owner` (columns of ids) hold on the same day.

    The days are `valid_from` to `valid_to`, both counted; an empty `valid_to` is for ever. Checked at the commit, so that one act may end
    a row and begin the next in any order. A range of one id stands for the id: PostgreSQL's own GiST then needs no extension.
    """
    ids = "".join(f"int8range({column}, {column}, '[]') with &&, " for column in owner)
    return migrations.RunSQL(
        sql=f"alter table {table} add constraint {table}_one_at_a_time exclude using gist "
        f"({ids}daterange(valid_from, valid_to, '[]') with &&) deferrable initially deferred;",
        reverse_sql=f"alter table {table} drop constraint {table}_one_at_a_time;",
    )


def only_for(table: str, *, read: str, write: str) -> migrations.RunSQL:
    """Return a migration step that puts `table` under row-level security: rows for which `read` holds are there, the others are not.

    Both are SQL about the row and who acts; `write` says what may be added, changed and removed. Put what does not depend on the row into
    `(select …)`, so that it is worked out once a query. The table's owner stands outside: a backup holds all of it.
    """
    policies = {
        "read": f"for select using ({read})",
        "add": f"for insert with check ({write})",
        "change": f"for update using ({write}) with check ({write})",
        "remove": f"for delete using ({write})",
    }
    return migrations.RunSQL(
        sql=f"alter table {table} enable row level security;"
        + "".join(f"create policy {table}_{name} on {table} {rule};" for name, rule in policies.items()),
        reverse_sql="".join(f"drop policy {table}_{name} on {table};" for name in policies)
        + f"alter table {table} disable row level security;",
    )
