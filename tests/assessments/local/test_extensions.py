"""More time for a local picture: asked for with a reason, answered by another person with a reason, and the deadline that follows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from assessments.actions import extensions
from assessments.enums import ExtensionState
from assessments.models import Extension, LocalPicture
from lagesbild import clock
from lagesbild.access.actions import give_role
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people, places, rounds


def there(picture: LocalPicture) -> str:
    return f"/lagesbilder/{picture.pk}/anstand/"


def later(picture: LocalPicture, days: int = 14) -> date:
    return max(picture.due, clock.today()) + timedelta(days=days)


def due(picture: LocalPicture) -> date:
    return LocalPicture.objects.get(pk=picture.pk).due


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_chief_asks_and_the_lead_gives_another_day(picture: LocalPicture, chief: Client, as_user: Callable[[Any], Client]) -> None:
    before, until = picture.due, later(picture)
    assert chief.post(there(picture), {"until": until, "reason": "Två av oss är sjuka."})["Location"] == there(picture)
    asked = Extension.objects.get()
    assert due(picture) == before  # nothing follows before the answer
    assert "Noa har inte svarat än" in text(chief, there(picture))
    lead = as_user(people.lead())
    assert "Svara på begäran om anstånd för LPO Rinkeby 2019" in text(lead, "/arbete/")
    assert "anstånd begärt" in text(lead, "/omgangar/2019/")
    assert "Två av oss är sjuka." in text(lead, there(picture))
    given = until - timedelta(days=4)
    lead.post(f"/anstand/{asked.pk}/svara/", {"verdict": "grant", "until": given, "answer": "Längre går inte."})
    asked.refresh_from_db()
    assert (asked.state, asked.granted_until, due(picture)) == (ExtensionState.GRANTED, given, given)
    assert "Längre går inte." in text(chief, there(picture))
    assert "Svara på begäran" not in text(lead, "/arbete/")
    assert "anstånd begärt" not in text(lead, "/omgangar/2019/")
    told = text(chief, f"/lagesbilder/{picture.pk}/")
    assert "begärde anstånd" in told and "beviljade anstånd" in told


def test_no_leaves_the_deadline_and_needs_no_day(picture: LocalPicture, as_user: Callable[[Any], Client]) -> None:
    asked, before = rounds.extension(picture), picture.due
    answer = as_user(people.lead()).post(f"/anstand/{asked.pk}/svara/", {"verdict": "refuse", "until": "", "answer": "Det hinner inte."})
    assert answer.status_code == 302
    asked.refresh_from_db()
    assert (asked.state, due(picture)) == (ExtensionState.REFUSED, before)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": " "}, "Skriv varför tiden inte räcker."),
        ({"until": ""}, "Välj en dag."),
        ({"until": "2019-01-01"}, "Välj en dag efter den"),
        ({"until": "2999-01-01"}, "Välj en dag senast den"),
        ({"until": "i morgon"}, "giltigt datum"),
        ({"reason": "x" * 501}, "högst 500 tecken"),
    ],
)
def test_what_cannot_be_asked_is_told_at_the_field(given: dict[str, str], sentence: str, picture: LocalPicture, chief: Client) -> None:
    answer = chief.post(there(picture), {"until": later(picture), "reason": "Två är sjuka."} | given)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Extension.objects.exists()


def test_one_request_waits_at_a_time(picture: LocalPicture, chief: Client) -> None:
    rounds.extension(picture)
    answer = chief.post(there(picture), {"until": later(picture), "reason": "Igen."})
    assert "en begäran väntar redan på svar" in answer.content.decode()
    with pytest.raises(IntegrityError, match="assessments_one_extension_waits"), transaction.atomic():
        Extension.objects.create(
            picture=picture, until=later(picture), reason="x", asked_by=people.chief(picture.unit), asked_at=clock.now()
        )


def test_a_request_is_over_with_the_submission(picture: LocalPicture, chief: Client) -> None:
    asked = rounds.extension(picture)
    rounds.submitted(picture)
    asked.refresh_from_db()
    assert asked.state == ExtensionState.OVER
    with pytest.raises(ActionDenied, match="läget är ”inte längre aktuellt”"):
        rounds.granted(asked)
    assert "den lokala lägesbilden ligger inte hos er" in text(chief, there(picture))


def test_who_asks_does_not_answer(picture: LocalPicture) -> None:
    both = people.chief(picture.unit)
    give_role(both, role=Role.NOA_LEAD, unit=places.make_nation(), by=None)
    asked = rounds.extension(picture)
    for act in (extensions.grant_extension, extensions.refuse_extension):
        more = {"until": asked.until} if act is extensions.grant_extension else {}
        with pytest.raises(ActionDenied, match="du har begärt det, och en annan person svarar"):
            act(asked, answer="Ja.", by=both, **more)
    with pytest.raises(IntegrityError, match="assessments_extension_four_eyes"), transaction.atomic():
        Extension.objects.filter(pk=asked.pk).update(state="refused", answer="x", decided_by=both, decided_at=clock.now())


def test_it_is_taken_back(picture: LocalPicture, chief: Client) -> None:
    asked = rounds.extension(picture)
    chief.post(f"/anstand/{asked.pk}/ta-tillbaka/")
    asked.refresh_from_db()
    assert asked.state == ExtensionState.WITHDRAWN
    assert "Begär anstånd" in text(chief, there(picture))
    assert rounds.extension(picture).pk != asked.pk  # and may be asked for again


def test_the_log_holds_the_day_and_no_words(picture: LocalPicture) -> None:
    rounds.granted(rounds.extension(picture))
    details = list(AuditEvent.objects.filter(event__startswith="extension.").order_by("id").values_list("event", "detail"))
    day = later(picture).isoformat()
    assert details == [("extension.asked", {"until": day}), ("extension.granted", {"until": day})]
