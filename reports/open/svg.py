"""Maps as SVG: with the classes of the style sheet for pages, with colours and fonts written out for the PDF."""

from html import escape

from assessments.enums import Category

from .drawing import Drawing, Label, Mark, Outline
from .words import CATEGORY_LETTER

SHAPES = {
    Category.UTSATT: '<circle cx="8" cy="8" r="6.2" fill="none" stroke="{c}" stroke-width="2.4"/>',
    Category.RISK: '<path d="M8 .9L15.1 8 8 15.1.9 8z" fill="none" stroke="{c}" stroke-width="1.8"/>'
    '<path d="M8 .9L15.1 8 8 15.1z" fill="{c}"/>',
    Category.SARSKILT: '<rect x="1.2" y="1.2" width="13.6" height="13.6" fill="{c}"/>',
}
PRINT_COLOURS = {Category.UTSATT: "#2c719c", Category.RISK: "#a35c00", Category.SARSKILT: "#3a2760"}
PRINT_TEXT = {
    "name": 'fill="#18211f"',
    "lab": 'fill="#18211f" font-weight="bold"',
    "sub": 'fill="#4a5552"',
    "place": 'fill="#4a5552" font-style="italic"',
}
PAGE_TEXT = {"name": "halo-w", "lab": "lab halo-w", "sub": "sub halo-w", "place": "place halo-w"}


def page_svg(drawing: Drawing) -> str:
    """Return a map for a page: an image with a title; nothing in it takes focus."""
    title_id = f"karta-{drawing.key}"
    told = f' aria-describedby="{title_id}-mer"' if drawing.description else ""
    parts = [
        f'<svg class="map" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="{title_id}"{told} '
        f'focusable="false"><title id="{title_id}">{escape(drawing.title)}</title>'
    ]
    if drawing.description:
        parts.append(f'<desc id="{title_id}-mer">{escape(drawing.description)}</desc>')
    if drawing.outlines:
        parts.append(hatch(drawing.key))
    if drawing.beyond:
        parts.append(f'<path class="map-beyond" d="{drawing.beyond}"/>')
    parts += [f'<path class="map-land" d="{data}"/>' for data in drawing.land]
    parts += [f'<path class="map-border" d="{data}"/>' for data in drawing.borders]
    parts += [_outline(outline, drawing.key) for outline in drawing.outlines]
    parts += [f'<rect class="frame" x="{b.x:.1f}" y="{b.y:.1f}" width="{b.width:.1f}" height="{b.height:.1f}"/>' for b in drawing.frames]
    parts += [f'<path class="lead-line" d="M{n.x1:.1f} {n.y1:.1f}L{n.x2:.1f} {n.y2:.1f}"/>' for n in drawing.lines]
    parts += [
        f'<g class="mark-{CATEGORY_LETTER[mark.category]}"{_number(mark)} {_place(mark)}>{_shape(mark, "currentColor")}</g>'
        for mark in drawing.marks
    ]
    parts += [f'<text class="{PAGE_TEXT[label.kind]}" {_at(label)}>{escape(label.text)}</text>' for label in drawing.labels]
    if drawing.scale:
        bar = drawing.scale
        parts.append(f'<path class="scale-bar" d="M{bar.x - bar.length:.1f} {bar.y:.1f}H{bar.x:.1f}"/>')
        parts.append(f'<text class="sub" x="{bar.x:.1f}" y="{bar.y - 6:.1f}" text-anchor="end">{escape(bar.text)}</text>')
    return "".join([*parts, "</svg>"])


def print_svg(drawing: Drawing) -> str:
    """Return a map that stands alone: the PDF has no style sheet, so colours and the font are attributes."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:g}" height="{drawing.height:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" font-family="Source Sans Pro" font-size="12">',
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="#f4f2eb"/>',
    ]
    parts += [f'<path d="{data}" fill="#e5e1d5" stroke="#b9b4a4" stroke-width="0.8" stroke-linejoin="round"/>' for data in drawing.land]
    parts += [
        f'<rect x="{b.x:.1f}" y="{b.y:.1f}" width="{b.width:.1f}" height="{b.height:.1f}" fill="none" stroke="#4a5552" '
        'stroke-dasharray="4 3"/>'
        for b in drawing.frames
    ]
    parts += [f'<path d="M{n.x1:.1f} {n.y1:.1f}L{n.x2:.1f} {n.y2:.1f}" stroke="#767c77" stroke-width="0.8"/>' for n in drawing.lines]
    parts += [f"<g {_place(mark)}>{_shape(mark, PRINT_COLOURS[mark.category])}</g>" for mark in drawing.marks]
    parts += [f"<text {PRINT_TEXT[label.kind]} {_at(label)}>{escape(label.text)}</text>" for label in drawing.labels]
    if drawing.scale:
        bar = drawing.scale
        parts.append(f'<path d="M{bar.x - bar.length:.1f} {bar.y:.1f}H{bar.x:.1f}" stroke="#4a5552" stroke-width="2"/>')
        parts.append(f'<text fill="#4a5552" x="{bar.x:.1f}" y="{bar.y - 6:.1f}" text-anchor="end">{escape(bar.text)}</text>')
    return "".join([*parts, "</svg>"])


def hatch(key: str) -> str:
    """Return the lines that fill a risk area, so that a category is seen without its colour."""
    return (
        f'<defs><pattern id="streck-{key}" class="mark-r" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path d="M1 0V4" stroke="currentColor" stroke-width="1.8"/></pattern></defs>'
    )


def swatch(category: Category) -> str:
    """Return a small area as its boundary is drawn, for a legend."""
    key = f"prov-{CATEGORY_LETTER[category]}"
    drawn = _outline(Outline("M2 4L11 1.5L22 5L20 14L8 15Z", category, 0), key).replace(' data-nr="0"', "")
    return f'<svg class="map-swatch" viewBox="0 0 24 16.5" aria-hidden="true" focusable="false">{hatch(key)}{drawn}</svg>'


def _outline(outline: Outline, key: str) -> str:
    letter = CATEGORY_LETTER[outline.category]
    fill = f' fill="url(#streck-{key})"' if outline.category == Category.RISK else ""
    return f'<path class="area area-{letter}" data-nr="{outline.number}"{fill} fill-rule="evenodd" d="{outline.path}"/>'


def _number(mark: Mark) -> str:
    return f' data-nr="{mark.number}"' if mark.number else ""


def _shape(mark: Mark, colour: str) -> str:
    return SHAPES[mark.category].format(c=colour)


def _place(mark: Mark) -> str:
    half = mark.size / 2
    return f'transform="translate({mark.x - half:.1f} {mark.y - half:.1f}) scale({mark.size / 16:.4g})"'


def _at(label: Label) -> str:
    return f'x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="{label.anchor}"'
