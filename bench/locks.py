"""What the locks cost: every page with a list or a form with all of them and with none, the policy over 20 000 classified rows,
and opening 10 000 sealed texts.

"None" means: no transaction in which somebody acts, the owner of the tables instead of the site's role, grants that are known beforehand
and classified values that are opened already. The pages are asked for in turns, so that both sides meet the same machine.
"""

import functools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from assessments.classified.models import ClassifiedAnswer
from assessments.models import LocalPicture, Question, RosterEntry, Round
from bench import setting
from lagesbild import clock
from lagesbild.access.acting import ActingAs, acting_as
from lagesbild.access.roles import LOCAL_ROLES
from lagesbild.access.scope import Scope
from lagesbild.sealing import fields
from lagesbild.sealing.sealed import seal, unseal
from tests.factories import many, people, whole
from tests.factories.factors import factor_given_with_force_login
from tests.factories.whole import Whole

TURNS = 15
ROWS, COUNTS = 20_000, 30
PAGE_LIMIT, POLICY_LIMIT = 1.5, 3.0
TEXTS, TEXTS_LIMIT = 10_000, 0.5


def main() -> int:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.DATABASE_ROLE = "app"
    user_logged_in.connect(factor_given_with_force_login)
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-locks-"))
    settings.BUILD_DIR, settings.PUBLIC_DIR = folder / "builds", folder / "public"
    call_command("migrate", verbosity=0)
    with transaction.atomic():  # everything is taken back: no worker is to be told of builds
        scene = whole.make()
        many.start(scene)
        many.grow(scene)
        holds = pages(scene)
        holds &= texts()
        holds &= policy(scene)
        transaction.set_rollback(True)
    return 0 if holds else 1


def pages(scene: Whole) -> bool:
    """Print each page's median with all locks and with none; answer whether all stay within the limit."""
    holds = True
    print(f"{'page':<52} {'locked':>9} {'none':>9} {'ratio':>6}")
    for name, role, address in many.pages(scene):
        client = Client()
        client.force_login(people.make_user(role, scene.own if role in LOCAL_ROLES else None))
        path = address(scene)
        known = Scope(int(client.session["_auth_user_id"])).grants
        asked = lambda client=client, path=path: _asked(client, path)  # noqa: E731
        with_locks, without = [], []
        for turn in range(TURNS + 1):
            with_locks.append(setting.timed(asked))
            with no_locks(known):
                without.append(setting.timed(asked))
            if turn == 0:  # the first of each fills what a process keeps
                with_locks.clear()
                without.clear()
        locked, none = statistics.median(with_locks), statistics.median(without)
        ok = locked <= PAGE_LIMIT * none
        holds &= ok
        print(f"{name:<52} {locked * 1000:>6.1f} ms {none * 1000:>6.1f} ms {locked / none:>6.2f}{'' if ok else '  DOES NOT HOLD'}")
    return holds


def _asked(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)


@contextmanager
def no_locks(grants: Any) -> Iterator[None]:
    """Take every lock off for the block."""
    past = mock.patch.object(ActingAs, "__call__", lambda self, request: self.get_response(request))
    known = mock.patch.object(Scope, "grants", grants)
    opened = mock.patch.object(fields, "unseal", lambda sealed, place: dict(_opened_before(sealed, place)))
    with past, known, opened, mock.patch.object(settings, "DATABASE_ROLE", ""):
        yield


@functools.cache
def _opened_before(sealed: bytes, place: str) -> dict[str, Any]:
    return unseal(sealed, place)


def texts() -> bool:
    """Open 10 000 texts of 1 200 signs, each sealed for a row of its own."""
    text = "Åtta ord om läget i ett område, igen. " * 32
    sealed = [(seal({"text": text[:1200]}, f"row {number}"), f"row {number}") for number in range(TEXTS)]
    seconds = [setting.timed(lambda: [unseal(blob, place) for blob, place in sealed]) for _run in range(5)]
    setting.report(f"\n{TEXTS} sealed texts of 1 200 signs opened", seconds, TEXTS_LIMIT)
    return statistics.median(seconds) <= TEXTS_LIMIT


def policy(scene: Whole) -> bool:
    """Count 20 000 classified rows as the owner, and through the policy as who sees all, and as who sees one local police area."""
    _rows(scene)
    table = "select count(*) from classified_classifiedanswer"
    plain = _counted(table)
    found = {}
    for name, user in {"who reads all": people.reviewer(), "one local police area": people.officer(scene.own)}.items():
        with acting_as(user):
            found[name] = _counted(table)
    print(f"\n{ROWS} classified rows counted by their owner: {plain * 1000:.2f} ms")
    for name, seconds in found.items():
        ok = "holds" if seconds <= POLICY_LIMIT * plain else "DOES NOT HOLD"
        print(f"through the policy, {name}: {seconds * 1000:.2f} ms, {seconds / plain:.2f} times; limit {POLICY_LIMIT:g} times: {ok}")
    return all(seconds <= POLICY_LIMIT * plain for seconds in found.values())


def _counted(statement: str) -> float:
    times = []
    with connection.cursor() as cursor:
        for _time in range(COUNTS):
            begun = time.perf_counter()
            cursor.execute(statement)
            cursor.fetchone()
            times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _rows(scene: Whole) -> None:
    """Give earlier rounds local pictures and answers until there are enough."""
    questions = list(Question.objects.filter(method=scene.method, scope="area"))
    by, now = people.officer(scene.own), clock.now()
    units = list(RosterEntry.objects.filter(round=scene.open))
    missing = ROWS - ClassifiedAnswer.objects.count()
    year = 1800
    while missing > 0:
        round_ = Round.objects.create(
            year=year, state="closed", reference_date=date(year, 1, 1), method=scene.method, is_historic=True,
            planned_by=people.lead(), planned_at=now,
        )  # fmt: skip
        year += 1
        pictures = []
        for entry in units:
            entry.pk, entry.round = None, round_
            entry.save(force_insert=True)
            pictures.append(LocalPicture(round=round_, unit=entry.unit, roster=entry, state="none", state_since=now, due=date(2021, 2, 15)))
        LocalPicture.objects.bulk_create(pictures)
        rows = [
            ClassifiedAnswer(picture=picture, area=None, question=question, written_by=by, written_at=now).holding(text="Text.")
            for picture in pictures
            for question in questions
        ][:missing]
        ClassifiedAnswer.objects.bulk_create(rows)
        missing -= len(rows)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


if __name__ == "__main__":
    sys.exit(main())
