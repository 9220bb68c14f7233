"""The state tables of files that are sent in and of planned changes of the organisation."""

from django.utils.translation import gettext_noop as _

from areas.enums import BatchState as B
from areas.enums import ChangeState as S
from lagesbild.access.codenames import Codename as C
from lagesbild.audit.events import Event
from lagesbild.workflow import Transition, Workflow

BATCH = Workflow(
    "fil",
    {state.value: str(state.label) for state in B},
    [
        Transition("apply", frozenset({B.RECEIVED}), B.APPLIED, C.IMPORT_DATA, Event.BATCH_APPLIED, _("läsa in filen")),
        Transition("discard", frozenset({B.RECEIVED}), B.DISCARDED, C.IMPORT_DATA, Event.BATCH_DISCARDED, _("kasta filen")),
        Transition("undo", frozenset({B.APPLIED}), B.UNDONE, C.IMPORT_DATA, Event.BATCH_UNDONE, _("ångra inläsningen")),
    ],
)

# The data administrator plans and a second person, who leads rounds, approves: the change decides what the roster of a round is.
CHANGE = Workflow(
    "organisationsändring",
    {state.value: str(state.label) for state in S},
    [
        Transition("approve", frozenset({S.PLANNED}), S.APPROVED, C.LEAD, Event.CHANGE_APPROVED, _("godkänna ändringen")),
        Transition("refuse", frozenset({S.PLANNED}), S.CANCELLED, C.LEAD, Event.CHANGE_REFUSED, _("avslå ändringen")),
        Transition("cancel", frozenset(S.waiting()), S.CANCELLED, C.IMPORT_DATA, Event.CHANGE_CANCELLED, _("avbryta ändringen")),
        Transition("effect", frozenset({S.APPROVED}), S.IN_EFFECT, C.LEAD, Event.CHANGE_TOOK_EFFECT, _("genomföra ändringen")),
        Transition("reverse", frozenset({S.IN_EFFECT}), S.REVERSED, C.LEAD, Event.CHANGE_REVERSED, _("återställa ändringen")),
    ],
)
