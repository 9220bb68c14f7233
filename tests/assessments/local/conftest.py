"""A round with LPO Rinkeby and its two areas, and a neighbour."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments.models import AreaAssessment, LocalPicture
from tests.factories import people, places, rounds


@pytest.fixture
def picture(db: None) -> LocalPicture:
    """The picture of LPO Rinkeby 2019, with Husby from the last list."""
    places.make_lpo("Botkyrka")
    rounds.list_area(places.make_area("Husby", places.make_lpo()))
    return rounds.picture_of(rounds.open_round())


@pytest.fixture
def area(picture: LocalPicture) -> AreaAssessment:
    return picture.areas.get()


@pytest.fixture
def as_user() -> Callable[[Any], Client]:
    """Log somebody in."""

    def login(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login


@pytest.fixture
def officer(picture: LocalPicture, as_user: Callable[[Any], Client]) -> Client:
    return as_user(people.officer(picture.unit))


@pytest.fixture
def chief(picture: LocalPicture, as_user: Callable[[Any], Client]) -> Client:
    return as_user(people.chief(picture.unit))
