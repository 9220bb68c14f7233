"""What migrations need to move plain columns into sealed ones."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import migrations

from lagesbild.sealing.sealed import seal

Columns = Mapping[str, tuple[str, ...]]  # sealed column → the plain ones that go into it
BATCH = 500


def not_while_resealing(table: str, trigger: str, function: str, moment: str) -> migrations.RunSQL:
    """Return a step after which `trigger` lets a re-sealing by the owner of the tables pass, and refuses all else as before."""
    made = f"create trigger {trigger} {moment} on {table} for each row"
    return migrations.RunSQL(
        sql=f"drop trigger {trigger} on {table}; {made} when (not is_resealing()) execute function {function}();",
        reverse_sql=f"drop trigger {trigger} on {table}; {made} execute function {function}();",
    )


def move(app: str, values: Mapping[str, Columns], places: Mapping[str, tuple[str, ...]]) -> Callable[[Any, Any], None]:
    """Return the work of a migration: seal the plain values of every row for its place."""

    def carry_over(apps: Any, schema_editor: Any) -> None:
        schema_editor.execute("select set_config('lagesbild.resealing', 'on', true)")
        for name, columns in values.items():
            model = apps.get_model(app, name)
            rows = []
            for row in model.objects.order_by("pk").iterator(BATCH):
                identity = "|".join(f"{part}={getattr(row, part)}" for part in places[name])
                for column, parts in columns.items():
                    place = f"{model._meta.db_table}.{column}|{identity}"
                    setattr(row, column, seal({part: getattr(row, part) for part in parts}, place))
                rows.append(row)
            model.objects.bulk_update(rows, list(columns), batch_size=BATCH)
        schema_editor.execute("select set_config('lagesbild.resealing', '', true)")

    return carry_over
