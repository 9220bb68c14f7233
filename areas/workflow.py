"""The state table of files that are sent in."""

from django.utils.translation import gettext_noop as _

from areas.enums import BatchState as B
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
