"""Maps of the lists of areas: the country, a region, and what the map that zooms is made of."""

import hashlib
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from lagesbild.access.decorators import signed_in
from lagesbild.access.http import Request
from lagesbild.ui.badges import mark as badge_of
from reports.atlas import features
from reports.atlas.maps import country_maps, region_maps
from reports.atlas.places import Listing, Place, Region, counted
from reports.open.svg import hatch, page_svg, swatch
from reports.queries.lists import chosen, listing, rounds_for

A_WEEK = 7 * 24 * 3600


@require_safe
@never_cache
@signed_in
def country(request: Request) -> HttpResponse:
    """Show a list on the map of Sweden. Without a year: the latest complete list that the person may read."""
    rounds = rounds_for(request.scope)
    if not rounds and "ar" not in request.GET:
        return render(request, "reports/map.html", {"listing": None})
    found = _listing(request, rounds)
    return _page(request, rounds, found, None)


@require_safe
@never_cache
@signed_in
def region(request: Request, slug: str) -> HttpResponse:
    """Show one police region."""
    rounds = rounds_for(request.scope)
    found = _listing(request, rounds)
    here = _region(found, slug)
    return _page(request, rounds, found, here)


@require_safe
@never_cache
@signed_in
def areas(request: Request) -> HttpResponse:
    """Give the areas of a list, of the country or of one region, as GeoJSON: exactly those that the pages show."""
    found = _listing(request, rounds_for(request.scope))
    slug = request.GET.get("region")
    places = found.places if slug is None else found.of(_region(found, slug))
    return HttpResponse(features.areas(places, lambda place: href_of(found, place)), content_type="application/geo+json")


@lru_cache(maxsize=1)
def _base_tag() -> str:
    return f'"{hashlib.sha256(features.base()).hexdigest()}"'


@require_safe
@signed_in
@gzip_page
@cache_control(private=True, max_age=A_WEEK)
@condition(etag_func=lambda request: _base_tag())
def base(request: Request) -> HttpResponse:
    """Give the municipalities and the police regions as GeoJSON. The same for everybody; it changes only with the program."""
    return HttpResponse(features.base(), content_type="application/geo+json")


def href_of(found: Listing, place: Place) -> str:
    """Return where an area leads: to its page in the open report when the list is published, else to its row in the region's table."""
    if found.is_published:
        return f"/oppen/{found.year}/omrade/{place.slug}/"
    if not place.region_slug:
        return f"{reverse('reports:map')}?ar={found.year}#omrade-{place.slug}"
    return f"{reverse('reports:map_region', args=[place.region_slug])}?ar={found.year}#omrade-{place.slug}"


def _listing(request: Request, rounds: list[Any]) -> Listing:
    round_ = chosen(rounds, request.GET.get("ar"))
    if round_ is None:
        raise Http404
    return listing(request.scope, round_)


def _region(found: Listing, slug: str) -> Region:
    here = next((row for row in found.regions if row.slug == slug), None)
    if here is None:
        raise Http404
    return here


def _page(request: Request, rounds: list[Any], found: Listing, here: Region | None) -> HttpResponse:
    """Show a list. What is drawn of a published one is the same for everybody and kept in the process; of another it is drawn anew."""
    drawn = _kept if found.is_published or found.is_historic else _drawn
    years = [row.year for row in rounds]
    return render(request, "reports/map.html", {"listing": found, "years": years, "here": here} | drawn(found, here, get_language()))


def _drawn(found: Listing, here: Region | None, language: str) -> dict[str, Any]:
    """Return everything on the page that follows from the list alone: the maps, the table, the sums."""
    places = found.of(here) if here else found.places
    maps = region_maps(found, here) if here else country_maps(found)
    figures: list[dict[str, Any]] = [{"drawing": row, "svg": mark_safe(page_svg(row))} for row in maps]  # every text in it is escaped
    table = {"listing": found, "here": here, "places": places, "groups": _groups(found, places)}
    return {
        "places": places,
        "counts": counted(places),
        "table": render_to_string("reports/_map_table.html", table),
        "empty": [row for row in found.regions if not found.of(row)],
        "main": next((row for row in figures if not row["drawing"].place), None),
        "insets": [row for row in figures if row["drawing"].place],
        "swatches": _swatches(places) if any(drawing.outlines for drawing in maps) else [],
        "hatch": mark_safe(hatch("zoom")),
        "source": features.SOURCE,
    }


_kept = lru_cache(maxsize=64)(_drawn)


def _groups(found: Listing, places: tuple[Place, ...]) -> list[dict[str, Any]]:
    """Return the places by region, in the order of their numbers."""
    regions = {row.key: row for row in found.regions}
    return [{"region": regions.get(key), "places": list(rows)} for key, rows in groupby(places, lambda place: place.region_key)]


def _swatches(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    """Return how a boundary is drawn for each category that is there, with the word."""
    return [{"svg": mark_safe(swatch(category)), "word": badge_of(category).word} for category, _number in counted(places)]
