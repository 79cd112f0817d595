"""The paper: boxes, words and shapes at places, and in the end an SVG that needs nothing from outside.

The colours are those of Discord's dark theme, named for what they colour.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from tests.support.pictures.lettering import FONTS, MONOSPACED, Look, width

COLOURS: Final = {
    "page": "#313338",
    "private": "#35373f",
    "dim": "#1e1f22",
    "card": "#2b2d31",
    "field": "#1e1f22",
    "chip": "#2b2d31",
    "rule": "#3f4147",
    "bar": "#4e5058",
    "hover": "#404249",
    "text": "#dbdee1",
    "strong": "#f2f3f5",
    "faint": "#a3a6ae",
    "link": "#00a8fc",
    "mention": "#c9cdfb",
    "pill": "#414675",
    "white": "#ffffff",
    "required": "#f38688",
    "primary": "#5865f2",
    "secondary": "#4e5058",
    "success": "#248046",
    "danger": "#da373c",
    "bot": "#2e9e6b",
    "plum": "#8e5bb5",
    "teal": "#2f8f9d",
    "rust": "#b3623a",
}
SHORT: Final = 2
"""Texts of fewer letters are drawn as wide as the font has them."""


class Paper:
    """What is drawn on it, in order; later things cover earlier ones."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.words: list[tuple[float, float, str]] = []
        """Every text with where it begins and ends, for whoever wants to know whether it is on the paper."""
        self._marks: list[str] = []
        self._tones: set[str] = set()

    def box(self, x: float, y: float, width: float, height: float, tone: str, radius: float = 0) -> None:
        self._marks.append(_box(x, y, width, height, self._class(tone), radius))

    def coloured_box(self, x: float, y: float, width: float, height: float, colour: str, radius: float) -> None:
        """A box in a colour that is none of the theme's."""
        self._marks.append(_box(x, y, width, height, f'fill="{colour}"', radius))

    def circle(self, x: float, y: float, radius: float, tone: str) -> None:
        """A disc around a point."""
        self._marks.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {self._class(tone)}/>')

    def stroke(self, path: str, tone: str, thickness: float = 2) -> None:
        """A line along a path."""
        colour = COLOURS[tone]
        self._marks.append(
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_n(thickness)}" stroke-linecap="round"/>'
        )

    def text(self, x: float, baseline: float, text: str, look: Look) -> float:
        """Draw a text that begins at `x`; return where it ends."""
        core = text.strip()
        start = x + width(text[: len(text) - len(text.lstrip())], look)
        end = x + width(text, look)
        if core:
            wide = width(core, look)
            self.words.append((start, start + wide, core))
            self._marks.append(self._written(start, baseline, core, look, wide))
        return end

    def place(self) -> int:
        """A place in the order of drawing, for what is drawn once it is known how large it must be."""
        self._marks.append("")
        return len(self._marks) - 1

    def move_last_to(self, place: int) -> None:
        """Put what was drawn last at a place kept for it."""
        self._marks[place] += self._marks.pop()

    def svg(self, height: float, title: str, corner: float) -> str:
        """The picture, with rounded corners, and with a title for those who cannot see it."""
        size = f'width="{_n(self.width)}" height="{_n(height)}" viewBox="0 0 {_n(self.width)} {_n(height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{_quoted(title)}">'
        body = "\n".join(mark for mark in self._marks if mark)
        shape = f'<rect width="{_n(self.width)}" height="{_n(height)}" rx="{_n(corner)}"/>'
        return (
            f"{head}\n<title>{escape(title)}</title>\n<style>{self._style()}</style>\n"
            f'<clipPath id="page">{shape}</clipPath>\n<g clip-path="url(#page)">\n{body}\n</g>\n</svg>\n'
        )

    def _written(self, x: float, baseline: float, text: str, look: Look, wide: float) -> str:
        switches = {"b": look.bold, "i": look.italic, "u": look.underlined, "m": look.code}
        classes = " ".join([look.tone, *(name for name, on in switches.items() if on)])
        self._tones.add(look.tone)
        fit = f' textLength="{_n(wide)}" lengthAdjust="spacingAndGlyphs"' if len(text) > SHORT else ""
        place = f'x="{_n(x)}" y="{_n(baseline)}" font-size="{_n(look.size)}"'
        return f'<text {place} class="{classes}"{fit}>{escape(text)}</text>'

    def _class(self, tone: str) -> str:
        self._tones.add(tone)
        return f'class="{tone}"'

    def _style(self) -> str:
        colours = "".join(f".{tone}{{fill:{COLOURS[tone]}}}" for tone in sorted(self._tones))
        return (
            f"text{{font-family:{FONTS}}}.b{{font-weight:700}}.i{{font-style:italic}}.u{{text-decoration:underline}}"
            f".m{{font-family:{MONOSPACED}}}{colours}"
        )


def _box(x: float, y: float, width: float, height: float, fill: str, radius: float) -> str:
    rounded = f' rx="{_n(radius)}"' if radius else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{rounded} {fill}/>'


def _n(number: float) -> str:
    return f"{round(number, 1):g}"


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
