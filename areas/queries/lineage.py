"""How areas come from one another, as rows to reckon with."""

from areas.comparing import Link
from areas.models import Lineage


def links_until(year: int) -> list[Link[int]]:
    """Return all lineage up to and with `year`, by the ids of the areas. One query."""
    rows = Lineage.objects.filter(year__lte=year).values_list("kind", "before_id", "after_id", "year")
    return [Link(*row) for row in rows]
