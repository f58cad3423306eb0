"""Printed lines grouped into blocks: one paragraph, list item, heading or footnote each, before it has a place in the tree."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from math import inf

import regex

from document.pages import Line, Page, Word
from extract.headings import is_upper, marker
from extract.markup import Clean, clean
from extract.passages import Segment

_BULLET = regex.compile(r"(?:[-–—+•●○◦▪■*·]\s+)+|[-–—+•●](?=\p{L})|[¬_ˆ~’‘`´«»=.,]{1,3}\s*[-–—]?\s+(?=\p{Lu})")
_DEPTH = {"-": 1, "–": 1, "—": 1, "•": 1, "●": 1, "·": 1, "▪": 1, "■": 1, "+": 2, "*": 1, "○": 2, "◦": 2}
_TERMINAL = regex.compile(r"[.;:!?…](?:[\"”’)\]]|\s)*$")
_RULE = regex.compile(r"(?:[-_=*—–]{3,}\s*|\\_.*)?")
_NOTE = regex.compile(
    r"\s*(?:<sup>\s*\(?(\d{1,3})\)?\s*</sup>|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})\s*(?=\p{Lu})|\[\^(\d{1,3})\]:?|\$\s*\^\{?(\d{1,3})\}?\s*\$)\s*(?=\S)",
    regex.I,
)
RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
SUPERSCRIPT = str.maketrans(RAISED, "1234567890")
NUMBERED = regex.compile(r"(?:BẢNG|Bảng|BIỂU|Biểu|MẪU|Mẫu)(?:\s+(?:số|SỐ|tổng hợp|TỔNG HỢP))?\s*[\dIVX]*")
"""How the caption of a table begins."""
_OPENING = regex.compile(r"(?:N[ơo]i nh[ậâạ]n|K[íi]nh g[ửưừ]i)\s*:")
_PAGE_NUMBER = regex.compile(r"\s*(?:[-–—]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?\s*")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line as the grouping sees it. `gap`: a blank line stands before it."""

    page: int
    line: Line
    clean: Clean
    gap: bool = False
    note: str | None = None

    @property
    def text(self) -> str:
        """The line without markup."""
        return self.clean.text


@dataclass(slots=True)
class Block:
    """Lines that make one passage. `depth` of a list item; `note` the mark of a footnote, `skip` its length where printed."""

    lines: list[Printed] = field(default_factory=list)
    depth: int = 0
    note: str | None = None
    skip: int = 0

    @property
    def text(self) -> str:
        """The lines joined with single spaces."""
        return " ".join(p.text for p in self.lines)

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_TERMINAL.search(self.lines[-1].text))

    def segments(self, skip: int) -> tuple[str, tuple[Segment, ...]]:
        """The text without its first `skip` characters (marker or bullet), and where its stretches are printed."""
        parts: list[str] = []
        segments: list[Segment] = []
        at = -skip
        for printed in self.lines:
            text = printed.text
            if at + len(text) <= 0 and parts == [] and at < 0:
                at += len(text) + 1
                continue
            cut = max(0, -at)
            start = max(0, at)
            segments.append(Segment(start, printed.page, printed.line.number, _words(printed, start - cut)))
            parts.append(text[cut:])
            at += len(text) + 1
        joined = " ".join(parts)
        if not segments:
            first = self.lines[0]
            segments.append(Segment(0, first.page, first.line.number))
        return joined, tuple(segments)


def _words(printed: Printed, offset: int) -> tuple[tuple[int, Word], ...]:
    found: list[tuple[int, Word]] = []
    taken = list(printed.clean.calls)
    at = 0
    for word in printed.line.words:
        if offset + at + len(word.text) > 0:
            found.append((offset + at, word))
        at += len(word.text) + 1
        while taken and taken[0][0] < at:
            at -= len(taken.pop(0)[1])
    return tuple(found)


def printed_lines(page: Page, taken: frozenset[int] = frozenset()) -> list[Printed]:
    """The lines of a page that belong to its running text, cleaned; blank lines become `gap`s, lines `taken` by tables go."""
    found: list[Printed] = []
    gap = False
    for line in page.lines:
        if line.number in taken or not line.text.strip():
            gap = True
            continue
        if line.role in ("page_number", "running_head", "margin") or is_page_number(page, line):
            continue
        if page.reader == "text":
            if _RULE.fullmatch(line.text.strip(" |")):
                gap = True
                continue
            note = _NOTE.match(line.text)
            mark = next((g.translate(SUPERSCRIPT) for g in note.groups() if g), None) if note else None
            gap = gap or "\f" in line.text
            cleaned = clean(line.text[note.end() :] if note else line.text)
            if not cleaned.text and not cleaned.calls:
                gap = True
                continue
            found.append(Printed(page.number, line, cleaned, gap, mark))
        else:
            found.append(Printed(page.number, line, Clean(line.text, bold=bool(line.bold)), gap, None))
        gap = False
    return found


def is_note(printed: Printed) -> bool:
    """Whether a line is known for a footnote: by its mark in a text, by its place on a printed page."""
    return printed.note is not None or printed.line.role == "footnote"


def is_page_number(page: Page, line: Line) -> bool:
    """Whether a line is but the number of its page: alone between blank lines, or first or last of a printed page."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return line.role == "page_number"
    if page.reader != "text":
        return line.role == "page_number" or line is page.lines[0] or line is page.lines[-1]
    at = line.number - page.lines[0].number
    around = [page.lines[i].text for i in (at - 1, at + 1) if 0 <= i < len(page.lines)]
    return all(not t.strip() for t in around) or "\f" in line.text or (at > 0 and "\f" in around[0])


def bullet(text: str) -> tuple[int, int]:
    """Length of the bullet at the start of `text` and its depth; (0, 0) where there is none."""
    found = _BULLET.match(text)
    if not found:
        return 0, 0
    signs = [c for c in found.group() if not c.isspace()]
    return found.end(), min(3, _DEPTH.get(signs[-1], 1))


def group_text(lines: Sequence[Printed], starts: Container[tuple[int, int]] = ()) -> list[Block]:
    """Blocks of a text file: each line starts one unless it evidently continues the one before.

    `starts`: page and number of lines that begin a section though no full stop ends their number.
    In a file of printed lines (most lines start in the middle of a sentence) a full line goes on in the next one.
    """
    full = _line_length(lines)
    blocks: list[Block] = []
    body: Block | None = None
    note: Block | None = None
    for index, printed in enumerate(lines):
        if printed.note is not None:
            note = Block([printed], note=printed.note)
            blocks.append(note)
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        begins = (printed.page, printed.line.number) in starts
        target = None if begins else _continued(printed, body, note, following)
        headed = body is not None and len(body.lines) == 1 and (body.lines[0].page, body.lines[0].line.number) in starts
        if target is None and body is not None and not begins and not headed and _fills(body, printed, full):
            target = body
        if target is not None:
            target.lines.append(printed)
            if target is note:
                note = None
            continue
        if note is not None and body is not None and blocks[-1] is not body:
            note = None
        body = Block([printed], depth=bullet(printed.text)[1])
        blocks.append(body)
    return blocks


def _line_length(lines: Sequence[Printed]) -> float:
    """The length of a full line where the file's lines are printed lines; else infinite."""
    adjacent = [p for p in lines if not p.gap]
    inside = sum(p.text[:1].islower() or p.text[:1].isdigit() for p in adjacent)
    if len(adjacent) < max(8, 0.5 * len(lines)) or inside < 0.3 * len(adjacent):
        return inf
    lengths = sorted(len(p.text) for p in lines)
    longest = lengths[len(lengths) * 19 // 20]
    return longest if 30 <= longest <= 160 else inf


def _fills(body: Block, printed: Printed, full: float) -> bool:
    """Whether the block's last line is full: the first word of the next one had no room on it."""
    if printed.gap or not printed.text or starts_block(printed.text):
        return False
    length = len(body.lines[-1].text)
    if length + 1 + len(printed.text.split(maxsplit=1)[0]) > 0.92 * full:
        return True
    return full < inf and (length >= 0.8 * full or not body.closed) and not _looks_like_heading(body)


def titled(blocks: Sequence[Block]) -> list[Block]:
    """Headings whose capitals go on in the next block joined to one ("Phần I" above its title, a title on two lines)."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if before is not None and before.note is None and _goes_on_in_capitals(before, block):
            before.lines += block.lines
        else:
            found.append(block)
    return found


def _goes_on_in_capitals(before: Block, block: Block) -> bool:
    first, text = marker(before.text, misread=bool(before.lines[0].line.words)), block.text
    if first is None or starts_block(text) or len(text.split()) > 40 or NUMBERED.match(text):
        return False
    if not before.text[first.length :].strip(" :.-–"):
        return first.kind == "part" and (is_upper(text) or _may_be_title(block))
    if before.closed or not is_upper(text):
        return False
    return first.kind in ("part", "roman", "capital") and is_upper(before.text)


def _may_be_title(block: Block) -> bool:
    return len(block.lines) == 1 and not block.closed and len(block.text.split()) <= 25 and block.note is None


def _continued(printed: Printed, body: Block | None, note: Block | None, following: Printed | None) -> Block | None:
    if not printed.text or not _may_continue(printed.text):
        return None
    body_open = body is not None and _is_open(body, printed)
    if note is not None and not note.closed and printed.text[0].islower():
        more = following is not None and _may_continue(following.text) and following.text[:1].islower()
        if more or not body_open:
            return note
    return body if body_open else None


def starts_block(text: str, *, misread: bool = False) -> bool:
    """Whether a line begins as no line inside a paragraph does: with a bullet, a number, a heading word."""
    return bool(bullet(text)[0] or _OPENING.match(text)) or marker(text, misread=misread) is not None


def _may_continue(text: str) -> bool:
    return not starts_block(text)


def _is_open(body: Block, printed: Printed) -> bool:
    last = body.lines[-1]
    if body.closed or (printed.clean.lead and not printed.text[0].islower()):
        return False
    if printed.text[0].islower() or printed.text[0] in "(,;)":
        return printed.text[0].islower() or (not printed.gap and len(last.text) > 60) or printed.text[0] in ",;)"
    if printed.clean.hashes or last.clean.hashes or last.clean.bold or printed.clean.bold:
        return False
    return len(last.text) >= 70 and last.text[-1] not in ')]”"' and not _looks_like_heading(body)


def _looks_like_heading(body: Block) -> bool:
    return marker(body.text) is not None and len(body.text.split()) < 40
