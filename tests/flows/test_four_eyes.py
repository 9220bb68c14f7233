"""Two people, or nothing: the act refuses with a sentence, and the database refuses what goes round it. So too what never changes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from assessments.actions import decisions, methods, review
from assessments.actions.answers import save_answers
from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, Proposal, ProposalGround
from assessments.enums import PictureState
from assessments.models import Answer, AreaAssessment, Criterion, Decision, Edit, LocalPicture, Method, Question
from assessments.models.question import QuestionKind, Scope
from lagesbild import clock
from lagesbild.access.actions import give_role
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from reports.actions import national, publishing
from reports.annex.models import AnnexEntry
from reports.models import Build, NationalPicture, PictureEntry, PictureLpo, PictureRemoval, Publication, ReleaseCertificate, ReleaseCheck
from tests.factories import people
from tests.factories import reports as made
from tests.factories import rounds as local
from tests.factories.places import make_nation
from tests.factories.whole import Whole

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> None:
    """Go round the act: the database says no, and says it at once."""
    with pytest.raises(DatabaseError), transaction.atomic():
        act()
        connection.check_constraints()


def with_two_roles(role: Role, other: Role, scene: Whole) -> User:
    """Return somebody who holds both roles; the rules are about people, not about roles."""
    user = people.make_user(role, scene.neighbour if role in {Role.LPO_OFFICER, Role.LPO_CHIEF} else None, username="bada")
    give_role(user, role=other, unit=make_nation(), by=None)
    return user


def neighbour(scene: Whole) -> LocalPicture:
    return local.picture_of(scene.open, scene.neighbour)


# Local pictures


def test_who_wrote_in_a_picture_does_not_review_it(scene: Whole) -> None:
    both = with_two_roles(Role.LPO_OFFICER, Role.NOA_REVIEWER, scene)
    picture = local.submitted(neighbour(scene), by=both)
    with pytest.raises(ActionDenied, match="du har ändrat avsnitt"):
        review.take_up(picture, by=both)
    review.take_up(picture, by=people.reviewer())
    rows = LocalPicture.objects.filter(pk=picture.pk)
    refused(lambda: rows.update(state=PictureState.APPROVED, approved_by=both, approved_at=clock.now()))
    other = people.make_user(Role.NOA_REVIEWER, username="annan")
    rows.update(state=PictureState.APPROVED, approved_by=other, approved_at=clock.now())


def test_who_signed_a_picture_does_not_approve_it(scene: Whole) -> None:
    both = with_two_roles(Role.LPO_CHIEF, Role.NOA_REVIEWER, scene)
    picture = local.fill(neighbour(scene), by=people.officer(scene.neighbour))
    LocalPicture.objects.filter(pk=picture.pk).update(state=PictureState.SUBMITTED, submitted_by=both, submitted_at=clock.now())
    with pytest.raises(ActionDenied, match="du har lämnat in den"):
        review.take_up(picture, by=both)
    rows = LocalPicture.objects.filter(pk=picture.pk)
    refused(lambda: rows.update(state=PictureState.APPROVED, approved_by=both, approved_at=clock.now()))


def test_the_note_of_who_wrote_cannot_be_taken_away_first(scene: Whole) -> None:
    rows = Edit.objects.filter(picture=scene.picture)
    assert rows.exists()
    refused(lambda: rows._raw_delete(rows.db))
    refused(lambda: rows.update(user=people.lead()))
    refused(lambda: rows.update(turn=99))


def test_what_a_review_ended_with_is_not_done_without_its_reviewer(scene: Whole) -> None:
    with pytest.raises(ActionDenied, match="en annan granskare har tagit upp den"):
        review.approve(scene.picture, by=people.make_user(Role.NOA_REVIEWER, username="annan"))


# Decisions


def test_who_reviewed_a_picture_does_not_decide_its_areas(scene: Whole) -> None:
    both = with_two_roles(Role.NOA_REVIEWER, Role.NOA_DECIDER, scene)
    picture = local.submitted(neighbour(scene))
    review.take_up(picture, by=both)
    review.approve(picture, by=both)
    area = AreaAssessment.objects.get(picture=picture)
    with pytest.raises(ActionDenied, match="du har granskat"):
        decisions.decide(area, category="utsatt", open_grounds="Skäl.", grounds={}, by=both)
    given = {"round": scene.open, "area": area.area, "area_version": area.area_version, "assessment": area, "category": "utsatt"}
    refused(lambda: Decision.objects.create(**given, reviewed_by=both, decided_by=both, decided_at=clock.now()))
    Decision.objects.create(**given, reviewed_by=both, decided_by=people.decider(), decided_at=clock.now())


# Methods, national pictures, publications


def test_who_made_a_method_version_does_not_approve_it(scene: Whole) -> None:
    both = with_two_roles(Role.NOA_LEAD, Role.NOA_HEAD, scene)
    given = {"name": "Metod 2031", "version": 1, "note": "", "categories": ["utsatt"], "questions": [], "criteria": []}
    method = methods.create_method(**given, by=both)
    with pytest.raises(ActionDenied, match="du har skapat den"):
        methods.approve_method(method, by=both)
    refused(lambda: Method.objects.filter(pk=method.pk).update(approved_by=both, approved_at=clock.now()))
    methods.approve_method(method, by=people.head())


def test_who_compiled_a_national_picture_does_not_approve_it(scene: Whole) -> None:
    both = with_two_roles(Role.NOA_EDITOR, Role.NOA_HEAD, scene)
    picture = national.compile_picture(scene.published, by=both, correction_reason="En rättelse.")
    national.edit_texts(picture, summary="Text.", register_number="", version=picture.text_version, by=both)
    with pytest.raises(ActionDenied, match="du har sammanställt den"):
        made.approve_picture(picture, by=both)
    rows = NationalPicture.objects.filter(pk=picture.pk)
    refused(lambda: rows.update(state="approved", approved_by=both, approved_at=clock.now()))
    made.approve_picture(picture, by=people.head())


def corrected(scene: Whole) -> NationalPicture:
    picture = national.compile_picture(scene.published, by=made.editor(), correction_reason="En rättelse.")
    national.edit_texts(picture, summary="Text.", register_number="", version=picture.text_version, by=made.editor())
    return made.approve_picture(picture, by=people.head())


def publication_of(build: Build, **given: Any) -> Publication:
    values = {"release_approved_by": build.release_approved_by, "published_by": made.publisher(), "manifest_sha256": build.manifest_sha256}
    values["certificate"] = ReleaseCertificate.objects.filter(build=build).first()
    return Publication(build=build, year=2019, version=build.version, reason="Rättelse.", published_at=clock.now(), **values | given)


def test_who_signed_the_checks_does_not_publish(scene: Whole) -> None:
    both = with_two_roles(Role.NOA_LEAD, Role.PUBLISHER, scene)
    build = made.built(corrected(scene))
    refused(lambda: publication_of(build, release_approved_by=people.lead()).save())  # nobody has signed
    build = publishing.approve_release(build, by=both)
    with pytest.raises(ActionDenied, match="du har godkänt kontrollerna"):
        publishing.publish(build, by=both)
    refused(lambda: publication_of(build, published_by=both).save())
    refused(lambda: publication_of(build, release_approved_by=people.lead(), published_by=both).save())  # in the name of another
    refused(lambda: publication_of(build, manifest_sha256="0" * 64).save())  # another bundle than the signed one
    publication_of(build).save()


def test_a_build_with_a_red_check_is_not_published(scene: Whole) -> None:
    build = made.built(corrected(scene))
    check = build.checks.first()
    ReleaseCheck.objects.filter(pk=check.pk).update(outcome="bad")
    with pytest.raises(ActionDenied, match="en kontroll är röd"):
        publishing.approve_release(build, by=people.lead())
    Build.objects.filter(pk=build.pk).update(release_approved_by=people.lead(), release_approved_at=clock.now())
    build.refresh_from_db()
    with pytest.raises(ActionDenied, match="en kontroll är röd"):
        publishing.publish(build, by=made.publisher())
    refused(lambda: publication_of(build).save())


# What is never changed

ALWAYS: dict[type[models.Model], str] = {  # append-only → a column that somebody might want to change
    AuditEvent: "actor",
    Decision: "category",
    Publication: "reason",
    ReleaseCertificate: "content",
    DecisionGround: "sealed",
    Dissent: "sealed",
}
FROZEN: dict[str, tuple[Callable[[Whole], models.QuerySet], str]] = {
    "open answers": (lambda s: Answer.objects.filter(picture=s.picture), "text"),
    "secret answers": (lambda s: ClassifiedAnswer.objects.filter(picture=s.picture), "sealed"),
    "proposals": (lambda s: Proposal.objects.filter(area=s.area), "sealed"),
    "grounds of proposals": (lambda s: ProposalGround.objects.filter(proposal__area=s.area), "sealed"),
    "notes of who wrote": (lambda s: Edit.objects.filter(picture=s.picture), "section_code"),
    "words of points": (lambda s: PointText.objects.filter(point__picture=s.picture, point__state="answered"), "sealed"),
    "answers to points": (lambda s: PointText.objects.filter(point__picture=s.picture, point__state="answered"), "sealed_answer"),
    "approved local pictures": (lambda s: LocalPicture.objects.filter(round=s.published), "state"),
    "national pictures": (lambda s: NationalPicture.objects.filter(pk=s.national.pk), "summary"),
    "copied areas": (lambda s: PictureEntry.objects.filter(picture=s.national), "category"),
    "copied local police areas": (lambda s: PictureLpo.objects.filter(picture=s.national), "name"),
    "annex": (lambda s: AnnexEntry.objects.filter(picture=s.national), "sealed"),
    "signed builds": (lambda s: Build.objects.filter(pk=s.build.pk), "manifest_sha256"),
    "checks": (lambda s: ReleaseCheck.objects.filter(build=s.build), "outcome"),
    "methods": (lambda s: Method.objects.filter(pk=s.method.pk), "name"),
    "questions": (lambda s: Question.objects.filter(method=s.method), "text_class"),
    "criteria": (lambda s: Criterion.objects.filter(method=s.method), "text"),
}


def refuses_every_way(rows: models.QuerySet, column: str) -> None:
    """Change and remove by queryset and by SQL: each is refused."""
    one = rows.order_by("pk").first()
    assert one is not None, "there is something to refuse"
    table = one._meta.db_table
    refused(lambda: rows.update(**{column: b"x" if column.startswith("sealed") else "x"}))
    refused(lambda: rows._raw_delete(rows.db))
    for statement in (f"update {table} set {column} = 'x' where id = %s", f"delete from {table} where id = %s"):
        with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [one.pk])
        assert caught.value.__cause__.sqlstate == "23001", "the rule refuses, not a foreign key that happens to be there"


@pytest.mark.parametrize("model", ALWAYS, ids=lambda model: model.__name__)
def test_what_is_only_added_to(model: type[models.Model], scene: Whole) -> None:
    refuses_every_way(model._default_manager.all(), ALWAYS[model])


@pytest.mark.parametrize("what", FROZEN)
def test_what_is_frozen(what: str, scene: Whole) -> None:
    rows, column = FROZEN[what]
    refuses_every_way(rows(scene), column)


@pytest.mark.parametrize("table", [Answer, ClassifiedAnswer])
def test_an_answer_is_not_moved_into_or_out_of_a_submitted_picture(table: type[models.Model], scene: Whole) -> None:
    free = local.fill(neighbour(scene))
    rows, never_answered = table._default_manager.all(), scene.method.questions.get(kind=QuestionKind.PROPOSAL)
    for source, target in ((scene.picture, free), (free, scene.picture)):
        one = rows.filter(picture=source).first()
        refused(lambda one=one, to=target: rows.filter(pk=one.pk).update(picture=to, area=None, question=never_answered))
    one.pk, one.picture, one.area, one.question = None, scene.picture, None, never_answered
    refused(lambda: one.save(force_insert=True))


def test_a_copy_is_not_moved_into_or_out_of_an_approved_picture(scene: Whole) -> None:
    other = national.compile_picture(scene.published, by=made.editor(), correction_reason="En rättelse.")
    for model in (PictureEntry, PictureLpo, AnnexEntry):
        refused(lambda model=model: model.objects.filter(picture=other).update(picture=scene.national))
        model.objects.filter(picture=other)._raw_delete("default")
        refused(lambda model=model: model.objects.filter(picture=scene.national).update(picture=other))
    given = {"slug": "x", "name": "X", "municipality": "X", "region_name": "X", "previous_category": "utsatt"}
    refused(lambda: PictureRemoval.objects.create(picture=scene.national, **given))


def test_what_is_not_frozen_yet_may_be_changed(scene: Whole) -> None:
    """Without this, a trigger that refuses everything would pass."""
    picture = local.fill(neighbour(scene))
    assert Answer.objects.filter(picture=picture).update(comment="Ändrad.")
    assert ClassifiedAnswer.objects.filter(picture=picture).update(sealed=b"x")
    assert ProposalGround.objects.filter(proposal__area__picture=picture).update(sealed=b"x")
    assert Question.objects.filter(method=scene.draft_method).update(help="Ändrad.")
    save_answers(
        picture, area=None, answers=local.answers_for(scene.method, Scope.LPO), version=picture.version, by=people.officer(picture.unit)
    )
    other = national.compile_picture(scene.published, by=made.editor(), correction_reason="En rättelse.")
    assert AnnexEntry.objects.filter(picture=other).update(sealed=b"x")
