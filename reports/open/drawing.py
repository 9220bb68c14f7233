"""The parts of a drawn map, in pixels from the top left corner. Writers turn them into SVG for pages and for the PDF."""

from dataclasses import dataclass

from assessments.enums import Category


@dataclass(frozen=True, slots=True)
class Mark:
    """One area: ring, diamond or square with its middle at (x, y)."""

    x: float
    y: float
    size: float
    category: Category
    number: int = 0  # the area's number in the table beside the map, when it has one


@dataclass(frozen=True, slots=True)
class Outline:
    """One area as its boundary runs: SVG path data. Empty, hatched or filled, as its mark is."""

    path: str
    category: Category
    number: int


@dataclass(frozen=True, slots=True)
class Label:
    """A text; `kind` is one of name, lab (strong), sub (weak) and place (slanted); `anchor` as in SVG."""

    x: float
    y: float
    text: str
    kind: str = "name"
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a dashed frame on the map, or the room that a mark or a label takes."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """Return the surface that the two have in common."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A thin line from a mark to a label that had no room beside it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ScaleBar:
    x: float  # the right end
    y: float
    length: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished map. `key` is unique on a page; `title` tells the finding to people who do not see the map, `description` the rest."""

    key: str
    width: float
    height: float
    title: str
    land: tuple[str, ...] = ()  # SVG path data
    frames: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    scale: ScaleBar | None = None
    caption: str = ""
    place: str = ""
    by_number: bool = False  # the marks carry numbers of a table, not names
    description: str = ""
    beyond: str = ""  # SVG path data: what lies round the place that the map is about
    borders: tuple[str, ...] = ()  # thin lines on the land
    outlines: tuple[Outline, ...] = ()
