"""Locking everything anew: after a key was changed. Runs while people work, may be stopped and begun again."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.apps import apps
from django.db import connection, transaction

from lagesbild import clock
from lagesbild.db import locked
from lagesbild.sealing import datakeys
from lagesbild.sealing.fields import SealedModel
from lagesbild.sealing.keyfile import key_ring
from lagesbild.sealing.models import DataKey
from lagesbild.sealing.sealed import seal, unseal

BATCH = 200
KEPT_AFTER = timedelta(days=1)
Say = Callable[[str], None]


def sealed_models() -> list[type[SealedModel]]:
    """Return every model that holds sealed values."""
    return [model for model in apps.get_models() if issubclass(model, SealedModel)]


def counts() -> dict[int, int]:
    """Return how many sealed columns of rows there are by data key id."""
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        for table, column in _columns():
            key_of = f"('x' || encode(substring({column} from 2 for 4), 'hex'))::bit(32)::bigint"
            cursor.execute(f"select {key_of}, count(*) from {table} group by 1")
            for key_id, number in cursor.fetchall():
                found[key_id] = found.get(key_id, 0) + number
    return found


def rewrap() -> int:
    """Wrap every data key by the key in use; return how many were wrapped by another."""
    ring, changed = key_ring(), 0
    for other in DataKey.objects.exclude(kek=ring.current):
        with transaction.atomic():
            row = locked(other)
            row.wrapped, row.kek = datakeys.wrap(datakeys.unwrap(row, ring), ring), ring.current
            row.save(update_fields=["wrapped", "kek"])
            changed += 1
    return changed


def begin() -> DataKey:
    """Return the data key that everything is to be sealed with: a new one, or the one of a run that was stopped half-way."""
    newest = DataKey.objects.filter(retired_at=None).last()
    unfinished = newest is not None and any(key_id != newest.pk for key_id in counts())
    return newest if newest is not None and unfinished else datakeys.new_data_key()


def reseal(target: DataKey, say: Say) -> int:
    """Seal every value that another data key holds with `target`; return how many rows were sealed anew.

    Each batch is a transaction of its own with its rows locked, so that nobody's work is overwritten and a stop loses nothing.
    """
    time.sleep(datakeys.SEALS_FOR)  # until then other processes may go on with the key they know
    datakeys.forget()
    done = 0
    for model in sealed_models():
        number = 0
        for batch in _batches(model, target):
            number += _reseal(model, batch, target)
        if number:
            say(f"{model._meta.db_table}: {number}")
        done += number
    return done


def _batches(model: type[SealedModel], target: DataKey) -> Iterator[list[int]]:
    mark = target.pk.to_bytes(4, "big")
    old = " or ".join(f"substring({column} from 2 for 4) <> %s" for column in model.sealed_columns())
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"select id from {model._meta.db_table} where {old} order by id limit {BATCH}", [mark] * len(model.sealed_columns())
            )
            found = [row[0] for row in cursor.fetchall()]
        if not found:
            return
        yield found


@transaction.atomic
def _reseal(model: type[SealedModel], ids: list[int], target: DataKey) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lagesbild.resealing', 'on', true)")
    number = 0
    for row in model._base_manager.select_for_update().filter(pk__in=ids).order_by("pk"):
        made = {name: seal(unseal(bytes(getattr(row, name)), row.place(name)), row.place(name)) for name in model.sealed_columns()}
        number += model._base_manager.filter(pk=row.pk).update(**made)
    return number


def retire(target: DataKey) -> int:
    """Retire every other data key, and remove those that were retired long ago and seal nothing; return how many were removed.

    A key is not removed at once: a transaction that began before may still commit what it sealed.
    """
    now = clock.now()
    removed = DataKey.objects.filter(retired_at__lt=now - KEPT_AFTER).exclude(pk__in=counts()).delete()[0]
    DataKey.objects.filter(retired_at=None).exclude(pk=target.pk).update(retired_at=now)
    return removed


def _columns() -> list[tuple[str, str]]:
    return [(model._meta.db_table, column) for model in sealed_models() for column in model.sealed_columns()]
