"""`/halsa/` tells the state of each part and nothing more."""

import time
from collections.abc import Iterator

import pytest
from django.test import Client

from lagesbild import health

WELL = {"status": "ok", "databas": "ok", "ko": "ok", "arbetare": "ok"}
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def heard() -> Iterator[None]:
    """A worker has just given a sign of life."""
    health.write_sign_of_life()
    yield
    health.client().delete(health.SIGN_OF_LIFE)


@pytest.fixture
def no_queue(settings) -> Iterator[None]:
    """The queue is gone."""
    settings.REDIS_URL = NOWHERE
    health.client.cache_clear()
    yield
    health.client.cache_clear()


@pytest.mark.django_db
def test_all_is_well(client: Client, heard: None) -> None:
    response = client.get("/halsa/")
    assert (response.status_code, response.json()) == (200, WELL)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_is_quick(client: Client, heard: None) -> None:
    client.get("/halsa/")
    begun = time.perf_counter()
    for _ in range(10):
        client.get("/halsa/")
    assert (time.perf_counter() - begun) / 10 < 0.05


@pytest.mark.django_db
def test_a_silent_worker_is_told(client: Client) -> None:
    health.client().delete(health.SIGN_OF_LIFE)
    response = client.get("/halsa/")
    assert (response.status_code, response.json()) == (503, {**WELL, "status": "fel", "arbetare": "fel"})


@pytest.mark.django_db
def test_the_sign_of_life_fades_by_itself(heard: None) -> None:
    assert 0 < health.client().ttl(health.SIGN_OF_LIFE) <= health.WORKER_SILENCE


@pytest.mark.django_db
def test_a_lost_queue_is_told_and_does_not_stop_the_worker(client: Client, no_queue: None) -> None:
    health.write_sign_of_life()
    response = client.get("/halsa/")
    assert (response.status_code, response.json()) == (503, {"status": "fel", "databas": "ok", "ko": "fel", "arbetare": "fel"})


@pytest.mark.django_db
def test_a_lost_database_is_told_without_its_address(client: Client, heard: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.connection, "get_connection_params", lambda: {"host": "/nowhere", "user": "app", "dbname": "x"})
    response = client.get("/halsa/")
    assert (response.status_code, response.json()) == (503, {**WELL, "status": "fel", "databas": "fel"})


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "status"), [("head", 200), ("post", 405), ("put", 405), ("delete", 405)])
def test_it_is_for_reading(client: Client, heard: None, method: str, status: int) -> None:
    assert getattr(client, method)("/halsa/").status_code == status


@pytest.mark.django_db
def test_another_secret_key_than_the_databases_is_no_health(client: Client, heard: None, settings, caplog) -> None:
    settings.SECRET_KEY = "another-key-than-the-one-that-migrated"
    response = client.get("/halsa/")
    assert (response.status_code, response.json()) == (503, {**WELL, "status": "fel", "databas": "fel"})
    assert "run migrate with the same SECRET_KEY" in caplog.text
