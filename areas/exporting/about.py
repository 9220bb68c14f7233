"""What every file says of itself: what it is, from where, when, for whom, for what, and what it does not say. In Swedish."""

from django.utils.timezone import localtime

from areas.exports import Asks, Choice, Export, Taken
from lagesbild import clock
from lagesbild.secrecy.classes import Disclosure
from lagesbild.ui.swedish import join_swedish
from lagesbild.version import VERSION

USE = {
    Disclosure.OPEN: "Öppna uppgifter. De får användas och spridas om källan anges.",
    Disclosure.INTERNAL: "Interna uppgifter, för arbetet med lägesbilden. Begär någon ut filen prövas det först vad som kan lämnas ut.",
}
PLACES_NOT_PEOPLE = (
    "Uppgifterna beskriver platser. De säger inget om en enskild person som bor eller arbetar där, och inget om vad en bostad, skola eller "
    "arbetsplats är värd."
)
NEVER = "Sekretessbelagda uppgifter finns aldrig med i filer som tas ut här."
SOURCE = "Lägesbild, Polismyndighetens system för nationella lägesbilder. Står en källa på raden är det den som gäller."

About = list[tuple[str, str]]


def about(export: Export, chosen: Choice, taken: Taken) -> About:
    """Return names and words, the same in every format."""
    rows = [("Innehåll", str(export.title))]
    if export.asks is Asks.DAY:
        rows.append(("Gäller per", chosen.day.isoformat()))
    rows += taken.notes
    rows += [
        ("Källa", SOURCE),
        ("Uttagen", localtime(clock.now()).isoformat(timespec="seconds")),
        ("Uttagen av", join_swedish([role.line for role in chosen.scope.roles]) or "Konto utan roll"),
        ("Får användas till", USE[export.resource.disclosure()]),
        ("Säger inte", PLACES_NOT_PEOPLE),
        ("Utelämnat", NEVER),
    ]
    return [*rows, ("Program", f"Lägesbild {VERSION}")]
