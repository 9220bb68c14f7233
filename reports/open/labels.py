"""Room on a map: marks that would cover each other are moved apart, labels are put where they cover least."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .drawing import Box, Label, Line

LETTER = 6.6  # average width of a letter in the 12 pixel text of a map
LINE = 13.0
GAP = 4.0
AIR = 4.0  # between two labels, so that 5 and 6 are not read as 56
ROUNDS = 80


def spread(boxes: Sequence[Box], gap: float = 1.5) -> list[Box]:
    """Move overlapping boxes apart, each as little as needed. The same boxes always end up in the same places."""
    moved = list(boxes)
    for _ in range(ROUNDS):
        pairs = [(i, j) for i in range(len(moved)) for j in range(i + 1, len(moved)) if _too_close(moved[i], moved[j], gap)]
        if not pairs:
            break
        for i, j in pairs:
            moved[i], moved[j] = _push(moved[i], moved[j], gap)
    return moved


def _too_close(one: Box, other: Box, gap: float) -> bool:
    return replace(one, x=one.x - gap, y=one.y - gap, width=one.width + 2 * gap, height=one.height + 2 * gap).overlap(other) > 0.01


def _push(one: Box, other: Box, gap: float) -> tuple[Box, Box]:
    """Move two boxes apart along the axis on which they overlap least."""
    (x1, y1), (x2, y2) = one.middle, other.middle
    need_x = (one.width + other.width) / 2 + gap - abs(x2 - x1)
    need_y = (one.height + other.height) / 2 + gap - abs(y2 - y1)
    if need_x <= 0 or need_y <= 0:
        return one, other
    if need_x <= need_y:
        step = need_x / 2 * (1 if x2 >= x1 else -1)
        return replace(one, x=one.x - step), replace(other, x=other.x + step)
    step = need_y / 2 * (1 if y2 >= y1 else -1)
    return replace(one, y=one.y - step), replace(other, y=other.y + step)


@dataclass(slots=True)
class Sheet:
    """A sheet that knows which of its room is taken."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """Return how bad a place is: what it covers, and ten times what hangs over the edge."""
        inside = box.overlap(Box(2, 2, self.width - 4, self.height - 4))
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        near = (other for other in self.taken if other.x < right and other.y < bottom)
        touched = sum(box.overlap(other) for other in near if other.x + other.width > left and other.y + other.height > top)
        return touched + 10 * (box.width * box.height - inside)

    def put(self, around: Box, rows: Sequence[tuple[str, str]], *, only_if_free: bool = False) -> None:
        """Put a label of one or more rows (text, kind) by the box `around`, with a line to it when there is no room beside it."""
        wide = max(len(text) for text, _ in rows) * LETTER
        high = LINE * len(rows)
        near = _places(around, wide, high, GAP)
        best = min(near, key=lambda place: self.cost(place[0]))
        if self.cost(best[0]) > 0 and only_if_free:
            return
        if self.cost(best[0]) > LINE:
            far = [place for reach in (14.0, 26.0) for place in _places(around, wide, high, reach)]
            other = min(far, key=lambda place: self.cost(place[0]))
            if self.cost(other[0]) < self.cost(best[0]) / 2:
                best = other
                self.lines.append(_lead(around, other[0]))
        self._write(best, rows)

    def _write(self, place: tuple[Box, str], rows: Sequence[tuple[str, str]]) -> None:
        box, anchor = place
        x = {"start": box.x, "end": box.x + box.width, "middle": box.x + box.width / 2}[anchor]
        self.taken.append(Box(box.x - AIR, box.y, box.width + 2 * AIR, box.height))
        for index, (text, kind) in enumerate(rows):
            self.labels.append(Label(x, box.y + LINE * index + LINE * 0.78, text, kind, anchor))


def _places(around: Box, wide: float, high: float, gap: float) -> list[tuple[Box, str]]:
    """Return the places round a box, the best-looking first: right, left, above, below, then the corners."""
    x, y = around.middle
    right, left = around.x + around.width + gap, around.x - gap - wide
    above, below = around.y - gap / 2 - high, around.y + around.height + gap / 2
    return [
        (Box(right, y - high / 2, wide, high), "start"),
        (Box(left, y - high / 2, wide, high), "end"),
        (Box(x - wide / 2, above, wide, high), "middle"),
        (Box(x - wide / 2, below, wide, high), "middle"),
        (Box(right, above + gap, wide, high), "start"),
        (Box(right, below - gap, wide, high), "start"),
        (Box(left, above + gap, wide, high), "end"),
        (Box(left, below - gap, wide, high), "end"),
    ]


def _lead(around: Box, label: Box) -> Line:
    """Return the line from the middle of a mark to the nearest edge of its label."""
    x, y = around.middle
    return Line(x, y, min(max(x, label.x), label.x + label.width), min(max(y, label.y), label.y + label.height))
