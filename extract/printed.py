"""Paragraphs of printed pages, told from first-line indents, lines that end short of the margin, bullets and markers.

The decisive rule of justified text: where the first word of a line would have fitted on the line before, a paragraph
ended there. Margins may lean (boxes refer to the page before deskewing), so they are lines, not constants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf
from statistics import median

import regex

from document.places import BBox
from extract.blocks import Block, Printed, bullet, starts_block
from extract.headings import is_upper, marker

_NOTE_MARK = regex.compile(
    r"[\[(]?(?P<n>\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|[^\s\w(“\"]{1,2}|[lIÌìŸŠ])[\])]?[.:]?\s*(?=[\p{Lu}“\"\d])"
)
_SUPERSCRIPT = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_FULL = 0.6
_SMALL = 0.86
_ENOUGH = 4
_RAGGED = 0.03
"""Margins of one page lean alike; a difference beyond this (dx / dy) is raggedness."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The text frame of one page: margins as lines x = a + slope * y, the usual height and pitch of its lines."""

    left: float
    right: float
    slope: float
    height: float

    def indent(self, box: BBox) -> float:
        """How far a line begins from the left margin, in line heights."""
        return (box[0] - self.slope * box[1] - self.left) / self.height

    def room(self, box: BBox) -> float:
        """How much of a line is left empty before the right margin, in line heights."""
        return (self.right + self.slope * box[1] - box[2]) / self.height

    def is_centred(self, box: BBox) -> bool:
        """Whether a line stands in the middle, well away from both margins."""
        left, right = self.indent(box), self.room(box)
        return left > 3.2 and right > 3.2 and abs(left - right) < max(2.0, 0.25 * (left + right))


def frame(lines: Sequence[Printed]) -> Frame | None:
    """The text frame of a page's lines; None where they have no boxes."""
    boxes = [p.line.bbox for p in lines if p.line.bbox is not None and p.line.role == "body"]
    if not boxes:
        return None
    height = median(b[3] - b[1] for b in boxes)
    widest = max(b[2] - b[0] for b in boxes)
    full = [b for b in boxes if b[2] - b[0] > _FULL * widest]
    edge = max(b[2] for b in full)
    right = [b for b in full if edge - b[2] < 3 * height]
    slope = _lean(boxes, right, height)
    starts = sorted(b[0] - slope * b[1] for b in boxes)
    ends = sorted(b[2] - slope * b[1] for b in full)
    return Frame(starts[len(starts) // 10], ends[min(len(ends) - 1, len(ends) * 4 // 5)], slope, max(height, 1.0))


def _lean(boxes: Sequence[BBox], right: Sequence[BBox], height: float) -> float:
    """The slope of the margins, dx / dy: by the ends of full lines, unless these are ragged and the starts say otherwise."""
    ends = [(b[2] - a[2]) / (b[1] - a[1]) for a, b in pairwise(right) if b[1] - a[1] > height / 2]
    slope = median(ends) if len(ends) >= _ENOUGH else 0.0
    flush = [
        (b[0] - a[0]) / (b[1] - a[1])
        for a, b in pairwise(boxes)
        if b[1] - a[1] > height / 2 and abs(b[0] - a[0]) < height / 2
    ]
    by_starts = median(flush) if len(flush) >= _ENOUGH else slope
    return by_starts if abs(slope - by_starts) > _RAGGED else slope


def frames(lines: Sequence[Printed]) -> dict[int, Frame]:
    """The frame of each page; one with too few full lines to show its margins takes those of its neighbours.

    Where no page shows a right margin it is infinitely far: no line then counts as full.
    """
    pages = {number: list(page) for number, page in groupby(lines, key=lambda p: p.page)}
    own = {number: measured for number, page in pages.items() if (measured := frame(page)) is not None}
    shown = {number: f for number, f in own.items() if _shows_margin(f, pages[number])}
    left = median(f.left for f in shown.values()) if shown else None
    right = median(f.right for f in shown.values()) if shown else inf
    for number, measured in own.items():
        if number not in shown:
            start = left if left is not None and measured.left > left + 2 * measured.height else measured.left
            own[number] = replace(measured, left=start, right=max(right, measured.right))
    return own


def _shows_margin(measured: Frame, page: Sequence[Printed]) -> bool:
    boxes = [p.line.bbox for p in page if p.line.bbox is not None]
    return sum(abs(measured.room(b)) < 1 for b in boxes) >= 3


def group_printed(lines: Sequence[Printed], margins: Mapping[int, Frame]) -> list[Block]:
    """Blocks of printed pages in reading order; the footnotes of a page follow its body."""
    blocks: list[Block] = []
    body: Block | None = None
    before: tuple[Printed, Frame] | None = None
    for number, page in groupby(lines, key=lambda p: p.page):
        measured = margins.get(number)
        if measured is None:
            continue
        here = [p for p in page if not _is_speck(p, measured)]
        first_note = _footnotes_from(here)
        for index, printed in enumerate(here[:first_note]):
            following = here[index + 1] if index + 1 < first_note else None
            if body is not None and before is not None and _runs_on(before, (printed, measured), body, following):
                body.lines.append(printed)
            else:
                body = Block([printed], depth=bullet(printed.text)[1])
                blocks.append(body)
            before = (printed, measured)
        blocks += _footnotes(here[first_note:], measured)
    return blocks


def _is_speck(printed: Printed, measured: Frame) -> bool:
    """Whether a "line" is dirt that a reader took for a letter."""
    box = printed.line.bbox
    tiny = box is not None and box[3] - box[1] < 0.45 * measured.height
    return tiny and len(printed.text) <= 2 and not printed.text.isdigit()


def _footnotes_from(lines: Sequence[Printed]) -> int:
    """Index of the page's first footnote line: by role, or the small print at its foot."""
    marked = [i for i, p in enumerate(lines) if p.line.role == "footnote"]
    if marked:
        return marked[0]
    usual = median(_letter_width(p) for p in lines)
    at = len(lines)
    while at > 0 and 0 < _letter_width(lines[at - 1]) < _SMALL * usual:
        at -= 1
    if at == len(lines) or at < len(lines) // 3 or not _NOTE_MARK.match(lines[at].text):
        return len(lines)
    return at


def _letter_width(printed: Printed) -> float:
    """Mean width of a letter in pixels: a steadier measure of the size of print than the height of a line."""
    letters = sum(len(w.text) for w in printed.line.words)
    return sum(w.bbox[2] - w.bbox[0] for w in printed.line.words) / letters if letters else 0.0


def _footnotes(lines: Sequence[Printed], measured: Frame) -> list[Block]:
    notes: list[Block] = []
    for printed in lines:
        found = _NOTE_MARK.match(printed.text)
        ended = not notes or notes[-1].closed or _has_room(notes[-1].lines[-1], printed, measured)
        if not notes or (found and ended):
            mark = found["n"].translate(_SUPERSCRIPT) if found else ""
            notes.append(Block([printed], note=mark if mark.isdigit() else "?", skip=found.end() if found else 0))
        else:
            notes[-1].lines.append(printed)
    return notes


def _has_room(previous: Printed, printed: Printed, measured: Frame) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    box, here = previous.line.bbox, printed.line.bbox
    if box is None or here is None:
        return False
    words = printed.line.words
    first = words[0].bbox[2] - words[0].bbox[0] if words else (here[2] - here[0]) / max(1, len(printed.text.split()))
    return measured.room(box) > first / measured.height + 0.7


def _runs_on(before: tuple[Printed, Frame], now: tuple[Printed, Frame], body: Block, following: Printed | None) -> bool:
    previous, previous_frame = before
    printed, measured = now
    above, box = previous.line.bbox, printed.line.bbox
    if above is None or box is None:
        return False
    text = printed.text
    indent = measured.indent(box)
    room = _has_room(previous, printed, previous_frame)
    if previous.page != printed.page:
        return not starts_block(text, misread=True) and _crosses_page(text, indent, room=room, closed=body.closed)
    if text[0].islower() and not body.closed and not starts_block(text, misread=True):
        return True
    if measured.is_centred(box) or measured.is_centred(above):
        same = measured.is_centred(box) and measured.is_centred(above)
        return (
            same
            and is_upper(text) == is_upper(previous.text)
            and not starts_block(text, misread=True)
            and not body.closed
        )
    if starts_block(text, misread=True):
        return indent < 0.8 and not room and not body.closed and not bullet(text)[0] and _is_indented(body, measured)
    if indent > 1.0:
        level = abs(measured.indent(above) - indent) < 0.6
        return level and not room and not body.closed and not _outdents(printed, following, measured)
    mid_sentence = not body.closed or (not room and previous.text.endswith((":", ",")))
    if mid_sentence and _is_indented(body, measured) and marker(body.text) is None:
        return True
    return not room


def _crosses_page(text: str, indent: float, *, room: bool, closed: bool) -> bool:
    """Whether the first line of a page goes on with the last paragraph of the page before."""
    if closed:
        return indent < 1.2 and not room
    return text[0].islower() or text[0].isdigit() or not room


def _outdents(printed: Printed, following: Printed | None, measured: Frame) -> bool:
    """Whether the next line begins further left: `printed` is then the first line of a paragraph."""
    if following is None or following.line.bbox is None or printed.line.bbox is None:
        return False
    return measured.indent(printed.line.bbox) - measured.indent(following.line.bbox) > 1.0


def _is_indented(body: Block, measured: Frame) -> bool:
    """Whether the block's first line is indented, so that the lines at the margin after it go on with it."""
    box = body.lines[0].line.bbox
    return box is not None and measured.indent(box) > 1.0
