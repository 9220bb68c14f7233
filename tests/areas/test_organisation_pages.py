"""The pages of the organisation, as the data administrator plans, Noa approves, and everybody reads."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from areas.actions import organisation
from areas.enums import ChangeState
from areas.models import OrganisationChange, Unit, UnitName
from areas.queries.units import lpos_on
from assessments.actions import personal_grants
from assessments.models import LocalPicture
from assessments.models.personal_grant import Level
from lagesbild import clock
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied
from tests.factories import changes, files, people, places, rounds, tables
from tests.factories.changes import DAY
from tests.factories.whole import Whole
from tests.scenes import login, scene

__all__ = ["login", "scene"]
pytestmark = pytest.mark.django_db
NEW = "/organisation/andring/ny/"

Login = Callable[[str], Client]


def text(response: object) -> str:
    """Return what a page says, without its tags."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", words)


def latest() -> OrganisationChange:
    return OrganisationChange.objects.latest("pk")


def test_everybody_reads_the_tree_as_of_a_day(scene: Whole, login: Login) -> None:
    UnitName.objects.filter(unit=scene.own).update(valid_to=date(2020, 12, 31))
    UnitName.objects.create(unit=scene.own, name="Järva", slug="jarva", valid_from=date(2021, 1, 1))
    client = login(Role.LPO_OFFICER)
    assert "Rinkeby" in text(client.get("/organisation/?datum=2019-06-03"))
    page = text(client.get("/organisation/?datum=2023-12-01"))
    assert "Järva" in page
    assert "2 lokalpolisområden och 2 områden den dagen" in page
    assert "1 januari 2021" in page, "since when the name holds"
    assert "Planera en ändring" not in page
    assert "Husby LPO Rinkeby Stockholm" in text(client.get("/organisation/omraden/?datum=2019-06-03"))
    assert "Husby LPO Järva Stockholm" in text(client.get("/organisation/omraden/"))


def test_before_there_was_anything_the_pages_say_so(scene: Whole, login: Login) -> None:
    client = login(Role.LPO_OFFICER)
    assert "Ingen organisation den dagen" in text(client.get("/organisation/?datum=1999-01-01"))
    assert "Inga områden den dagen" in text(client.get("/organisation/omraden/?datum=1999-01-01"))


def test_one_unit_through_time(scene: Whole, login: Login) -> None:
    organisation.cancel_change(scene.change, reason="Annat.", by=files.data_admin())
    changes.in_effect(changes.merge(scene.own, scene.neighbour, name="Norr"))
    with changes.on(DAY):
        client = login(Role.SECURITY)
        page = text(client.get(f"/organisation/enhet/{scene.own.key}/"))
        assert "LPO Rinkeby (till 31 december 2029)" in page
        assert "Den 1 januari 2030 övertogs enheten, hel eller delvis, av LPO Norr" in page
        assert "Det som är påbörjat förs vidare av LPO Norr" in page
        page = text(client.get("/organisation/enhet/lpo-norr/"))
        assert "Den 1 januari 2030 tog enheten över från LPO Rinkeby" in page
        assert "Alby" in page
        assert "Husby" in page


def test_a_split_is_planned_seen_kept_approved_and_done(scene: Whole, login: Login) -> None:
    organisation.cancel_change(scene.change, reason="Annat.", by=files.data_admin())
    area = scene.area.area_id
    officer = people.officer(scene.own)
    admin, lead = login(Role.DATA_ADMIN), login(Role.NOA_LEAD)
    assert "Antal delar" in text(admin.get(f"{NEW}split/"))
    place = f"{NEW}split/?enhet={scene.own.pk}&delar=2"
    page = text(admin.get(place))
    assert "Området Husby går till" in page
    assert f"Kontot {officer.username} får sin roll vid" in page
    given = {"namn-0": "Norra", "namn-1": "Södra", "pagaende": "0", f"omrade-{area}": "1", "datum": "2030-01-01", "skal": "Beslut A1/2029"}
    members = User.objects.filter(groups__role_group__unit=scene.own).distinct()
    given |= {f"konto-{user.pk}": ["0", "1"] for user in members} | {f"konto-{officer.pk}": ["1"]}
    before = tables.digest()
    response = admin.post(place, given | {"visa": "1"})
    page = text(response)
    assert "Husby Stockholm LPO Rinkeby LPO Södra" in page
    assert f"{officer.username} Handläggare LPO Rinkeby LPO Södra" in page
    assert "LPO Rinkeby i omgången 2021 (under granskning). Den står kvar under sitt gamla namn omgången ut" in page
    assert "1 lägesbild av LPO Rinkeby i en avslutad omgång läses av dem som har roller vid LPO Norra" in page
    assert tables.digest() == before, "nothing is kept by looking"
    seen = re.search(r'name="sedd" value="(\w+)"', response.content.decode())
    assert seen
    other = text(admin.post(place, given | {"spara": "1", "sedd": seen[1], "namn-0": "Nordvästra"}))
    assert "Planen ändrades sedan du såg vad som flyttas" in other
    response = admin.post(place, given | {"spara": "1", "sedd": seen[1]})
    change = latest()
    assert (response.status_code, response["Location"]) == (302, f"/organisation/andring/{change.pk}/")
    assert change.title == "LPO Rinkeby delas i LPO Norra och LPO Södra"
    assert [row["to"] for row in change.preview["areas"]] == ["LPO Södra"]
    page = text(lead.get("/arbete/"))
    assert f"Godkänn eller avslå: {change.title}" in page
    assert "Godkänd. Den genomförs" not in page
    assert "Ändringen är godkänd" in text(lead.post(f"/organisation/andring/{change.pk}/godkann/", follow=True))
    with changes.on(DAY):
        assert organisation.carry_out_due() == (1, 0)
        assert {lpo.name for lpo in lpos_on(DAY)} == {"Norra", "Södra", "Botkyrka"}
    assert "Det här flyttades" in text(admin.get(f"/organisation/andring/{change.pk}/"))


@pytest.mark.parametrize(
    ("kind", "given", "title"),
    [
        ("rename", {"namn": "Järva"}, "LPO Botkyrka byter namn till LPO Järva"),
        ("move", {"plats": "{region}"}, "LPO Botkyrka flyttas till polisregion Syd"),
        ("merge", {"fortsatter": "", "namn": "Söder", "plats": "{region}"}, "LPO Botkyrka och LPO Solna blir LPO Söder"),
        ("merge", {"fortsatter": "{unit}", "namn": ""}, "LPO Botkyrka och LPO Solna blir LPO Botkyrka"),
    ],
)
def test_each_kind_is_planned_in_the_browser(kind: str, given: dict[str, str], title: str, scene: Whole, login: Login) -> None:
    other, region, unit = places.make_lpo("Solna"), places.make_region("Syd"), scene.neighbour
    client = login(Role.DATA_ADMIN)
    place = f"{NEW}{kind}/?enhet={unit.pk}" + (f"&enhet={other.pk}" if kind == "merge" else "")
    body = {name: value.format(region=region.pk, unit=unit.pk) for name, value in given.items()}
    body |= {"datum": "2030-01-01", "skal": "Beslut"}
    seen = re.search(r'name="sedd" value="(\w+)"', client.post(place, body | {"visa": "1"}).content.decode())
    assert seen
    assert client.post(place, body | {"spara": "1", "sedd": seen[1]}).status_code == 302
    assert latest().title == title


def test_what_cannot_be_planned_is_told_at_the_form(scene: Whole, login: Login) -> None:
    client = login(Role.DATA_ADMIN)
    body = {"namn": "Järva", "datum": "2030-01-01", "skal": "Beslut", "visa": "1"}
    response = client.post(f"{NEW}rename/?enhet={scene.own.pk}", body)
    assert response.status_code == 400
    assert "Du kan inte planera ändringen: en annan ändring väntar" in text(response)
    assert 'value="Järva"' in response.content.decode(), "what was typed stands there still"
    response = client.post(f"{NEW}merge/?enhet={scene.own.pk}&enhet={scene.neighbour.pk}", {"datum": "2030-01-01", "skal": "x"})
    assert "Skriv vad det nya lokalpolisområdet ska heta." in text(response)
    assert "Välj minst två lokalpolisområden." in text(client.get(f"{NEW}merge/?enhet={scene.own.pk}"))
    assert "Välj ett lokalpolisområde i listan." in text(client.get(f"{NEW}rename/?enhet={places.make_region().pk}"))


def test_who_planned_reads_why_somebody_else_has_to_approve(scene: Whole, login: Login) -> None:
    place = f"/organisation/andring/{scene.change.pk}/"
    admin = text(login(Role.DATA_ADMIN).get(place))
    assert "Avbryt ändringen" in admin
    assert "Godkänn ändringen" not in admin
    lead = login(Role.NOA_LEAD)
    OrganisationChange.objects.filter(pk=scene.change.pk).update(planned_by=people.lead())
    assert "Du kan inte godkänna ändringen: du har planerat den" in text(lead.get(place))
    assert "Du kan inte godkänna ändringen: du har planerat den" in text(lead.post(f"{place}godkann/", follow=True))


def test_a_refusal_wants_a_reason_and_is_told_to_who_planned(scene: Whole, login: Login) -> None:
    place = f"/organisation/andring/{scene.change.pk}/"
    lead = login(Role.NOA_LEAD)
    response = lead.post(f"{place}avsla/", {"skal": " "})
    assert response.status_code == 400
    assert "Skriv varför." in text(response)
    assert lead.post(f"{place}avsla/", {"skal": "Avvakta beslut."}).status_code == 302
    page = text(login(Role.DATA_ADMIN).get("/arbete/"))
    assert "Att känna till (1)" in page
    assert "Avvakta beslut." in page
    assert "Avvakta beslut." not in text(login(Role.LPO_OFFICER).get(place)), "reasons are for those who plan and approve"


def test_accounts_and_pictures_are_shown_to_who_plans_and_approves_only(scene: Whole, login: Login) -> None:
    organisation.cancel_change(scene.change, reason="Annat.", by=files.data_admin())
    change = changes.planned(changes.merge(scene.own, scene.neighbour, name="Norr"))
    place, account = f"/organisation/andring/{change.pk}/", people.officer(scene.own).username
    for role in (Role.DATA_ADMIN, Role.NOA_LEAD):
        page = text(login(role).get(place))
        assert account in page
        assert "i omgången 2021" in page
    for role in (Role.LPO_OFFICER, Role.NOA_REVIEWER, Role.SYSTEM_ADMIN):
        page = text(login(role).get(place))
        assert "LPO Rinkeby upphör. LPO Norr tar över." in page
        assert account not in page
        assert "i omgången 2021" not in page


def test_personal_grants_and_planned_rounds_are_told(scene: Whole) -> None:
    rounds.plan_round(2031, method=scene.method)
    rounds.plan_round(2029, method=scene.method)
    picture = LocalPicture.objects.get(pk=scene.picture.pk)
    grant = personal_grants.give_grant(
        picture,
        user=people.make_user(Role.DATA_ADMIN),
        level=Level.OPEN,
        purpose="x",
        until=clock.now() + timedelta(days=7),
        by=people.lead(),
    )
    organisation.cancel_change(scene.change, reason="Annat.", by=files.data_admin())
    moves = changes.planned(changes.merge(scene.own, scene.neighbour, name="Norr")).preview
    assert any(grant.user.username in row and "Behörigheten står kvar." in row for row in moves["grants"])
    assert "Omgången 2031 är planerad med organisationen den 1 januari 2031: den öppnas med ändringen." in moves["pictures"]
    assert "Omgången 2029 är planerad med organisationen den 1 januari 2029: den öppnas utan ändringen." in moves["pictures"]


def test_the_plan_that_no_longer_holds_says_so_and_is_stopped(scene: Whole, login: Login) -> None:
    UnitName.objects.filter(unit=scene.own).update(valid_to=date(2027, 12, 31))
    UnitName.objects.create(unit=scene.own, name="Annat", slug="annat", valid_from=date(2028, 1, 1))
    place = f"/organisation/andring/{scene.change.pk}/"
    for role in (Role.NOA_LEAD, Role.DATA_ADMIN, Role.LPO_OFFICER):
        response = login(role).get(place)
        assert response.status_code == 200
        assert "Ändringen kan inte genomföras som den är planerad" in text(response)
    assert "LPO Annat har ändrats sedan ändringen planerades" in text(login(Role.NOA_LEAD).post(f"{place}godkann/", follow=True))
    scene.change.refresh_from_db()
    assert scene.change.state == ChangeState.PLANNED


def test_what_the_clock_could_not_do_stands_in_both_worklists_and_may_be_done_by_hand(scene: Whole, login: Login) -> None:
    organisation.approve_change(scene.change, by=people.lead())
    UnitName.objects.filter(unit=scene.own).update(valid_to=date(2027, 12, 31))
    new = UnitName.objects.create(unit=scene.own, name="Annat", slug="annat", valid_from=date(2028, 1, 1))
    with changes.on(DAY):
        assert organisation.carry_out_due() == (0, 1)
        for role in (Role.NOA_LEAD, Role.DATA_ADMIN):
            assert "Kunde inte genomföras: LPO Rinkeby byter namn till LPO Järva" in text(login(role).get("/arbete/"))
        new.delete()
        UnitName.objects.filter(unit=scene.own).update(valid_to=None)
        place = f"/organisation/andring/{scene.change.pk}/"
        assert "Ändringen kunde inte genomföras" in text(login(Role.NOA_LEAD).get(place))
        assert "Ändringen är genomförd" in text(login(Role.NOA_LEAD).post(f"{place}genomfor/", follow=True))


def test_a_round_that_was_opened_on_it_keeps_it_from_being_taken_back(scene: Whole, login: Login) -> None:
    day = date(2022, 1, 1)
    change = changes.in_effect(changes.move(scene.neighbour, places.make_region("Syd")), day)
    place = f"/organisation/andring/{change.pk}/"
    assert "Återställ ändringen" in text(login(Role.NOA_LEAD).get(place))
    rounds.open_round(2023, method=scene.method)
    assert "Du kan inte återställa ändringen: omgång 2023 har öppnats på den nya organisationen" in text(login(Role.NOA_LEAD).get(place))
    page = text(login(Role.NOA_LEAD).post(f"{place}aterstall/", {"skal": "Fel"}, follow=True))
    assert "Du kan inte återställa ändringen: omgång 2023" in page


def test_a_day_that_has_passed_is_refused_once_a_round_stands_on_it(scene: Whole) -> None:
    with pytest.raises(ActionDenied, match="den 1 juni 2020 har varit, och omgång 2021 har öppnats"):
        changes.planned(changes.rename(scene.neighbour, "Nytt"), date(2020, 6, 1))
    changes.planned(changes.rename(scene.neighbour, "Nytt"), date(2021, 6, 1))


def test_an_open_picture_goes_on_at_the_successor(scene: Whole, login: Login) -> None:
    """The round's roster is frozen: the picture keeps its old name, and somebody new at the successor writes in it."""
    organisation.cancel_change(scene.change, reason="Annat.", by=files.data_admin())
    day = clock.today()
    changes.in_effect(changes.merge(scene.own, scene.neighbour, name="Norr"), day)
    new = Unit.objects.get(key="lpo-norr")
    picture = rounds.picture_of(scene.open, scene.neighbour)
    client = Client()
    client.force_login(people.make_user(Role.LPO_OFFICER, new, username="ny.handlaggare"))
    page = client.get(f"/lagesbilder/{picture.pk}/")
    assert page.status_code == 200
    assert "LPO Botkyrka" in text(page)
    response = client.post(f"/lagesbilder/{picture.pk}/", {"version": "0", "S1-rating": "2", "S1-text": "Nytt."})
    assert response.status_code in {200, 302}
    picture.refresh_from_db()
    assert picture.version == 1
    assert "LPO Botkyrka" in text(client.get("/arbete/"))
    assert "LPO Rinkeby (till" in text(login(Role.LPO_OFFICER).get("/konto/")), "a role at a unit that is no more has words"
