"""What waits for whoever handles or decides requests for documents. They are to be answered promptly (TF 2 kap. 15 §)."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import badge
from lagesbild.ui.templatetags.ui import days_since, short_date
from lagesbild.ui.worklist import YOURS, Work, Worklist
from reports.handout.enums import RequestState
from reports.handout.models import DocumentRequest
from reports.handout.queries import requests_for, with_progress

HANDLER = gettext_lazy("Bollen ligger hos den som prövar begäranden")
DECIDER = gettext_lazy("Bollen ligger hos den som beslutar om begäranden")
WAITING = (RequestState.ASSESSING, RequestState.READY, RequestState.DECIDED)


def items(scope: Scope) -> Worklist:
    """Return the requests that are not answered yet. Two queries; none for who has no part in it."""
    found = Worklist()
    handles, decides = scope.can(Codename.HANDLE_REQUESTS), scope.can(Codename.DECIDE_REQUESTS)
    if not (handles or decides):
        return found
    for row in with_progress(requests_for(scope)).filter(state__in=WAITING):
        is_mine = decides and row.ready_by_id != scope.user_id if row.state == RequestState.READY else handles
        ball = YOURS if is_mine else DECIDER if row.state == RequestState.READY else HANDLER
        (found.mine if is_mine else found.others).append(_work(row, ball))
    return found


def _work(row: DocumentRequest, ball: object) -> Work:
    days = days_since(row.received_on)
    age = ngettext("Kom in %(day)s, för %(n)s dag sedan.", "Kom in %(day)s, för %(n)s dagar sedan.", days)
    titles = {
        RequestState.ASSESSING: _("Pröva begäran %(number)s"),
        RequestState.READY: _("Besluta om begäran %(number)s"),
        RequestState.DECIDED: _("Lämna ut begäran %(number)s"),
    }
    done = _("%(judged)s av %(total)s stycken är prövade.") % {"judged": row.judged, "total": row.total}  # type: ignore[attr-defined]
    return Work(
        title=titles[RequestState(row.state)] % {"number": row.register_number},
        text=f"{age % {'day': short_date(row.received_on), 'n': days}} {done if row.state == RequestState.ASSESSING else ''}".strip(),
        href=reverse("handout:request", args=[row.pk]),
        button=_("Öppna begäran"),
        badge=badge(row.state),
        ball=ball,  # type: ignore[arg-type]
    )
