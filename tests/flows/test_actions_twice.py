"""Every act done twice: the second time it is refused, or answers what is there, and no row and no event is added or changed.

Acts are found by looking through the modules, so that a new one without a case here fails.
"""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import areas.actions
import assessments.actions
import reports.actions
import reports.handout.actions
from areas.actions import access_review, batches, lineage, organisation, undoing
from areas.lineage_rules import GivenPair
from areas.models import ImportBatch, OrganisationChange, UnitGroupGrant
from areas.models.role_review import Verdict
from assessments.actions import (
    answers,
    break_glass,
    decisions,
    extensions,
    geodata,
    historic,
    markings,
    methods,
    personal_grants,
    pictures,
    review,
    rounds,
    twins,
)
from assessments.actions import boundaries as drawing
from assessments.importers.published_list import KEY
from assessments.models import AreaAssessment, Extension, LocalPicture, Marking, OpenTwin, PersonalGrant, Question, ReviewPoint
from assessments.models.glass_review import Outcome
from assessments.models.personal_grant import Level
from assessments.models.question import Scope
from lagesbild import clock
from lagesbild.access import actions as access
from lagesbild.access.roles import Role
from lagesbild.accounts import actions as accounts
from lagesbild.accounts import own
from lagesbild.accounts.factors import Kind, of_kind
from lagesbild.accounts.models import User
from lagesbild.audit import actions as log
from lagesbild.audit.anomalies import Finding, findings
from lagesbild.audit.events import Event
from lagesbild.audit.recording import record
from lagesbild.exceptions import ActionDenied
from lagesbild.jobs import running
from lagesbild.secrecy import actions as secrecy
from lagesbild.secrecy.grounds import STANDARD, ground
from reports.actions import builds, national, publishing
from reports.annex import actions as annex
from reports.annex.models import CopyState
from reports.handout.actions import deciding, judging, registering
from reports.handout.enums import Way
from reports.models import NationalPicture, PictureEntry
from tests.factories import changes, files, geo, handout, people, places, tables, whole
from tests.factories import reports as made
from tests.factories import rounds as local
from tests.factories.factors import with_factor, with_session
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db

Act = Callable[[], object]
FAR, TODAY = date(2999, 1, 1), date(2019, 3, 4)


def neighbour(scene: Whole) -> LocalPicture:
    """Return the picture of the open round that nobody has written in."""
    return local.picture_of(scene.open, scene.neighbour)


def marked(scene: Whole) -> Marking:
    return Marking.objects.filter(question__method=scene.method)[0]


def given(scene: Whole) -> PersonalGrant:
    """Return a personal grant on a picture, given to somebody who has no role there."""
    return personal_grants.give_grant(
        neighbour(scene),
        user=people.make_user(Role.DATA_ADMIN),
        level=Level.OPEN,
        purpose="Samverkan",
        until=clock.now() + timedelta(days=7),
        by=people.lead(),
    )


def overdue(scene: Whole) -> None:
    """Let the time of a personal grant have run out."""
    row = given(scene)
    begun = clock.now() - timedelta(days=9)
    PersonalGrant.objects.filter(pk=row.pk).update(given_at=begun, until=begun + timedelta(days=7))


def in_an_emergency(picture: LocalPicture) -> PersonalGrant:
    return break_glass.break_glass(picture, reason="Pågående händelse", case_number="A1/2026", by=people.lead())


def asked(scene: Whole) -> Extension:
    return local.extension(neighbour(scene))


def stale_twin(scene: Whole) -> AreaAssessment:
    """Return an area that may be written in, whose open formulation is older than its source."""
    area = AreaAssessment.objects.get(picture=local.fill(neighbour(scene)))
    OpenTwin.objects.filter(area=area).update(source_version=9)
    return area


def without_point(scene: Whole) -> LocalPicture:
    review.remove_point(scene.point, by=people.reviewer())
    return scene.picture


def approved_area(scene: Whole) -> AreaAssessment:
    review.approve(without_point(scene), by=people.reviewer())
    return AreaAssessment.objects.get(pk=scene.area.pk)


def sent_point(scene: Whole) -> ReviewPoint:
    return ReviewPoint.objects.get(picture=local.returned(neighbour(scene)))


def ready_to_close(scene: Whole) -> None:
    local.approved(neighbour(scene))
    approved_area(scene)
    for area in AreaAssessment.objects.filter(picture__round=scene.open):
        decisions.leave_out(area, reason="Ingen uppgift.", by=people.decider())


def correction(scene: Whole) -> NationalPicture:
    picture = national.compile_picture(scene.published, by=made.editor(), correction_reason="En rättelse.")
    return national.edit_texts(picture, summary="Rättad.", register_number="", version=picture.text_version, by=made.editor())


def stale_wording(scene: Whole) -> PictureEntry:
    """Return an area of a picture that waits, whose wording was written from another source."""
    picture = correction(scene)
    picture.sources.filter(slug="husby").update(written_from="")
    return picture.entries.get(slug="husby")


def corrected(scene: Whole) -> NationalPicture:
    return made.approve_picture(correction(scene), by=people.head())


def security() -> User:
    return people.make_user(Role.SECURITY)


def role_that_lacks() -> None:
    """Let a role group have been made before its role was given something more."""
    UnitGroupGrant.objects.filter(permission__codename="lead_round").delete()


def tried_too_often() -> Finding:
    """Return what stands out when somebody was refused three times today."""
    for _ in range(3):
        record(Event.ACCESS_DENIED, obj=None, by=people.lead())
    return next(found for found in findings() if found.rule == "denied")


def with_annex() -> NationalPicture:
    return NationalPicture.objects.filter(annex_entries__isnull=False)[0]


def planned(year: int = 2023) -> Callable[[Whole], object]:
    return lambda scene: local.plan_round(year, method=scene.method)


def approved_change(scene: Whole) -> OrganisationChange:
    return organisation.approve_change(scene.change, by=people.lead())


def on_the_day(act: Callable[[OrganisationChange], object]) -> Callable[[OrganisationChange], object]:
    def go(change: OrganisationChange) -> object:
        with changes.on(change.effective_on):
            return act(change)

    return go


def case(prepare: Callable[[Whole], object], act: Callable[..., object]) -> Callable[[Whole], Act]:
    """Return a case: `act` gets what `prepare` made, the same both times."""

    def start(scene: Whole) -> Act:
        given = prepare(scene)
        return lambda: act(given)

    return start


def save(act: Callable[..., object]) -> Callable[[Whole], Act]:
    def go(picture: LocalPicture) -> object:
        return act(picture, area=None, answers=screening(picture), version=0, by=people.officer(picture.unit))

    return case(neighbour, go)


def screening(picture: LocalPicture) -> dict[str, dict[str, object]]:
    return local.answers_for(picture.round.method, Scope.LPO)


def neighbours_area(scene: Whole) -> AreaAssessment:
    return AreaAssessment.objects.filter(picture=neighbour(scene)).select_related("picture__unit")[0]


def drawn_area(scene: Whole) -> AreaAssessment:
    area = neighbours_area(scene)
    drawing.draw_boundary(area, geo.square(), reason="Skäl.", version=0, by=people.officer(area.picture.unit))
    return area


def unchanged(scene: Whole) -> list[GivenPair]:
    """Return the pair that says that an area is what it was."""
    files.data_admin()
    return [GivenPair(scene.area.area_id, scene.area.area_id)]


LINEAGE = {"kind": "unchanged", "year": 2021, "reason": "Samma gräns."}
GROUNDS = {code: {"met": "ja"} for code in ("U1", "U2", "U3", "U4", "R1", "SU1", "SU2", "SU3", "SU4", "SU5")}
DATES = {"reference_date": date(2023, 1, 1), "submit_by": FAR, "review_by": FAR, "decide_by": FAR}
SYSTEM = Role.SYSTEM_ADMIN
NEW_METHOD = {"name": "Metod 2031", "version": 1, "note": "", "categories": ["utsatt"], "questions": [], "criteria": []}
CASES: dict[str, Callable[[Whole], Act]] = {
    "areas.actions.access_review.review_role": case(
        lambda s: people.officer(s.own),
        lambda user: access_review.review_role(user, group=user.groups.get().role_group, verdict=Verdict.KEEP, words="", by=people.chief()),
    ),
    "areas.actions.batches.receive_batch": case(
        lambda s: files.list_bytes(2021),
        lambda content: batches.receive_batch(kind=KEY, filename="2021.csv", content=content, by=files.data_admin()),
    ),
    "areas.actions.batches.dry_run": case(lambda s: s.batch, lambda batch: batches.dry_run(batch, by=files.data_admin())),
    "areas.actions.batches.apply_batch": case(lambda s: municipalities(), lambda batch: batches.apply_batch(batch, by=files.data_admin())),
    "areas.actions.batches.discard_batch": case(lambda s: s.batch, lambda batch: batches.discard_batch(batch, by=files.data_admin())),
    "areas.actions.batches.import_file": case(
        lambda s: MUNICIPALITY,
        lambda content: batches.import_file(kind="municipalities", filename="k.csv", content=content, by=files.data_admin()),
    ),
    "areas.actions.undoing.undo_batch": case(
        lambda s: read_in(s.boundaries), lambda batch: undoing.undo_batch(batch, by=files.data_admin())
    ),
    "assessments.actions.geodata.receive_geodata": case(
        lambda s: geo.a_file(), lambda path: geodata.receive_geodata(path, filename="uso.gpkg", year=2016, by=files.data_admin())
    ),
    "assessments.actions.geodata.map_columns": case(
        lambda s: s.boundaries, lambda batch: geodata.map_columns(batch, {"name": "NAMN", "lpo": "LOKALPOLIS"}, by=files.data_admin())
    ),
    "assessments.actions.geodata.apply_geodata": case(
        lambda s: s.boundaries, lambda batch: geodata.apply_geodata(batch, by=files.data_admin())
    ),
    "areas.actions.lineage.decide_lineage": case(unchanged, lambda pairs: lineage.decide_lineage(pairs, **LINEAGE, by=files.data_admin())),
    "areas.actions.lineage.reject_lineage": case(unchanged, lambda pairs: lineage.reject_lineage(pairs, **LINEAGE, by=files.data_admin())),
    "areas.actions.lineage.undo_lineage": case(
        lambda s: lineage.decide_lineage(unchanged(s), **LINEAGE, by=files.data_admin())[0],
        lambda row: lineage.undo_lineage(row, by=files.data_admin()),
    ),
    "areas.actions.lineage.undo_rejection": case(
        lambda s: lineage.reject_lineage(unchanged(s), **LINEAGE, by=files.data_admin())[0],
        lambda row: lineage.undo_rejection(row, by=files.data_admin()),
    ),
    "areas.actions.organisation.plan_change": case(lambda s: changes.rename(s.neighbour, "Nytt"), changes.planned),
    "areas.actions.organisation.approve_change": case(
        lambda s: s.change, lambda change: organisation.approve_change(change, by=people.lead())
    ),
    "areas.actions.organisation.refuse_change": case(
        lambda s: s.change, lambda change: organisation.refuse_change(change, reason="Nej.", by=people.lead())
    ),
    "areas.actions.organisation.cancel_change": case(
        lambda s: s.change, lambda change: organisation.cancel_change(change, reason="Fel.", by=files.data_admin())
    ),
    "areas.actions.organisation.take_effect": case(approved_change, on_the_day(lambda c: organisation.take_effect(c, by=None))),
    "areas.actions.organisation.carry_out_due": case(approved_change, on_the_day(lambda c: organisation.carry_out_due())),
    "areas.actions.organisation.reverse_change": case(
        lambda s: changes.in_effect(changes.move(s.neighbour), date(2029, 1, 1)), changes.reversed_
    ),
    "assessments.actions.answers.save_answers": save(answers.save_answers),
    "assessments.actions.answers.save_with_points": save(answers.save_with_points),
    "assessments.actions.boundaries.draw_boundary": case(
        neighbours_area,
        lambda area: drawing.draw_boundary(area, geo.square(), reason="Skäl.", version=0, by=people.officer(area.picture.unit)),
    ),
    "assessments.actions.boundaries.take_back_boundary": case(
        drawn_area, lambda area: drawing.take_back_boundary(area, version=1, by=people.officer(area.picture.unit))
    ),
    "assessments.actions.decisions.decide": case(
        approved_area, lambda area: decisions.decide(area, category="utsatt", open_grounds="Skäl.", grounds=GROUNDS, by=people.decider())
    ),
    "assessments.actions.decisions.leave_out": case(
        approved_area, lambda area: decisions.leave_out(area, reason="Ingen uppgift.", by=people.decider())
    ),
    "assessments.actions.historic.historic_round": case(
        lambda s: 2015, lambda year: historic.historic_round(year=year, by=files.data_admin())
    ),
    "assessments.actions.methods.create_method": case(lambda s: s, lambda s: methods.create_method(**NEW_METHOD, by=people.lead())),
    "assessments.actions.methods.approve_method": case(
        lambda s: s.draft_method, lambda method: methods.approve_method(method, by=people.head())
    ),
    "assessments.actions.markings.choose_grounds": case(
        lambda s: Marking.objects.get(question__method=s.draft_method, question__code="S1"),
        lambda row: markings.choose_grounds(
            row.question.method, grounds={"S1": ground("enskild").pk}, read={"S1": row.ground_id}, by=people.lead()
        ),
    ),
    "assessments.actions.markings.mark_text": case(
        lambda s: Marking(picture=s.picture, area=s.area, answer_to=Question.objects.get(method=s.method, code="B3")),
        lambda text: markings.mark_text(text, ground=ground("enskild"), by=people.officer(text.picture.unit)),
    ),
    "assessments.actions.markings.renew_marking": case(marked, lambda marking: markings.renew_marking(marking, by=people.head())),
    "assessments.actions.markings.lift_marking": case(marked, lambda marking: markings.lift_marking(marking, by=people.head())),
    "assessments.actions.twins.confirm_twin": case(stale_twin, lambda area: twins.confirm_twin(area, by=people.officer(area.picture.unit))),
    "lagesbild.secrecy.actions.correct_ground": case(
        lambda s: ground(STANDARD), lambda row: secrecy.correct_ground(row, paragraph="9", by=files.data_admin())
    ),
    "assessments.actions.personal_grants.give_grant": case(lambda s: s, given),
    "assessments.actions.personal_grants.end_grant": case(given, lambda grant: personal_grants.end_grant(grant, by=people.lead())),
    "assessments.actions.personal_grants.end_overdue": case(overdue, lambda nothing: personal_grants.end_overdue()),
    "assessments.actions.extensions.ask_extension": case(neighbour, local.extension),
    "assessments.actions.extensions.withdraw_extension": case(
        asked, lambda row: extensions.withdraw_extension(row, by=people.chief(row.picture.unit))
    ),
    "assessments.actions.extensions.grant_extension": case(asked, local.granted),
    "assessments.actions.extensions.refuse_extension": case(asked, local.refused),
    "assessments.actions.break_glass.break_glass": case(neighbour, in_an_emergency),
    "assessments.actions.break_glass.review_glass": case(
        lambda s: s.glass,
        lambda row: break_glass.review_glass(row, outcome=Outcome.JUSTIFIED, finding="Rätt beslut.", by=people.lead()),
    ),
    "assessments.actions.pictures.propose_area": case(
        neighbour,
        lambda picture: pictures.propose_area(
            picture, name="Nyby", municipality=places.make_municipality(), by=people.officer(picture.unit)
        ),
    ),
    "assessments.actions.pictures.add_known_area": case(
        lambda s: (neighbour(s), places.make_area("Fittja", s.neighbour)),
        lambda given: pictures.add_known_area(given[0], version=given[1], by=people.officer(given[0].unit)),
    ),
    "assessments.actions.pictures.withdraw_area": case(
        lambda s: pictures.propose_area(neighbour(s), name="Nyby", municipality=places.make_municipality(), by=people.officer(s.neighbour)),
        lambda area: pictures.withdraw_area(area, by=people.officer(area.picture.unit)),
    ),
    "assessments.actions.pictures.submit": case(
        lambda s: local.fill(neighbour(s)), lambda picture: pictures.submit(picture, by=people.chief(picture.unit))
    ),
    "assessments.actions.pictures.answer_point": case(
        sent_point, lambda point: pictures.answer_point(point, text="Svar.", by=people.officer(point.picture.unit))
    ),
    "assessments.actions.review.take_up": case(
        lambda s: local.submitted(neighbour(s)), lambda picture: review.take_up(picture, by=people.reviewer())
    ),
    "assessments.actions.review.add_point": case(lambda s: s, lambda s: whole.add_point(s.picture, "S2", None)),
    "assessments.actions.review.remove_point": case(
        lambda s: ReviewPoint.objects.get(pk=s.point.pk), lambda point: review.remove_point(point, by=people.reviewer())
    ),
    "assessments.actions.review.return_picture": case(
        lambda s: s.picture, lambda picture: review.return_picture(picture, answer_by=FAR, by=people.reviewer())
    ),
    "assessments.actions.review.approve": case(without_point, lambda picture: review.approve(picture, by=people.reviewer())),
    "assessments.actions.rounds.plan_round": case(
        lambda s: s.method, lambda method: rounds.plan_round(year=2023, method=method, **DATES, by=people.lead())
    ),
    "assessments.actions.rounds.open_round": case(planned(), lambda round_: rounds.open_round(round_, by=people.lead())),
    "assessments.actions.rounds.close_round": case(
        lambda s: ready_to_close(s) or s.open, lambda round_: rounds.close_round(round_, by=people.lead())
    ),
    "reports.actions.national.compile_picture": case(
        lambda s: s.published, lambda round_: national.compile_picture(round_, by=made.editor(), correction_reason="En rättelse.")
    ),
    "reports.actions.national.edit_texts": case(
        correction,
        lambda picture: national.edit_texts(picture, summary="Ny.", register_number="A2", version=picture.text_version, by=made.editor()),
    ),
    "reports.actions.national.edit_grounds": case(
        lambda s: correction(s).entries.get(slug="husby"),
        lambda entry: national.edit_grounds(entry, text="Andra ord.", version=entry.picture.text_version, by=made.editor()),
    ),
    "reports.actions.national.confirm_wording": case(stale_wording, lambda entry: national.confirm_wording(entry, by=made.editor())),
    "reports.actions.national.approve_picture": case(correction, lambda picture: made.approve_picture(picture, by=people.head())),
    "reports.actions.builds.request_build": case(
        corrected, lambda picture: builds.request_build(picture, edition_date=FAR, by=made.publisher())
    ),
    "reports.actions.builds.carry_out": case(lambda s: running.start(made.ordered(corrected(s)).job_id), builds.carry_out),
    "reports.actions.publishing.approve_release": case(
        lambda s: made.built(corrected(s)), lambda build: publishing.approve_release(build, by=people.lead())
    ),
    "reports.actions.publishing.publish": case(
        lambda s: made.signed(corrected(s)), lambda build: publishing.publish(build, by=made.publisher())
    ),
    "lagesbild.access.actions.role_group": case(lambda s: places.make_lpo("Ny"), lambda unit: access.role_group(Role.LPO_CHIEF, unit)),
    "lagesbild.access.actions.give_role": case(
        lambda s: people.officer(),
        lambda user: access.give_role(user, role=Role.NOA_LEAD, unit=places.make_nation(), by=people.make_user(SYSTEM)),
    ),
    "lagesbild.access.actions.take_role": case(
        lambda s: people.lead(),
        lambda user: access.take_role(user, role=Role.NOA_LEAD, unit=places.make_nation(), by=people.make_user(SYSTEM)),
    ),
    "lagesbild.access.actions.end_reviewed_role": case(
        lambda s: people.officer(s.own),
        lambda user: access.end_reviewed_role(user, role=Role.LPO_OFFICER, unit=places.make_lpo(), by=people.chief()),
    ),
    "lagesbild.accounts.actions.create_account": case(
        lambda s: s.own, lambda unit: accounts.create_account(username="ny", role=Role.LPO_OFFICER, unit=unit, by=people.make_user(SYSTEM))
    ),
    "lagesbild.accounts.actions.close_account": case(
        lambda s: people.lead(), lambda user: accounts.close_account(user, by=people.make_user(SYSTEM))
    ),
    "lagesbild.accounts.actions.open_account": case(
        lambda s: accounts.close_account(people.lead(), by=people.make_user(SYSTEM)),
        lambda user: accounts.open_account(user, by=people.make_user(SYSTEM)),
    ),
    "lagesbild.accounts.actions.reset_factors": case(
        lambda s: with_factor(people.lead()), lambda user: accounts.reset_factors(user, by=people.make_user(SYSTEM))
    ),
    "lagesbild.accounts.actions.set_provider_name": case(
        lambda s: people.lead(), lambda user: accounts.set_provider_name(user, name="anna", by=people.make_user(SYSTEM))
    ),
    "lagesbild.access.actions.sync_roles": case(lambda s: role_that_lacks(), lambda nothing: access.sync_roles()),
    "lagesbild.audit.actions.review_anomaly": case(
        lambda s: tried_too_often(),
        lambda found: log.review_anomaly(rule=found.rule, actor=found.actor, day=found.day, outcome="Fel länk.", by=security()),
    ),
    "reports.annex.actions.take_copy": case(lambda s: with_annex(), lambda picture: annex.take_copy(picture, by=people.head())),
    "reports.annex.actions.end_copy": case(
        lambda s: annex.take_copy(with_annex(), by=people.head()),
        lambda copy: annex.end_copy(copy, state=CopyState.DESTROYED, by=people.head()),
    ),
    "reports.handout.actions.registering.register": case(
        lambda s: s.request.picture,
        lambda picture: registering.register(picture, register_number="A9/2021", received_on=TODAY, wording="Allt.", by=people.reviewer()),
    ),
    "reports.handout.actions.judging.judge_section": case(
        lambda s: s.request,
        lambda request: judging.judge_section(
            request,
            section=1,
            judgements=handout.masked(request, 1, "Ett annat skäl."),
            seen=handout.seen(request, 1),
            by=people.reviewer(),
        ),
    ),
    "reports.handout.actions.judging.hand_in": case(
        lambda s: handout.judged(s.request), lambda request: judging.hand_in(request, reasons="Skada.", by=people.reviewer())
    ),
    "reports.handout.actions.deciding.decide": case(
        lambda s: handout.handed_in(s.request), lambda request: deciding.decide(request, seen=request.handed_in_at, by=people.decider())
    ),
    "reports.handout.actions.deciding.send_back": case(
        lambda s: handout.handed_in(s.request), lambda request: deciding.send_back(request, by=people.decider())
    ),
    "reports.handout.actions.deciding.withdraw": case(
        lambda s: s.request, lambda request: deciding.withdraw(request, by=people.reviewer())
    ),
    "reports.handout.actions.deciding.hand_out": case(
        lambda s: handout.decided(s.request), lambda request: deciding.hand_out(request, way=Way.MAIL, by=people.reviewer())
    ),
    "lagesbild.accounts.own.remove_factor": case(
        lambda s: of_kind(with_factor(made.publisher()), Kind.TOTP)[0], lambda row: own.remove_factor(row, by=made.publisher())
    ),
    "lagesbild.accounts.own.end_sessions": case(lambda s: with_session(people.lead()), lambda user: own.end_sessions(user, by=user)),
}
WRITES_NOTHING = {"areas.actions.batches.dry_run"}
EACH_CALL_COUNTS = {  # a second call gives a second password, secret or set of codes, and says so
    "lagesbild.accounts.actions.new_start_password",
    "lagesbild.accounts.own.enrol_totp",
    "lagesbild.accounts.own.add_key",
    "lagesbild.accounts.own.rename_key",
    "lagesbild.accounts.own.new_codes",
}
# Not acts: steps that acts take inside their own transaction, and readings. They have no person and record nothing.
STEPS = {
    "areas.actions.boundaries.begin_boundary",
    "areas.actions.undoing.in_the_way",
    "assessments.actions.boundaries.hold_drawn_boundaries",
    "assessments.actions.extensions.end_when_submitted",
    "assessments.actions.writing.lock_to_write",
    "assessments.actions.writing.note_writing",
    "assessments.actions.writing.refuse_locked",
    "assessments.actions.geodata.layer_of",
    "assessments.actions.geodata.plan_of",
    "areas.actions.organisation.blockers_of",
    "areas.actions.organisation_writing.take_back",
    "areas.actions.organisation_writing.write_change",
    "areas.actions.places.create_area",
    "areas.actions.places.extend_back",
    "areas.actions.places.free_slug",
    "areas.actions.places.new_version",
    "areas.actions.places.slug_of",
    "assessments.actions.markings.grounds_for",
    "assessments.actions.markings.mark_questions",
    "assessments.actions.twins.note_changes",
    "assessments.actions.personal_grants.put_grant",
    "assessments.actions.personal_grants.take_grant",
    "assessments.actions.historic.list_day",
    "assessments.actions.historic.take_over",
    "assessments.actions.rounds.known_area",
    "assessments.actions.rounds.last_listed",
    "reports.handout.actions.judging.mine",
    "reports.handout.actions.judging.shown_in",
    "reports.handout.actions.judging.tells_of",
    "lagesbild.access.actions.expected_grants",
    "lagesbild.access.actions.require_manager",
    "lagesbild.access.actions.require_reviewer",
    "lagesbild.accounts.actions.start_password",
}
MUNICIPALITY = b"name,code,slug,county\nBotkyrka,0127,botkyrka,Stockholms l\xc3\xa4n\n"


def municipalities() -> object:
    return batches.receive_batch(kind="municipalities", filename="k.csv", content=MUNICIPALITY, by=files.data_admin())


def read_in(batch: ImportBatch) -> ImportBatch:
    geodata.apply_geodata(batch, by=files.data_admin())
    return ImportBatch.objects.get(pk=batch.pk)


def modules() -> Iterator[ModuleType]:
    for package in (areas.actions, assessments.actions, reports.actions, reports.handout.actions):
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)
    yield from (access, accounts, own, secrecy, log, annex)


def functions() -> set[str]:
    """Return every public function that the modules of acts define; those that only ask ("what_…", "who_…", "may_…") are left out."""
    return {
        f"{module.__name__}.{name}"
        for module in modules()
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith(("_", "what_", "who_", "may_"))
    }


def test_every_act_has_a_case() -> None:
    assert functions() == CASES.keys() | STEPS | EACH_CALL_COUNTS


@pytest.mark.parametrize("name", CASES)
def test_the_second_time_changes_nothing(name: str, scene: Whole, db: None) -> None:
    act = CASES[name](scene)
    before = tables.digest()
    act()
    after = tables.digest()
    assert (before == after) == (name in WRITES_NOTHING), "the first time it does something"
    try:
        act()
    except ActionDenied as error:
        assert str(error)
    assert tables.digest() == after
