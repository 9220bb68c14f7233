"""The state table of the national picture. What follows (build, release check, publication) are rows of their own."""

from django.utils.translation import gettext_noop as _

from lagesbild.access.codenames import Codename as C
from lagesbild.audit.events import Event
from lagesbild.workflow import Transition, Workflow
from reports.enums import NationalState as N

NATIONAL = Workflow(
    "nationell lägesbild",
    {state.value: str(state.label) for state in N},
    [
        Transition("edit", frozenset({N.COMPILED}), N.COMPILED, C.COMPILE, Event.NATIONAL_EDITED, _("ändra texten")),
        Transition("approve", frozenset({N.COMPILED}), N.APPROVED, C.APPROVE_PICTURE, Event.NATIONAL_APPROVED, _("godkänna lägesbilden")),
        Transition("build", frozenset({N.APPROVED}), N.APPROVED, C.PUBLISH, Event.BUILD_REQUESTED, _("bygga rapporten")),
    ],
)
