"""The state table of a request for a document."""

from django.utils.translation import gettext_noop as _

from lagesbild.access.codenames import Codename as C
from lagesbild.audit.events import Event
from lagesbild.workflow import Transition, Workflow
from reports.handout.enums import RequestState as S

REQUEST = Workflow(
    "begäran om utlämnande",
    {state.value: str(state.label) for state in S},
    [
        Transition("judge", frozenset({S.ASSESSING}), S.ASSESSING, C.HANDLE_REQUESTS, Event.REQUEST_ASSESSED, _("pröva stycken")),
        Transition("hand_in", frozenset({S.ASSESSING}), S.READY, C.HANDLE_REQUESTS, Event.REQUEST_HANDED_IN, _("lämna till beslut")),
        Transition("send_back", frozenset({S.READY}), S.ASSESSING, C.DECIDE_REQUESTS, Event.REQUEST_SENT_BACK, _("skicka tillbaka")),
        Transition("decide", frozenset({S.READY}), S.DECIDED, C.DECIDE_REQUESTS, Event.REQUEST_DECIDED, _("besluta")),
        Transition("hand_out", frozenset({S.DECIDED}), S.HANDED_OUT, C.HANDLE_REQUESTS, Event.DOCUMENT_HANDED_OUT, _("lämna ut")),
        Transition(
            "withdraw", frozenset({S.ASSESSING, S.READY}), S.WITHDRAWN, C.HANDLE_REQUESTS, Event.REQUEST_WITHDRAWN, _("avsluta begäran")
        ),
    ],
)
