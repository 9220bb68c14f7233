"""The pages: what they say, that every link leads somewhere, and that the policy `default-src 'self'` is enough for them."""

import re
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reports.open.data import OpenReport
from reports.site.model import Site
from reports.site.pages import pages
from tests.reports.open import example


class Found(HTMLParser):
    """Links, ids, headings and anything that a strict policy forbids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.forbidden: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [str(values[name]) for name in ("href", "src") if name in values and tag != "use"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in {"script", "style", "iframe", "form", "img"} or "style" in values or any(name.startswith("on") for name in values):
            self.forbidden.append(self.get_starttag_text() or tag)


@lru_cache(maxsize=400)
def found_in(page: Path) -> Found:
    return Found(page.read_text(encoding="utf-8"))


def text_of(bundle: Path, path: str) -> str:
    html = (bundle / path / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.replace("&shy;", "").replace("<wbr>", "")))


@pytest.fixture(params=["bundle", "historic"])
def any_bundle(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(request.param))


def test_every_link_leads_somewhere(any_bundle: Path) -> None:
    """Links are relative, so the folder works below any address and without a server. Two lead out: to all pictures and to the edition."""
    outside = {any_bundle.parent / "index.html", any_bundle.parent / any_bundle.name / "index.html"}
    for page in any_bundle.rglob("*.html"):
        found = found_in(page)
        for link in found.links:
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert not re.match(r"[a-z]+:|/", link), (page, link)
            assert target in outside or target.is_file(), (page, link)
            if anchor:
                assert anchor in found_in(target).ids, (page, link)


def test_every_page_is_well_made(any_bundle: Path) -> None:
    for page in any_bundle.rglob("*.html"):
        found = found_in(page)
        assert found.forbidden == [], page
        assert len(found.ids) == len(set(found.ids)), page
        assert found.headings.count(1) == 1 and found.headings[0] == 1, page
        assert all(after - before <= 1 for before, after in zip(found.headings, found.headings[1:], strict=False)), page


def test_overview(bundle: Path) -> None:
    text = text_of(bundle, "")
    for words in (
        "Sextio områden i Sverige är utsatta",
        "Återspelad omgång: svaren och skälen är påhittade exempel.",
        "Tre har gått från utsatt område till riskområde: Fornhöjden, Hovsjö och Rissne/Hallonbergen.",
        "Region Nord",
        "Hela landet 28 10 22 60 61 −1",
        "Polismyndigheten, Noa (2019). Nationell lägesbild över utsatta områden 2019. Upplaga 1, 3 juni 2019.",
    ):
        assert words in text, words


def test_region_stockholm(bundle: Path) -> None:
    text = text_of(bundle, "region/stockholm")
    assert "Tjugofem områden, lika många som 2017. Sex av dem är särskilt utsatta, samma sex som då." in text
    groups = (
        "Lokalpolisområde Botkyrka Alby Fittja Hallunda/Norsborg",
        "Lokalpolisområde Rinkeby Husby Rinkeby/Tensta",
        "Lokalpolisområde Södertälje Ronna/Geneta/Lina",
    )
    assert "".join(groups).replace(" ", "") in text.replace(" ", "")


def test_area(bundle: Path, historic: Path) -> None:
    text = text_of(bundle, "omrade/husby")
    assert "Särskilt utsatt område i tre omgångar, 2015–2019." in text
    assert "Skäl för bedömningen 2019 Exempel" in text
    assert "Öppen narkotikahandel förekommer på flera platser." in text
    without = text_of(historic, "omrade/husby")
    assert "Den publicerade listan ger inga skäl för varje område." in without
    assert "Exempel" not in without
    assert "Återgiven ur polisens publicerade lista." in without


def test_local_police_area_with_and_without_areas(bundle: Path) -> None:
    assert "Fyra områden i lokalpolisområde Botkyrka är på listan." in text_of(bundle, "lpo/botkyrka")
    unnamed = text_of(bundle, "lpo/nord-1")
    assert "Inget område i lokalpolisområde 1 i region Nord är på listan." in unnamed
    assert "Namnet finns inte i de offentliga källor som lästs." in unnamed


def test_how_a_local_police_area_answered_is_not_told(report: OpenReport) -> None:
    """A zero report and a report without a listed area give the same bytes."""
    other = replace(report, lpos=tuple(replace(lpo, zero_report=not lpo.zero_report) for lpo in report.lpos))
    assert [page.render() for page in pages(Site(other), ())] == [page.render() for page in pages(Site(report), ())]


def test_words_of_an_area_are_escaped(report: OpenReport) -> None:
    evil = "<script>alert(1)</script>"
    area = replace(report.areas[0], name=evil, municipality=evil, grounds=evil, lpo_name=evil, region_name=evil)
    for page in pages(Site(replace(report, areas=(area,), summary=evil, correction_reason=evil)), ()):
        assert b"<script" not in page.render(), page.path


def test_a_correction_is_told_with_its_earlier_edition() -> None:
    overview = next(iter(pages(Site(example.report(2019, version=2)), ()))).render().decode()
    assert "I upplaga 1 stod fel kommun för ett område." in overview
    assert 'href="../2019-v1/index.html"' in overview
