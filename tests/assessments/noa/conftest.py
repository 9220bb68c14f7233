"""One round with LPO Rinkeby (areas Husby and Rinkeby/Tensta) and LPO Botkyrka (Alby), in March 2019."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import AreaAssessment, LocalPicture, Round
from lagesbild import clock
from tests.factories import places, rounds

MARCH = datetime(2019, 3, 5, 13, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.at(MARCH):
        yield


@dataclass
class Scene:
    """What most tests stand on."""

    round: Round
    rinkeby: LocalPicture
    botkyrka: LocalPicture

    @property
    def husby(self) -> AreaAssessment:
        return AreaAssessment.objects.get(picture=self.rinkeby, name="Husby")


@pytest.fixture
def scene(db: None) -> Scene:
    rinkeby, botkyrka = places.make_lpo("Rinkeby"), places.make_lpo("Botkyrka")
    for name, unit in (("Husby", rinkeby), ("Rinkeby/Tensta", rinkeby), ("Alby", botkyrka)):
        rounds.list_area(places.make_area(name, unit))
    round_ = rounds.open_round(2019)
    return Scene(round_, rounds.picture_of(round_, rinkeby), rounds.picture_of(round_, botkyrka))


@pytest.fixture
def as_() -> Callable[[Any], Client]:
    """Return a browser in which somebody is logged in."""

    def log_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in


def said(response: HttpResponse) -> str:
    """Return the messages that the response leaves for the next page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def queries(client: Client, path: str) -> int:
    """Return how many queries a page costs."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
