"""Small charts as SVG: numbers through the years. A year that is not known is a gap, and no line is drawn over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 160.0
HEIGHT: Final = 40.0
MARGIN: Final = 5.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A year's place in the chart."""

    year: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Dots for the years that are known, and a line through those that follow each other. The foot of the chart is nought."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def last(self) -> Dot:
        return self.dots[-1]

    @property
    def foot(self) -> float:
        return self.height - MARGIN


def line_chart(values: Mapping[int, float | None]) -> Chart | None:
    """Return the chart of year → number (None: not told); nothing where fewer than two years are known, or some number is below nought."""
    known = {year: value for year, value in sorted(values.items()) if value is not None}
    if len(known) < 2 or min(known.values()) < 0:
        return None
    first, last, top = min(known), max(known), max(known.values()) or 1.0
    across, up = (WIDTH - 2 * MARGIN) / (last - first), HEIGHT - 2 * MARGIN
    dots = [
        Dot(year, round(MARGIN + (year - first) * across, 1), round(HEIGHT - MARGIN - value / top * up, 1)) for year, value in known.items()
    ]
    return Chart(tuple(dots), tuple(_lines(dots, {year for year, value in values.items() if value is None})))


def _lines(dots: list[Dot], gaps: set[int]) -> list[str]:
    """Return the points of each unbroken line: broken where a year between two dots is listed as not known."""
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and not any(runs[-1][-1].year < year < dot.year for year in gaps):
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return [" ".join(f"{dot.x} {dot.y}" for dot in run) for run in runs if len(run) > 1]
