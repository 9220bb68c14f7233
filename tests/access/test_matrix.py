"""Every address × every role: who gets an answer, who sees but may not (403), and for whom it is not there (404).

The table is the whole of it. An address that is not in the table fails the first test, so nobody adds a page without saying whose it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from assessments.models import Marking, Question
from lagesbild.access.roles import Role
from lagesbild.secrecy.grounds import STANDARD, ground
from tests.factories import people
from tests.factories.whole import Whole
from tests.scenes import ACTORS, NEXT_DOOR

EVERYBODY = frozenset(ACTORS)
ACCOUNTS = EVERYBODY - {"ingen"}
OWN = frozenset({Role.LPO_OFFICER, Role.LPO_CHIEF})
LOCAL = OWN | {f"{NEXT_DOOR}{role}" for role in OWN}
CHIEF = frozenset({Role.LPO_CHIEF})
NEXT_CHIEF = frozenset({f"{NEXT_DOOR}{Role.LPO_CHIEF}"})
CHIEFS = CHIEF | NEXT_CHIEF
NOA = frozenset({Role.NOA_LEAD, Role.NOA_REVIEWER, Role.NOA_DECIDER, Role.NOA_EDITOR, Role.NOA_HEAD})
LEAD, REVIEWER, DECIDER = frozenset({Role.NOA_LEAD}), frozenset({Role.NOA_REVIEWER}), frozenset({Role.NOA_DECIDER})
SECRET = REVIEWER | DECIDER
EDITOR, HEAD, PUBLISHER = frozenset({Role.NOA_EDITOR}), frozenset({Role.NOA_HEAD}), frozenset({Role.PUBLISHER})
NATIONAL = LEAD | EDITOR | HEAD | PUBLISHER
ANNEX = DECIDER | EDITOR | HEAD
DATA, SYSTEM, SECURITY = frozenset({Role.DATA_ADMIN}), frozenset({Role.SYSTEM_ADMIN}), frozenset({Role.SECURITY})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """Who may GET and who may POST an address; who sees that it is there and is refused (403) when they do either."""

    get: frozenset[str] = NONE
    post: frozenset[str] = NONE
    get_seen: frozenset[str] = NONE
    post_seen: frozenset[str] = NONE
    public: bool = False  # answers nobody in particular, and is not sent to the login
    off: bool = False  # not there for anybody in this set-up


def page(readers: frozenset[str], *, seen: frozenset[str] = NONE) -> Row:
    return Row(get=readers, get_seen=seen - readers)


def act(actors: frozenset[str], *, seen: frozenset[str] = NONE) -> Row:
    """An address that is only posted to: to GET it is not there for anybody."""
    return Row(post=actors, post_seen=seen - actors)


def both(readers: frozenset[str], actors: frozenset[str], *, seen: frozenset[str] = NONE) -> Row:
    return Row(get=readers, post=actors, get_seen=seen - readers, post_seen=(seen | readers) - actors)


PUBLIC = Row(get=EVERYBODY, public=True)
TABLE: dict[str, Row] = {
    "health": PUBLIC,
    "start": PUBLIC,
    "set_language": PUBLIC,
    "site:index": PUBLIC,
    "site:file": PUBLIC,
    "worklist": page(ACCOUNTS),
    "accounts:login": PUBLIC,
    "accounts:logout": Row(post=ACCOUNTS),
    "accounts:me": page(ACCOUNTS),
    "accounts:password_change": both(ACCOUNTS, ACCOUNTS),
    "accounts:login_code": both(ACCOUNTS, ACCOUNTS),
    "accounts:login_key": PUBLIC,
    "accounts:confirm": both(ACCOUNTS, ACCOUNTS),
    "accounts:enrol": both(ACCOUNTS, ACCOUNTS),
    "accounts:add_key": both(ACCOUNTS, ACCOUNTS),
    "accounts:recovery": act(ACCOUNTS),
    "accounts:rename_key": Row(),  # one's own: there is none in the scene
    "accounts:remove_factor": Row(),
    "accounts:end_session": Row(),
    "accounts:end_other_sessions": act(ACCOUNTS),
    "openid_connect_login": Row(off=True),
    "openid_connect_callback": Row(off=True),
    "audit:log": page(SECURITY),
    "audit:export": page(SECURITY),
    "audit:anomalies": page(SECURITY),
    "audit:review_anomaly": act(SECURITY),
    "secrecy:grounds": page(DATA),
    "secrecy:ground": both(DATA, DATA),
    "annex:annexes": page(ANNEX),
    "annex:annex": page(ANNEX),
    "annex:annex_log": page(HEAD, seen=ANNEX - HEAD),
    "annex:readers": page(ANNEX),
    "annex:take_copy": act(ANNEX),
    "annex:copy": Row(),  # one's own: there is none in the scene; tests/reports/annex/test_copies.py
    "annex:end_copy": Row(),
    "handout:requests": page(SECRET | HEAD),
    "handout:register": both(SECRET, SECRET, seen=HEAD),
    "handout:request": page(SECRET),  # of a local picture: the head does not read those
    "handout:request_log": page(SECRET),
    "handout:judge": act(SECRET),
    "handout:hand_in": act(SECRET),
    "handout:send_back": act(DECIDER, seen=SECRET),
    "handout:decide": act(DECIDER, seen=SECRET),
    "handout:withdraw": act(SECRET),
    "handout:hand_out": act(SECRET),
    "handout:decision_file": page(DECIDER | HEAD),  # of an annex
    "handout:copy_file": page(DECIDER | HEAD),
    "assessments:pictures": page(LOCAL),
    "assessments:my_picture": page(LOCAL),
    "assessments:picture": both(OWN | NOA, OWN),
    "assessments:readers": page(OWN | NOA),
    "assessments:give_grant": act(CHIEF | LEAD | HEAD, seen=OWN | NOA),
    "assessments:end_grant": Row(),  # there is no grant in the scene; tests/access/test_readers.py
    "assessments:picture_log": page(CHIEF | LEAD | HEAD, seen=(OWN | NOA) - CHIEF - LEAD - HEAD),
    "assessments:area_log": page(CHIEF | LEAD | HEAD, seen=(OWN | NOA) - CHIEF - LEAD - HEAD),
    "assessments:break_glass": both(CHIEF | LEAD | HEAD, CHIEF | LEAD | HEAD, seen=OWN | NOA),
    "assessments:extension": both(OWN | LEAD, CHIEF, seen=OWN | NOA),
    "assessments:withdraw_extension": act(CHIEF, seen=OWN | NOA),
    "assessments:answer_extension": act(LEAD, seen=OWN | NOA),
    "assessments:glass_list": page(CHIEFS | LEAD | HEAD | SECURITY),
    "assessments:glass": both(CHIEF | LEAD | HEAD | SECURITY, CHIEF | LEAD | HEAD | SECURITY),
    "assessments:end_glass": act(CHIEF | LEAD | HEAD | SECURITY),
    "assessments:submit_picture": act(CHIEF, seen=OWN | NOA),
    "assessments:propose_area": act(OWN, seen=NOA),
    "assessments:add_known_area": act(OWN, seen=NOA),
    "assessments:area": both(OWN | NOA, OWN),
    "assessments:boundary": both(OWN | NOA, OWN),
    "assessments:take_back_boundary": act(OWN, seen=OWN | NOA),
    "assessments:withdraw_area": act(OWN, seen=NOA),
    "assessments:current_wall": page(LOCAL | NOA),
    "assessments:rounds": page(LOCAL | NOA),
    "assessments:plan_round": both(LEAD, LEAD, seen=LOCAL | NOA),
    "assessments:wall": page(LOCAL | NOA),
    "assessments:open_round": act(LEAD, seen=LOCAL | NOA),
    "assessments:close_round": act(LEAD, seen=LOCAL | NOA),
    "assessments:method": page(LOCAL | NOA),
    "assessments:method_grounds": both(LEAD, LEAD, seen=LOCAL | NOA),
    "assessments:approve_method": act(DECIDER | HEAD, seen=LOCAL | NOA),
    "assessments:confirm_twin": act(OWN, seen=NOA),
    "assessments:mark_answer": both(OWN, OWN, seen=NOA),
    "assessments:mark_area_answer": both(OWN, OWN, seen=NOA),
    "assessments:mark_point": both(REVIEWER, REVIEWER, seen=SECRET),
    "assessments:mark_decision": both(DECIDER, DECIDER, seen=SECRET),
    "assessments:markings": page(DECIDER | HEAD | REVIEWER | CHIEFS, seen=LOCAL | NOA),
    "assessments:renew_marking": act(DECIDER | HEAD, seen=LOCAL | NOA),
    "assessments:lift_marking": act(DECIDER | HEAD, seen=LOCAL | NOA),
    "assessments:review": page(SECRET),
    "assessments:take_up": act(REVIEWER, seen=SECRET),
    "assessments:add_point": act(REVIEWER, seen=SECRET),
    "assessments:remove_point": act(REVIEWER, seen=SECRET),
    "assessments:return_picture": act(REVIEWER, seen=SECRET),
    "assessments:approve_picture": act(REVIEWER, seen=SECRET),
    "assessments:review_area": page(SECRET),
    "assessments:current_decisions": page(NOA),
    "assessments:decisions": page(NOA),
    "assessments:decide": both(SECRET, DECIDER),
    "assessments:leave_out": act(DECIDER, seen=SECRET),
    "areas:imports": both(DATA, DATA),
    "areas:batch": page(DATA),
    "areas:batch_apply": act(DATA),
    "areas:batch_discard": act(DATA),
    "assessments:geodata_send": both(DATA, DATA),
    "assessments:geodata": page(DATA),
    "assessments:geodata_columns": both(DATA, DATA),
    "assessments:geodata_apply": act(DATA),
    "assessments:geodata_undo": act(DATA),
    "areas:lineage_latest": page(DATA),
    "areas:lineage": page(DATA),
    "areas:lineage_decide": act(DATA),
    "areas:lineage_undo": Row(),  # nothing is decided in the scene; tests/areas/test_lineage.py
    "areas:lineage_propose_again": Row(),
    "areas:statistics": page(LOCAL | NOA | DATA),
    "areas:statistics_area": page(OWN | NOA),
    "areas:staffing": page(LOCAL | NOA),
    "areas:staffing_file": page(LOCAL | NOA),
    "areas:people": page(SYSTEM),
    "areas:person_new": both(SYSTEM, SYSTEM),
    "areas:person": page(SYSTEM),
    "areas:person_give": act(SYSTEM),
    "areas:person_take": act(SYSTEM),
    "areas:person_close": act(SYSTEM),
    "areas:person_open": act(SYSTEM),
    "areas:person_password": act(SYSTEM),
    "areas:person_reset": act(SYSTEM),
    "areas:person_provider": act(SYSTEM),
    "areas:access_review": page(CHIEF | NEXT_CHIEF | HEAD),
    "areas:review_role": act(CHIEF | HEAD),
    "reports:compare": page(LOCAL | NOA | PUBLISHER | DATA),
    "reports:area_lineage": page(LOCAL | NOA | PUBLISHER | DATA),
    "areas:organisation": page(ACCOUNTS),
    "areas:organisation_areas": page(ACCOUNTS),
    "areas:unit": page(ACCOUNTS),
    "areas:change_new": page(DATA),
    "areas:change_plan": both(DATA, DATA),
    "areas:change": page(ACCOUNTS),
    "areas:change_approve": act(LEAD, seen=ACCOUNTS),
    "areas:change_refuse": act(LEAD, seen=ACCOUNTS),
    "areas:change_cancel": act(DATA, seen=ACCOUNTS),
    "areas:change_effect": act(LEAD, seen=ACCOUNTS),
    "areas:change_reverse": act(LEAD, seen=ACCOUNTS),
    "reports:nationals": page(NATIONAL),
    "reports:national": page(NATIONAL),
    "reports:readers": page(NATIONAL),
    "reports:compile": act(EDITOR, seen=NATIONAL),
    "reports:national_version": page(NATIONAL),
    "reports:edit_texts": act(EDITOR, seen=NATIONAL),
    "reports:edit_entry": both(NATIONAL, EDITOR),
    "reports:confirm_wording": act(EDITOR, seen=NATIONAL),
    "reports:approve_picture": act(HEAD, seen=NATIONAL),
    "reports:order_build": act(PUBLISHER, seen=NATIONAL),
    "reports:build": page(NATIONAL),
    "reports:build_log": page(LEAD | HEAD | PUBLISHER, seen=EDITOR),
    "reports:build_progress": page(NATIONAL),
    "reports:certificate": page(NATIONAL),
    "reports:certificate_file": page(NATIONAL),
    "reports:sign_release": act(LEAD | HEAD, seen=NATIONAL),
    "reports:publish": act(PUBLISHER, seen=NATIONAL),
    "reports:preview": page(NATIONAL),
    "reports:preview_file": page(NATIONAL),
    "reports:build_index": page(NATIONAL),
    "reports:build_edition": page(NATIONAL),
    "reports:publications": page(NATIONAL),
    "reports:map": page(ACCOUNTS),
    "reports:map_region": page(ACCOUNTS),
    "reports:map_base": page(ACCOUNTS),
    "reports:map_areas": page(ACCOUNTS),
    "areas:exports": page(ACCOUNTS),
    "areas:export": page(ACCOUNTS),  # of what everybody may take out; the others: tests/areas/test_exports.py
}
# What a POST must hold for its page to know what is meant; what is missing here is refused by a form, which is an answer.
BODIES = {"areas:person_take": {"role": "lpo-handlaggare"}}
OF_AN_AREA = {"area", "boundary", "take_back_boundary", "area_log", "withdraw_area", "confirm_twin", "review_area", "decide", "leave_out"}
BETWEEN = {"since": 2017, "until": 2019}  # the years of two lists in the scene


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Return the name of every address; one without a name by its route, so that it cannot hide."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            assert isinstance(entry, URLPattern)
            yield f"{prefix}{entry.name}" if entry.name else f"(no name) {entry.pattern}"


def address(name: str, scene: Whole) -> str:
    """Return the address of `name` in the scene."""
    officer = people.officer(scene.own)
    officers = officer.groups.get(role_group__role=Role.LPO_OFFICER)
    arguments: dict[str, Any] = {
        "assessments:method": {"pk": scene.method.pk},
        "assessments:approve_method": {"pk": scene.draft_method.pk},
        "assessments:method_grounds": {"pk": scene.draft_method.pk},
        "assessments:renew_marking": {"pk": marked(scene).pk},
        "assessments:lift_marking": {"pk": marked(scene).pk},
        "assessments:mark_answer": {"pk": scene.picture.pk, "question": question(scene, "S1").pk},
        "assessments:mark_area_answer": {"pk": scene.area.pk, "question": question(scene, "B3").pk},
        "assessments:mark_point": {"pk": scene.picture.pk, "point": scene.point.pk},
        "assessments:mark_decision": {"pk": scene.decision.assessment_id},
        "assessments:remove_point": {"pk": scene.picture.pk, "point": scene.point.pk},
        "openid_connect_callback": {"provider_id": "myndighet"},
        "handout:judge": {"pk": scene.request.pk, "section": 1},
        "site:file": {"path": f"{scene.published.year}/"},
        "reports:preview_file": {"pk": scene.build.pk, "path": "manifest.json"},
        "reports:build_edition": {"pk": scene.build.pk, "year": scene.published.year, "version": 1, "path": "manifest.json"},
        "reports:edit_entry": {"year": scene.published.year, "version": 1, "slug": "husby"},
        "reports:area_lineage": {"slug": "husby"},
        **dict.fromkeys(("areas:lineage", "areas:lineage_decide"), BETWEEN),
        **{name: BETWEEN | {"pk": 1} for name in ("areas:lineage_undo", "areas:lineage_propose_again")},
        "areas:statistics_area": {"slug": "husby"},
        "areas:review_role": {"group": officers.role_group.pk, "user": officer.pk},
        "areas:unit": {"key": scene.own.key},
        "areas:change_plan": {"kind": "split"},
        "reports:confirm_wording": {"year": scene.published.year, "version": 1, "slug": "husby"},
        "reports:map_region": {"slug": "stockholm"},
        "areas:export": {"key": "enheter"},
        "assessments:wall": {"year": scene.open.year},
        "assessments:open_round": {"year": scene.open.year},
        "assessments:close_round": {"year": scene.open.year},
        "assessments:decisions": {"year": scene.open.year},
    }
    if name in arguments:
        return reverse(name, kwargs=arguments[name])
    year = {"year": scene.published.year}
    for kwargs in ({}, {"pk": _pk(name, scene)}, year, year | {"version": 1}):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no arguments for {name}")


def marked(scene: Whole) -> Marking:
    return Marking.objects.filter(question__method=scene.method)[0]


def question(scene: Whole, code: str) -> Question:
    return Question.objects.get(method=scene.method, code=code)


def _pk(name: str, scene: Whole) -> int:
    app, _colon, word = name.partition(":")
    if app == "handout":
        return (scene.answered if word.endswith("_file") else scene.request).pk
    if app == "secrecy":
        return ground(STANDARD).pk
    if app == "areas" and word.startswith("change"):
        return scene.change.pk
    if app == "areas":
        return scene.batch.received_by_id if word.startswith("person") else scene.batch.pk
    if app == "assessments" and word.startswith("geodata"):
        return scene.boundaries.pk
    if app == "assessments" and word in {"withdraw_extension", "answer_extension"}:
        return scene.extension.pk
    if app == "assessments" and word in {"glass", "end_glass"}:
        return scene.glass.pk
    if app == "assessments":
        return (scene.area if word in OF_AN_AREA else scene.picture).pk
    return scene.national.pk if app == "annex" else scene.build.pk


def test_every_address_is_in_the_table() -> None:
    assert sorted(set(names(get_resolver()))) == sorted(TABLE)


def statuses(client: Client, method: str, scene: Whole) -> dict[str, tuple[int, str]]:
    """Ask for every address and take back what it did; return status and where it leads."""
    found = {}
    cookies = client.cookies.output()
    for name in TABLE:
        client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))  # logging out is taken back too
        with transaction.atomic():
            path = address(name, scene)
            body = BODIES.get(name, {}) | ({"unit": scene.own.pk} if name == "areas:person_take" else {})
            response = client.get(path) if method == "GET" else client.post(path, body)
            found[name] = (response.status_code, response.get("Location", ""))
            transaction.set_rollback(True)
    return found


def expected(may: frozenset[str], seen: frozenset[str], actor: str) -> str:
    return "answer" if actor in may else "403" if actor in seen else "404"


def said(status: int) -> str:
    return {403: "403", 404: "404"}.get(status, "answer" if status < 500 or status == 503 else str(status))


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "ingen"])
def test_who_may_read_what(actor: str, scene: Whole, login: Callable[[str], Client]) -> None:
    found = {name: said(status) for name, (status, _to) in statuses(login(actor), "GET", scene).items() if name != "accounts:logout"}
    assert found == {name: expected(row.get, row.get_seen, actor) for name, row in TABLE.items() if name != "accounts:logout"}


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "ingen"])
def test_who_may_do_what(actor: str, scene: Whole, login: Callable[[str], Client]) -> None:
    found = {name: said(status) for name, (status, _to) in statuses(login(actor), "POST", scene).items() if TABLE[name].post}
    assert found == {name: expected(row.post, row.post_seen, actor) for name, row in TABLE.items() if row.post}


def test_nobody_is_sent_to_the_login_and_reads_only_what_is_public(scene: Whole, login: Callable[[str], Client]) -> None:
    for method in ("GET", "POST"):
        for name, (status, to) in statuses(login("ingen"), method, scene).items():
            row = TABLE[name]
            if row.public:
                assert status in ({200, 302, 503} if method == "GET" else {200, 302, 405}), (method, name)
                assert not to.startswith("/konto/login/"), (method, name)
            elif row.off:
                assert status == 404, (method, name)
            elif name != "accounts:logout":
                asked_in_vain = {404, 405} if (method == "GET") == (not row.get) else set()
                assert status in {302, *asked_in_vain}, (method, name, status)
                assert status != 302 or to.startswith("/konto/login/?next="), (method, name, to)


def test_pages_answer_a_strangers_post_without_telling(scene: Whole, login: Callable[[str], Client]) -> None:
    """A role that has nothing to do with rounds gets no answer that differs between what is there and what is not."""
    found = statuses(login(Role.SECURITY), "POST", scene)
    told = {name: status for name, (status, _to) in found.items() if not TABLE[name].public and status not in {404, 405}}
    own = {name for name, row in TABLE.items() if name.startswith("accounts:") and row.post == ACCOUNTS}
    # The organisation and its changes are read by everybody, so that an act on one says 403.
    changes = {name for name in TABLE if name.startswith("areas:change_") and TABLE[name].post_seen}
    # The security reviewer reviews what was read in an emergency, as those who answer for access do.
    glass = {"audit:review_anomaly", "assessments:glass", "assessments:end_glass"}
    assert told.keys() == own | changes | glass | {"worklist", "accounts:me"}
