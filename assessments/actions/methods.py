"""Making and approving a version of the method."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import methodfiles
from assessments.actions.markings import mark_questions
from assessments.models import Criterion, Marking, Method, Question
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied

Row = Mapping[str, Any]


@transaction.atomic
def create_method(
    *, name: str, version: int, note: str, categories: list[str], questions: Iterable[Row], criteria: Iterable[Row], by: Any
) -> Method:
    """Make a method version from rows of questions and criteria. Raises `ActionDenied` when the version is already there."""
    require_grant(by, Codename.LEAD, None, verb=_("skapa en metodversion"))
    if Method.objects.filter(name=name, version=version).exists():
        raise ActionDenied(
            _("Du kan inte skapa metodversionen: %(name)s, version %(version)s finns redan.") % {"name": name, "version": version}
        )
    method = Method.objects.create(name=name, version=version, note=note, categories=categories, created_by=by, created_at=clock.now())
    Question.objects.bulk_create(Question(method=method, **row) for row in questions)
    Criterion.objects.bulk_create(Criterion(method=method, **row) for row in criteria)
    mark_questions(method, keys=methodfiles.grounds(), by=by)
    audit.record(Event.METHOD_CREATED, obj=method, by=by, detail={"questions": method.questions.count()})
    return method


@transaction.atomic
def approve_method(method: Method, *, by: Any) -> Method:
    """Approve a method version, so that rounds may use it. Somebody else than who made it."""
    require_grant(by, Codename.APPROVE_METHOD, None, verb=_("godkänna metodversionen"))
    method = Method.objects.select_for_update().get(pk=method.pk)
    if method.approved_at is not None:
        raise ActionDenied(_("Du kan inte godkänna metodversionen: den är redan godkänd."))
    why = who_may_not_approve(method, by)
    if why:
        raise ActionDenied(_("Du kan inte godkänna metodversionen: %(why)s.") % {"why": why})
    method.approved_by, method.approved_at = by, clock.now()
    method.save(update_fields=["approved_by", "approved_at"])
    audit.record(Event.METHOD_APPROVED, obj=method, by=by)
    return method


def who_may_not_approve(method: Method, by: Any) -> str:
    """Return why four eyes keep `by` from approving, as the end of a sentence: who made it or chose its grounds; empty when they do not."""
    if method.created_by_id == by.pk:
        return _("du har skapat den. En annan person måste göra det")
    if Marking.objects.filter(question__method=method, marked_by=by).exists():
        return _("du har valt sekretessgrunder i den. En annan person måste göra det")
    return ""
