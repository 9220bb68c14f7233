"""Two clicks, or two people, at the same moment: one act, and no fault."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from assessments.actions.geodata import receive_geodata
from lagesbild.access.roles import Role
from tests.factories import files, geo, people, places, rounds


@pytest.fixture
def committed(transactional_db: None, settings: Any, tmp_path: Any) -> Iterator[None]:
    """Two threads only meet when what they stand on is committed."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    yield


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at the same moment; return what each answered."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        barrier.wait(10)
        try:
            answers[number] = acts[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def poster(user: Any, path: str, body: dict[str, Any]) -> Callable[[], int]:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return lambda: client.post(path, body).status_code


def test_two_clicks_at_once_are_one_act(committed: None) -> None:
    """Each form is sent twice at the same moment: no fault, and one row."""
    unit = places.make_lpo()
    rounds.list_area(places.make_area("Husby"))
    picture = rounds.picture_of(rounds.open_round())
    officer, lead, system = people.officer(unit), people.lead(), people.make_user(Role.SYSTEM_ADMIN)
    days = dict.fromkeys(("reference_date", "submit_by", "review_by", "decide_by"), "2023-02-01")
    town = places.make_municipality().pk
    admin = people.make_user(Role.DATA_ADMIN)
    file = b"code,name,slug,county\n0127,Botkyrka,botkyrka,Stockholms l\xc3\xa4n\n"
    sent: list[tuple[Any, str, Callable[[], dict[str, Any]], str]] = [
        (officer, f"/lagesbilder/{picture.pk}/", lambda: {"version": "0", "S1-text": "x"}, "classified_classifiedanswer"),
        (
            officer,
            f"/lagesbilder/{picture.pk}/foresla-omrade/",
            lambda: {"name": "Nyby", "municipality": town},
            "assessments_areaassessment",
        ),
        (lead, "/omgangar/planera/", lambda: {"year": "2023", "method": picture.round.method_id, **days}, "assessments_round"),
        (system, "/konton/nytt/", lambda: {"username": "ny", "role": Role.LPO_CHIEF, "unit": unit.pk}, "accounts_user"),
        (admin, "/data/", lambda: {"slag": "municipalities", "fil": SimpleUploadedFile("k.csv", file)}, "areas_importbatch"),
    ]
    for user, path, body, table in sent:
        before = rows_in(table)
        statuses = at_once(*(poster(user, path, body()) for _click in range(2)))
        assert all(status is not None and status < 500 for status in statuses), (path, statuses)
        assert rows_in(table) == before + 1, path


def rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


def test_a_file_of_boundaries_waits_for_whoever_writes_them(committed: None, tmp_path: Any) -> None:
    """What is planned is what is written: the second of two files with the same new area finds the first one's."""
    places.make_lpo("Rinkeby")
    places.make_municipality()
    admin, batches = files.data_admin(), []
    for year in (2023, 2024):
        path = geo.write(tmp_path / f"{year}.gpkg", [geo.row("Nyby", OMRADESKOD="", LOKALPOLIS="Rinkeby", AR=year)])
        batches.append(receive_geodata(path, filename=path.name, year=year, by=admin))
    answers = at_once(*(poster(admin, f"/data/geodata/{batch.pk}/las-in/", {}) for batch in batches))
    assert all(answer < 500 for answer in answers), answers
    assert rows_in("areas_area") == 1
