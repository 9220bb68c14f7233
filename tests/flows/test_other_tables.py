"""The state tables of rounds, national pictures, files and changes of the organisation: every state × every act × every role.

Then a build: order, sign, publish.

What is allowed is read from the tables and from the roles' grants; the act is the real action. What is not allowed must raise
`ActionDenied` with a sentence and leave every row as it was.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models, transaction

from areas.actions import batches, organisation, undoing
from areas.enums import BatchState, ChangeState
from areas.models import ImportBatch
from areas.workflow import BATCH, CHANGE
from assessments.actions import decisions, extensions, geodata, review, rounds
from assessments.enums import ExtensionState, RoundState
from assessments.models import AreaAssessment, Extension, LocalPicture, Round
from assessments.workflow import EXTENSION, ROUND
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import GRANTS, LOCAL_ROLES, Role
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied
from lagesbild.workflow import Workflow
from reports.actions import builds, national, publishing
from reports.enums import NationalState
from reports.handout.actions import deciding, judging
from reports.handout.enums import RequestState, Way
from reports.handout.workflow import REQUEST
from reports.models import Build, NationalPicture, Publication
from reports.workflow import NATIONAL
from tests.factories import changes, files, handout, people, tables
from tests.factories import reports as made
from tests.factories import rounds as local
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db

EDITION = date(2021, 6, 3)
MUNICIPALITY = "code,name,slug,county\n0127,Botkyrka,botkyrka,Stockholms län\n".encode()


def actor(role: Role, scene: Whole) -> User:
    return people.make_user(role, scene.own if role in LOCAL_ROLES else None)


def ready_to_close(scene: Whole) -> Round:
    """Finish everything in the open round but the closing."""
    local.approved(local.picture_of(scene.open, scene.neighbour))
    review.remove_point(scene.point, by=people.reviewer())
    review.approve(scene.picture, by=people.reviewer())
    for area in AreaAssessment.objects.filter(picture__round=scene.open):
        decisions.leave_out(area, reason="Ingen uppgift.", by=people.decider())
    return Round.objects.get(pk=scene.open.pk)


def asked(scene: Whole) -> Extension:
    """Return the own unit's request for more time, in a picture that Noa has returned."""
    review.return_picture(scene.picture, answer_by=date(2999, 1, 1), by=people.reviewer())
    return local.extension(LocalPicture.objects.get(pk=scene.picture.pk))


def withdrawn(row: Extension) -> Extension:
    return extensions.withdraw_extension(row, by=people.chief(row.picture.unit))


def correction(scene: Whole) -> NationalPicture:
    """Return a compiled picture with a text, so that only state and role can stand in the way."""
    picture = national.compile_picture(scene.published, by=made.editor(), correction_reason="En rättelse.")
    return national.edit_texts(picture, summary="Rättad.", register_number="", version=picture.text_version, by=made.editor())


def discarded(scene: Whole) -> ImportBatch:
    return batches.discard_batch(batch(scene), by=files.data_admin())


def batch(scene: Whole) -> ImportBatch:
    return batches.receive_batch(kind="municipalities", filename="k.csv", content=MUNICIPALITY, by=files.data_admin())


def applied(scene: Whole) -> ImportBatch:
    """Return a file of boundaries that was read in: the one kind that can be undone."""
    geodata.apply_geodata(scene.boundaries, by=files.data_admin())
    return ImportBatch.objects.get(pk=scene.boundaries.pk)


ROUNDS: dict[str, Callable[[Whole], Any]] = {
    RoundState.PLANNED: lambda scene: local.plan_round(2023, method=scene.method),
    RoundState.OPEN: ready_to_close,
    RoundState.CLOSED: lambda scene: scene.published,
}
NATIONALS: dict[str, Callable[[Whole], Any]] = {
    NationalState.COMPILED: correction,
    NationalState.APPROVED: lambda scene: made.approve_picture(correction(scene), by=people.head()),
}
BATCHES: dict[str, Callable[[Whole], Any]] = {
    BatchState.RECEIVED: batch,
    BatchState.APPLIED: applied,
    BatchState.DISCARDED: discarded,
    BatchState.UNDONE: lambda scene: undoing.undo_batch(applied(scene), by=files.data_admin()),
}
CHANGES: dict[str, Callable[[Whole], Any]] = {
    ChangeState.PLANNED: lambda scene: scene.change,
    ChangeState.APPROVED: lambda scene: organisation.approve_change(scene.change, by=people.lead()),
    ChangeState.IN_EFFECT: lambda scene: changes.in_effect(changes.move(scene.neighbour)),
    ChangeState.CANCELLED: lambda scene: organisation.refuse_change(scene.change, reason="Nej.", by=people.lead()),
    ChangeState.REVERSED: lambda scene: changes.reversed_(changes.in_effect(changes.move(scene.neighbour))),
}
EXTENSIONS: dict[str, Callable[[Whole], Any]] = {
    ExtensionState.ASKED: asked,
    ExtensionState.GRANTED: lambda scene: local.granted(asked(scene)),
    ExtensionState.REFUSED: lambda scene: local.refused(asked(scene)),
    ExtensionState.WITHDRAWN: lambda scene: withdrawn(asked(scene)),
    ExtensionState.OVER: lambda scene: scene.extension,
}
REQUESTS: dict[str, Callable[[Whole], Any]] = {
    RequestState.ASSESSING: lambda scene: handout.judged(scene.request),
    RequestState.READY: lambda scene: handout.handed_in(scene.request),
    RequestState.DECIDED: lambda scene: handout.decided(scene.request),
    RequestState.HANDED_OUT: lambda scene: deciding.hand_out(handout.decided(scene.request), way=Way.MAIL, by=people.reviewer()),
    RequestState.WITHDRAWN: lambda scene: deciding.withdraw(scene.request, by=people.reviewer()),
}
Act = Callable[[Any, User], Any]


def carry_out(row: Any, by: User) -> Any:
    """Let a change take effect on its day: before it, the day would be what stands in the way."""
    with changes.on(row.effective_on):
        return organisation.take_effect(row, by=by)


TABLES: list[tuple[Workflow, dict[str, Callable[[Whole], Any]], dict[str, Act]]] = [
    (ROUND, ROUNDS, {"open": lambda row, by: rounds.open_round(row, by=by), "close": lambda row, by: rounds.close_round(row, by=by)}),
    (
        EXTENSION,
        EXTENSIONS,
        {
            "withdraw": lambda row, by: extensions.withdraw_extension(row, by=by),
            "grant": lambda row, by: extensions.grant_extension(row, until=row.until, answer="Ja.", by=by),
            "refuse": lambda row, by: extensions.refuse_extension(row, answer="Nej.", by=by),
        },
    ),
    (
        NATIONAL,
        NATIONALS,
        {
            "edit": lambda row, by: national.edit_texts(row, summary="Annan.", register_number="A9", version=row.text_version, by=by),
            "approve": lambda row, by: made.approve_picture(row, by=by),
            "build": lambda row, by: builds.request_build(row, edition_date=EDITION, by=by),
        },
    ),
    (
        BATCH,
        BATCHES,
        {
            "apply": lambda row, by: batches.apply_batch(row, by=by),
            "discard": lambda row, by: batches.discard_batch(row, by=by),
            "undo": lambda row, by: undoing.undo_batch(row, by=by),
        },
    ),
    (
        CHANGE,
        CHANGES,
        {
            "approve": lambda row, by: organisation.approve_change(row, by=by),
            "refuse": lambda row, by: organisation.refuse_change(row, reason="Nej.", by=by),
            "cancel": lambda row, by: organisation.cancel_change(row, reason="Fel.", by=by),
            "effect": carry_out,
            "reverse": lambda row, by: organisation.reverse_change(row, reason="Upphävd.", by=by),
        },
    ),
    (
        REQUEST,
        REQUESTS,
        {
            "judge": lambda row, by: judging.judge_section(
                row, section=1, judgements=handout.masked(row, 1, "Ett annat skäl."), seen=handout.seen(row, 1), by=by
            ),
            "hand_in": lambda row, by: judging.hand_in(row, reasons="Skada.", by=by),
            "send_back": lambda row, by: deciding.send_back(row, by=by),
            "decide": lambda row, by: deciding.decide(row, seen=row.handed_in_at, by=by),
            "hand_out": lambda row, by: deciding.hand_out(row, way=Way.PAPER, by=by),
            "withdraw": lambda row, by: deciding.withdraw(row, by=by),
        },
    ),
]
# The head decides requests for what the head reads: annexes. The request here is for a local picture.
BLIND = {REQUEST: {Role.NOA_HEAD}}
CELLS = [
    pytest.param(table, bring, acts[action], action, state, id=f"{table.name}: {state} {action}")
    for table, bring, acts in TABLES
    for state in table.states
    for action in table.transitions
]


def state_of(row: models.Model) -> str:
    row.refresh_from_db()
    return str(row.state)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("table", "bring", "act", "action", "state"), CELLS)
def test_every_role_may_do_what_the_table_and_its_grants_say(
    table: Workflow, bring: dict[str, Callable[[Whole], Any]], act: Act, action: str, state: str, scene: Whole
) -> None:
    row, step = bring[state](scene), table.transitions[action]
    assert state_of(row) == state
    for role in Role:
        person = actor(role, scene)
        before = tables.digest()
        if state in step.sources and step.codename in GRANTS[role] and role not in BLIND.get(table, ()):
            with transaction.atomic():  # taken back, so that the next role meets the same state
                act(row, person)
                assert state_of(row) == step.target
                assert tables.digest() != before
                transaction.set_rollback(True)
        else:
            with pytest.raises(ActionDenied, match="Du kan inte"):
                act(row, person)
        assert tables.digest() == before, role


@pytest.mark.parametrize("table", [table for table, _bring, _acts in TABLES], ids=lambda table: table.name)
def test_the_tables_are_whole(table: Workflow) -> None:
    [(_table, bring, acts)] = [entry for entry in TABLES if entry[0] is table]
    assert bring.keys() == set(table.states)
    assert acts.keys() == set(table.transitions)


BUILDS: dict[str, Callable[[Whole], Build]] = {
    "ordered": lambda scene: made.ordered(NATIONALS[NationalState.APPROVED](scene)),
    "built": lambda scene: made.built(NATIONALS[NationalState.APPROVED](scene)),
    "signed": lambda scene: made.signed(NATIONALS[NationalState.APPROVED](scene)),
    "published": lambda scene: scene.build,
}
ON_BUILD: dict[str, tuple[Codename, set[str], Act]] = {
    "sign": (Codename.APPROVE_RELEASE, {"built"}, lambda build, by: publishing.approve_release(build, by=by)),
    # Publishing once more answers the publication that is there.
    "publish": (Codename.PUBLISH, {"signed", "published"}, lambda build, by: publishing.publish(build, by=by)),
}


@pytest.mark.parametrize("action", ON_BUILD)
@pytest.mark.parametrize("state", BUILDS)
def test_a_build_is_signed_and_published_by_who_may_when_it_may(state: str, action: str, scene: Whole) -> None:
    codename, sources, act = ON_BUILD[action]
    build = BUILDS[state](scene)
    for role in Role:
        person = actor(role, scene)
        before = tables.digest()
        if state in sources and codename in GRANTS[role]:
            with transaction.atomic():
                act(build, person)
                assert (tables.digest() == before) == (state == "published")
                transaction.set_rollback(True)
        else:
            with pytest.raises(ActionDenied, match="Du kan inte"):
                act(build, person)
        assert tables.digest() == before, role


def test_what_was_replaced_by_a_later_approved_version_is_not_built(scene: Whole) -> None:
    first = NATIONALS[NationalState.APPROVED](scene)
    second = national.compile_picture(scene.published, by=made.editor(), correction_reason="En till.")
    national.edit_texts(second, summary="Rättad igen.", register_number="", version=second.text_version, by=made.editor())
    made.approve_picture(second, by=people.head())
    with pytest.raises(ActionDenied, match="senare version"):
        builds.request_build(first, edition_date=EDITION, by=made.publisher())


def test_two_builds_with_the_same_edition_number_do_not_collide(scene: Whole) -> None:
    """Two corrections are ordered before either is published: the second one must be built anew, with the next number."""
    first = made.signed(NATIONALS[NationalState.APPROVED](scene))
    other = national.compile_picture(scene.published, by=made.editor(), correction_reason="En till.")
    national.edit_texts(other, summary="Rättad igen.", register_number="", version=other.text_version, by=made.editor())
    second = made.ordered(made.approve_picture(other, by=people.head()))
    assert first.version == second.version
    publishing.publish(first, by=made.publisher())
    made.work(second.job)
    publishing.approve_release(second, by=people.lead())
    with pytest.raises(ActionDenied, match="Bygg det igen"):
        publishing.publish(second, by=made.publisher())
    again = made.signed(NationalPicture.objects.get(pk=second.picture_id))
    assert publishing.publish(again, by=made.publisher()).version == first.version + 1
    assert Publication.objects.filter(year=2019).count() == 3
