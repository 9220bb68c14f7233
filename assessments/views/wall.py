"""The wall of a round: every local police area, its state and who has the ball."""

from collections import Counter
from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models import Round
from assessments.queries.rounds import current_round
from assessments.queries.wall import STATES, Filter, Tile, by_region, sums, tiles_of
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.decorators import needs
from lagesbild.access.http import Request
from lagesbild.access.scope import Scope
from lagesbild.audit.searching import note_search


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def current_wall(request: Request) -> HttpResponse:
    """Lead to the wall of the round that goes on; without one, to the list of rounds."""
    round_ = current_round()
    return redirect("assessments:wall", round_.year) if round_ else redirect("assessments:rounds")


@require_safe
@never_cache
@needs(Codename.VIEW_PICTURE)
def wall(request: Request, year: int) -> HttpResponse:
    """Show the tiles that the person may see. The filter hides what does not fit, so that the script can bring it back without asking."""
    round_ = get_object_or_404(Round, year=year)
    tiles = tiles_of(round_, request.scope)
    asked = Filter.of(request.GET)
    shown = {tile.pk for tile in tiles if asked.fits(tile)}
    note_search(request, "lägesvägg", asdict(asked), found=len(shown))
    context = {
        "round": round_,
        "now": clock.now(),
        "sums": sums(tiles),
        "states": STATES,
        "balls": [(ball, count) for ball, count in sorted(Counter(tile.ball for tile in tiles).items()) if ball],
        "regions": [_region(slug, name, rows, shown, request.scope) for slug, name, rows in by_region(tiles)],
        "asked": asked,
        "shown": len(shown),
        "total": len(tiles),
        "unnamed": sum(not tile.is_named for tile in tiles),
        "leads": request.scope.can(Codename.LEAD),
    }
    return render(request, "assessments/noa/wall.html", context)


def _region(slug: str, name: str, tiles: list[Tile], shown: set[int], scope: Scope) -> dict[str, object]:
    rows = [{"tile": tile, "hidden": tile.pk not in shown, "href": href_of(tile, scope)} for tile in tiles]
    done = sum(tile.is_done for tile in tiles)
    return {"slug": slug, "name": name, "rows": rows, "done": done, "hidden": all(row["hidden"] for row in rows)}


def href_of(tile: Tile, scope: Scope) -> str:
    """Return where the tile leads: to the review for those who review or decide, to the local picture for the others."""
    reviews = scope.can(Codename.REVIEW, tile.unit_id) or scope.can(Codename.DECIDE, tile.unit_id)
    return reverse("assessments:review" if reviews else "assessments:picture", args=[tile.pk])
