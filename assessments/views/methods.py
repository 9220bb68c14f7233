"""A version of the method: what is asked, what is open and what is secret, and the second person's approval."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.actions import methods as actions
from assessments.enums import Disclosure
from assessments.models import Marking, Method, Question
from assessments.queries.markings import markings_of
from assessments.views.acting import require_anywhere, tell
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs, post_only
from lagesbild.access.http import Request

PART_WORDS = {
    "rating": gettext_lazy("gradering"),
    "count": gettext_lazy("antal"),
    "share": gettext_lazy("andel"),
    "choice": gettext_lazy("val"),
    "trend": gettext_lazy("utveckling"),
    "text": gettext_lazy("text"),
}


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def method(request: Request, pk: int) -> HttpResponse:
    """Every question with its class, its grades and its help, and the criteria of the categories."""
    method = get_object_or_404(Method, pk=pk)
    questions = list(method.questions.all())
    markings = markings_of(questions)
    context = {
        "method": method,
        "sections": [
            {"code": code, "name": name, "questions": [_described(question, markings.get(question.pk)) for question in rows]}
            for (code, name), rows in groupby(questions, lambda question: (question.section_code, question.section))
        ],
        "criteria": list(method.criteria.all()),
        "count": len(questions),
        "may_approve": request.scope.can(Codename.APPROVE_METHOD),
        "may_choose": request.scope.can(Codename.LEAD),
        "blocked": _what_blocks(method, request),
    }
    return render(request, "assessments/noa/method.html", context)


def _described(question: Question, marking: Marking | None) -> dict[str, object]:
    words = {
        disclosure: [PART_WORDS[part] for part in question.parts(disclosure)] for disclosure in (Disclosure.OPEN, Disclosure.CLASSIFIED)
    }
    return {
        "question": question,
        "marking": marking,
        "open": words[Disclosure.OPEN],
        "secret": words[Disclosure.CLASSIFIED],
        "twin": question.has_twin,
        "anchors": list(enumerate(question.anchors)),
    }


def _what_blocks(method: Method, request: Request) -> str:
    """Return the sentence that says why this person may not approve; empty when four eyes do not stand in the way."""
    why = actions.who_may_not_approve(method, request.user)
    return _("Du kan inte godkänna metodversionen: %(why)s.") % {"why": why} if why else ""


@post_only
@needs(Codename.VIEW_PICTURE)
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve the version, so that rounds may use it."""
    require_anywhere(request, Codename.APPROVE_METHOD)
    method = get_object_or_404(Method, pk=pk)
    done = _("%(method)s är godkänd. Omgångar kan använda den.") % {"method": method}
    tell(request, lambda: actions.approve_method(method, by=request.user), done)
    return redirect("assessments:method", pk)
