"""Documentation that is made from the code, so that it cannot be wrong: the state tables and who may what."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from areas.workflow import CHANGE
from assessments.workflow import EXTENSION, PICTURE, ROUND
from lagesbild.access.codenames import Codename
from lagesbild.access.roles import GRANTS, Role
from lagesbild.audit.events import SENTENCES, Event
from lagesbild.secrecy.classes import Disclosure
from lagesbild.secrecy.declared import declarations
from lagesbild.workflow import Workflow
from reports.handout.workflow import REQUEST
from reports.workflow import NATIONAL

FOLDER = Path(settings.BASE_DIR) / "docs" / "generated"
HEAD = "<!-- Made by `manage.py generate_docs`. Do not edit. -->\n\n"


def workflow_page() -> str:
    """Return every state table with its diagram and who may take each step."""
    return (
        HEAD + "# State tables\n\n" + "\n".join(_workflow(workflow) for workflow in (CHANGE, ROUND, PICTURE, EXTENSION, NATIONAL, REQUEST))
    )


def _workflow(workflow: Workflow) -> str:
    lines = [f"## {workflow.name.capitalize()}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {state} : {words}" for state, words in workflow.states.items()]
    lines += [
        f"    {source} --> {step.target} : {step.action}" for step in workflow.transitions.values() for source in sorted(step.sources)
    ]
    lines += ["```", "", "| act | from | to | who | logged as |", "|---|---|---|---|---|"]
    for step in workflow.transitions.values():
        who = ", ".join(str(role.label) for role in Role if Codename(step.codename) in GRANTS[role])
        sources = ", ".join(sorted(step.sources))
        lines.append(f"| `{step.action}` | {sources} | {step.target} | {who} | {SENTENCES[Event(step.event)]} |")
    return "\n".join([*lines, ""])


def permissions_page() -> str:
    """Return the table role × permission."""
    lines = [
        HEAD + "# Who may what",
        "",
        "Grants stand on a unit and reach everything below it: the local roles on their local police area,",
    ]
    lines += ["the others on the nation. Nobody has a grant that is not in this table, and there is no superuser.", ""]
    lines += ["| may … | " + " | ".join(str(role.label) for role in Role) + " |", "|---|" + "---|" * len(Role)]
    for codename in Codename:
        marks = ["●" if codename in GRANTS[role] else "" for role in Role]
        lines.append(f"| {codename.label} (`{codename.value}`) | " + " | ".join(marks) + " |")
    return "\n".join([*lines, ""])


def disclosure_page() -> str:
    """Return every field of every table with its class."""
    lines = [
        HEAD + "# Open, classified, internal",
        "",
        "Every field of every table, as each app declares it in `<app>/disclosure.py`. What is",
    ]
    lines += ["classified is sealed and stands in the closed apps only. Internal: for those who work here, and no secret.", ""]
    lines += ["| table | " + " | ".join(str(row.value) for row in Disclosure) + " |", "|---|" + "---|" * len(Disclosure)]
    for label, fields in sorted(declarations().items()):
        cells = [", ".join(sorted(name for name, given in fields.items() if given == row)) for row in Disclosure]
        lines.append(f"| `{label}` | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


PAGES: dict[str, Callable[[], str]] = {
    "workflow.md": workflow_page,
    "permissions.md": permissions_page,
    "disclosure.md": disclosure_page,
}


def write_all() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
