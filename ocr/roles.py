"""What a line is besides text: page number, footnote. By place, size and the short rule above footnotes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex

from document.pages import Line
from document.places import BBox
from ocr.clean import Cleaned
from ocr.lines import Ink

_PAGE_NUMBER = regex.compile(r"[-–—~\s]*\d{1,3}[-–—~.\s]*")
_NOTE = regex.compile(r"\s*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|\(?\d{1,2}\)?|[*'’”\"°!?])\s*\S")
_COUNTED = regex.compile(r"(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}\s?|\d{1,2})\p{Lu}\p{Ll}")
_SMALL = 0.93
"""Footnotes are set at 10 or 11 points under text of 13 or 14."""


def with_roles(lines: Sequence[Line], width: int, height: int, ink: Ink, cleaned: Cleaned) -> tuple[Line, ...]:
    """The lines of a scanned page with their roles."""
    rules = [cleaned.shown_box(box) for box in short_rules(ink)]
    return mark_roles(lines, width, height, rules)


def short_rules(ink: Ink) -> list[BBox]:
    """Horizontal rules of 4 to 40 letters' width, in pixels of the clean page."""
    letter = ink.letter or 20.0
    rows = ink.stats[1:]
    flat = (rows[:, 2] >= 4 * letter) & (rows[:, 2] <= 40 * letter) & (rows[:, 3] <= 0.45 * letter)
    return [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in rows[flat]]


def mark_roles(lines: Sequence[Line], width: int, height: int, rules: Sequence[BBox]) -> tuple[Line, ...]:
    """Roles of lines whose boxes and `rules` are pixels of the page as shown, `width` x `height`."""
    marked = [
        replace(line, role="page_number") if _is_page_number(line, lines, width, height) else line for line in lines
    ]
    start = _footnotes_from(marked, height, rules)
    if start is None:
        return tuple(marked)
    return tuple(
        replace(line, role="footnote")
        if line.role == "body" and line.bbox is not None and line.bbox[1] >= start
        else line
        for line in marked
    )


def _is_page_number(line: Line, lines: Sequence[Line], width: int, height: int) -> bool:
    """A number alone in the outer tenth of the page, in the middle or at the right: above or below all but a running head."""
    if line.bbox is None or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    x0, y0, x1, y1 = line.bbox
    if (x0 + x1) / 2 < 0.35 * width or 0.12 * height < (y0 + y1) / 2 < 0.85 * height:
        return False
    others = [o.bbox for o in lines if o is not line and o.bbox is not None and o.role == "body"]
    beyond = [b for b in others if b[1] < y1 - 2], [b for b in others if b[3] > y0 + 2]
    return any(len(side) <= 1 and all(b[3] <= y0 + 2 or b[1] >= y1 - 2 for b in side) for side in beyond)


def _footnotes_from(lines: Sequence[Line], height: int, rules: Sequence[BBox]) -> float | None:
    """The height below which footnotes stand: under the lowest short rule that small print with a mark follows."""
    body = [line for line in lines if line.role == "body" and line.bbox is not None and line.size > 0]
    if len(body) < 3:
        return None
    size = float(np.median([line.size for line in body]))
    left = min(line.bbox[0] for line in body if line.bbox is not None)
    for rule in sorted(rules, key=lambda r: -r[1]):
        below = [line for line in body if line.bbox is not None and line.bbox[1] >= rule[1] - 2]
        above = [line for line in body if line.bbox is not None and line.bbox[3] <= rule[3] + 2]
        if not below or not above or rule[1] < 0.3 * height or rule[0] > left + 6 * size:
            continue
        if _is_apart(rule, below, left, size):
            return rule[1] - 2
        small = float(np.median([line.size for line in below])) <= _SMALL * float(np.median([o.size for o in above]))
        if small and _NOTE.match(below[0].text):
            return rule[1] - 2
    return None


def _is_apart(rule: BBox, below: Sequence[Line], left: float, size: float) -> bool:
    """Whether a rule at the left margin divides off lines of any size that all begin there, the first with a raised number."""
    if rule[0] > left + 1.5 * size or not _COUNTED.match(below[0].text):
        return False
    return all(line.bbox is not None and line.bbox[0] < left + 4 * size for line in below)
