"""The state tables of rounds and local pictures. Pages, actions, tests and generated documentation read the same rows."""

from django.utils.translation import gettext_noop as _

from assessments.enums import ExtensionState as E
from assessments.enums import PictureState as P
from assessments.enums import RoundState as R
from lagesbild.access.codenames import Codename as C
from lagesbild.audit.events import Event
from lagesbild.workflow import Transition, Workflow

ROUND = Workflow(
    "omgång",
    {state.value: str(state.label) for state in R},
    [
        Transition("open", frozenset({R.PLANNED}), R.OPEN, C.LEAD, Event.ROUND_OPENED, _("öppna omgången")),
        Transition("close", frozenset({R.OPEN}), R.CLOSED, C.LEAD, Event.ROUND_CLOSED, _("stänga omgången")),
    ],
)

EXTENSION = Workflow(
    "anstånd",
    {state.value: str(state.label) for state in E},
    [
        Transition("withdraw", frozenset({E.ASKED}), E.WITHDRAWN, C.SIGN, Event.EXTENSION_WITHDRAWN, _("ta tillbaka begäran")),
        Transition("grant", frozenset({E.ASKED}), E.GRANTED, C.LEAD, Event.EXTENSION_GRANTED, _("bevilja anstånd")),
        Transition("refuse", frozenset({E.ASKED}), E.REFUSED, C.LEAD, Event.EXTENSION_REFUSED, _("avslå begäran")),
    ],
)

EDITABLE = frozenset({P.NONE, P.DRAFT, P.RETURNED})

PICTURE = Workflow(
    "lokal lägesbild",
    {state.value: str(state.label) for state in P},
    [
        Transition("begin", frozenset({P.NONE}), P.DRAFT, C.FILL, Event.ANSWERS_SAVED, _("börja fylla i")),
        Transition("submit", frozenset({P.DRAFT, P.RETURNED}), P.SUBMITTED, C.SIGN, Event.PICTURE_SUBMITTED, _("lämna in")),
        Transition("take_up", frozenset({P.SUBMITTED}), P.REVIEW, C.REVIEW, Event.PICTURE_TAKEN_UP, _("ta upp till granskning")),
        Transition("return", frozenset({P.REVIEW}), P.RETURNED, C.REVIEW, Event.PICTURE_RETURNED, _("återlämna")),
        Transition("approve", frozenset({P.REVIEW}), P.APPROVED, C.REVIEW, Event.PICTURE_APPROVED, _("godkänna")),
    ],
)

BALL = {
    P.NONE: "LPO",
    P.DRAFT: "LPO",
    P.SUBMITTED: "Noa",
    P.REVIEW: "Noa",
    P.RETURNED: "LPO",
    P.APPROVED: "",
}
