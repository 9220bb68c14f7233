"""The numbers of the demo are few, made up, and say so wherever they stand."""

import pytest
from django.test import Client

from areas.models import Statistic, StatisticDelivery
from lagesbild.access.roles import Role
from reports.demo import numbers
from reports.demo.accounts import account
from tests.factories.people import make_user
from tests.register import places

__all__ = ["places"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]


def test_each_number_says_that_it_is_made_up() -> None:
    make_user(Role.DATA_ADMIN, username="data.admin")
    assert account("data.admin")
    assert 100 < numbers.begin(seed=1).to_write < 500
    [delivery] = StatisticDelivery.objects.all()
    assert "PÅHITTADE SIFFROR" in delivery.source
    assert delivery.values.count() == Statistic.objects.count()
    assert not Statistic.objects.filter(year=2020).exists()
    assert numbers.begin(seed=1).to_write == 0
    client = Client()
    client.force_login(make_user(Role.NOA_LEAD))
    for path in ("/statistik/omrade/fittja/", "/bemanning/"):
        assert "PÅHITTADE SIFFROR" in client.get(path).content.decode()
