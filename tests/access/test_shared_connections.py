"""Requests that share connections: what one person's request read is not there for the next one on the same connection."""

import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.http import HttpRequest, StreamingHttpResponse
from django.test import Client, RequestFactory

from assessments.classified.models import ClassifiedAnswer
from lagesbild.access.acting import ActingAs
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from tests.factories import people, whole
from tests.factories.whole import MARKS, Whole
from tests.locks import ALL_TABLES, NOTHING, rows

THREADS, POOL = 8, 4
REQUESTS = int(os.environ.get("LEAK_REQUESTS", "40"))  # of each thread; the benchmark asks for 500


def request_of(user: Any) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    return request


@pytest.fixture
def committed(transactional_db: None, settings: Any, tmp_path: Any) -> Whole:
    """The whole system as other connections see it."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    return whole.make()


@pytest.mark.slow
def test_what_is_streamed_is_read_by_nobody(committed: Whole) -> None:
    """The body of a streaming answer is made after the request's transaction, so it has no one who acts."""
    with connection.cursor() as cursor:
        cursor.execute("set role app")
    try:
        seen: list[int] = []

        def view(_request: HttpRequest) -> StreamingHttpResponse:
            seen.append(rows(ClassifiedAnswer)["ClassifiedAnswer"])
            return StreamingHttpResponse(str(rows(ClassifiedAnswer)["ClassifiedAnswer"]) for _once in range(1))

        answer = ActingAs(view)(request_of(people_officer(committed)))
        assert seen[0] > 0, "the view itself reads its own"
        assert b"".join(answer.streaming_content) == b"0"
        assert rows(*ALL_TABLES) == NOTHING, "nor does the next question on the same connection"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset role")


def people_officer(scene: Whole) -> User:
    return User.objects.get(username=f"{Role.LPO_OFFICER.value}.{scene.own.key}")


@pytest.mark.slow
def test_a_failed_answer_takes_its_writes_back(committed: Whole) -> None:
    def view(request: HttpRequest) -> Any:
        User.objects.filter(pk=request.user.pk).update(email="x@exempel.se")
        return StreamingHttpResponse(status=503)

    officer = people_officer(committed)
    ActingAs(view)(request_of(officer))
    officer.refresh_from_db()
    assert officer.email == ""


@contextmanager
def pool_of(size: int) -> Iterator[None]:
    """Run with a pool of so many connections, and no more."""
    wrapper = connections["default"]
    before = wrapper.settings_dict["OPTIONS"]["pool"]
    wrapper.close()
    wrapper.close_pool()
    wrapper.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": size, "timeout": 60}
    try:
        yield
    finally:
        wrapper.close()
        wrapper.close_pool()
        wrapper.settings_dict["OPTIONS"]["pool"] = before


@pytest.mark.slow
def test_eight_threads_over_a_pool_of_four_leak_nothing(committed: Whole, record_property: Callable[[str, object], None]) -> None:
    """Requests of people who may and who may not, raw questions in between, on four connections that go from hand to hand."""
    own, neighbour = committed.own, committed.neighbour
    picture, area = f"/lagesbilder/{committed.picture.pk}/", f"/omraden/{committed.area.pk}/"
    cast = {
        "own": (people.officer(own), True),
        "neighbour": (people.officer(neighbour), False),
        "reviewer": (people.reviewer(), True),
        "lead": (people.lead(), False),
        "nobody": (None, False),
    }
    clients = []
    for _thread in range(THREADS):
        made = {}
        for name, (user, _reads) in cast.items():
            made[name] = Client(raise_request_exception=False)
            if user:
                made[name].force_login(user)
        clients.append(made)
    leaks: list[str] = []
    found, asked, faults = [0] * THREADS, [0] * THREADS, []

    def work(number: int) -> None:
        chance = random.Random(number)
        try:
            for _turn in range(REQUESTS):
                name = chance.choice(list(cast))
                if chance.random() < 0.2:
                    with connection.cursor() as cursor, transaction.atomic():
                        cursor.execute("set local role app")
                        if any(rows(*ALL_TABLES).values()):
                            leaks.append("raw")
                else:
                    answer = clients[number][name].get(chance.choice([picture, area, "/arbete/"]))
                    text = answer.content.decode()
                    if answer.status_code >= 500:
                        faults.append(answer.status_code)
                    hits = [mark for mark in MARKS.values() if mark in text]
                    found[number] += bool(hits)
                    if hits and not cast[name][1]:
                        leaks.append(name)
                asked[number] += 1
                connection.close()  # hand it back, so that another thread gets it
        finally:
            connection.close()

    with pool_of(POOL):
        threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    record_property("requests", sum(asked))
    assert asked == [REQUESTS] * THREADS
    assert not faults
    assert not leaks
    assert sum(found) > THREADS, "who may read it did find it: otherwise nothing was looked at"
