"""The structure of a report: letterhead, section tree, passages and tables, with the number tokens that they explain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from document.pages import Page
from document.places import Place
from document.report import Letterhead, Section, Table, Token
from extract.blocks import Block, Printed, bullet, group_text, printed_lines, titled
from extract.fragments import Fragment, grid_fragment, text_fragments
from extract.headings import Candidate, Heading, Marker, choose, guess, is_upper, look, marker
from extract.letterhead import find_zones, read_letterhead
from extract.markup import Clean
from extract.passages import Passage, PassageKind
from extract.printed import group_printed
from extract.tables import join_tables

NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Structure:
    """What a report is made of. `tokens` are the numbers of markers, letterhead, signature block and tables only.

    The numbers in the text of `passages` of kind heading, paragraph, item and footnote are the figure grammar's to
    explain; a heading's passage is its title without the marker. Letterhead and signature passages are already explained.
    """

    letterhead: Letterhead
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    tokens: tuple[Token, ...]


def read_structure(pages: Sequence[Page]) -> Structure:
    """Read the structure of all pages in order."""
    content = _content(pages)
    tables = join_tables(content.groups)
    zones = find_zones(content.lines)
    head, foot = content.lines[: zones.head], content.lines[zones.foot : zones.foot_end]
    running = titled(_grouped(content.lines[zones.head : zones.foot]))
    blocks = running + titled(_grouped(content.lines[zones.foot_end :]))
    candidates = [c for i in range(len(blocks)) if (c := _candidate(blocks, i, len(running)))]
    headings = {h.candidate.index: h for h in choose(candidates)}
    markers = {c.index: c for c in candidates}
    before, tokens = _frame(head, "letterhead")
    after, signed = _frame(foot, "signature")
    tokens += signed
    passages: list[Passage] = []
    sections: list[Section] = []
    section: str | None = None
    calls: dict[str, str | None] = {}
    for index, block in enumerate(blocks):
        heading = headings.get(index)
        first = block.lines[0]
        skip = block.skip or bullet(block.text)[0]
        candidate = markers.get(index)
        if candidate is not None:
            skip = candidate.marker.length
            place = Place(first.page, first.line.number)
            tokens += [Token(n.group(), place, "marker", block.text[:40]) for n in NUMBER.finditer(block.text[:skip])]
            if heading is not None:
                section = heading.path
                sections.append(_section(heading, place))
        for printed in block.lines:
            for _, mark in printed.clean.calls:
                calls[mark] = section
                if mark.isdigit():
                    tokens.append(Token(mark, Place(printed.page, printed.line.number), "footnote", printed.text[:40]))
        passages.append(_passage(block, heading, section, skip, calls))
    placed = tuple(replace(t, section=_section_at(sections, t.place)) for t in tables)
    for table in placed:
        tokens += _table_tokens(table)
    letterhead = read_letterhead(content.lines, zones)
    return Structure(letterhead, tuple(sections), (*before, *passages, *after), placed, tuple(tokens))


def _candidate(blocks: Sequence[Block], index: int, running: int) -> Candidate | None:
    """The block as a candidate for a heading; an unnumbered line of capitals is one in the first `running` blocks alone."""
    block = blocks[index]
    if block.note is not None or block.depth:
        return None
    text, opening = block.text, block.lines[0].clean
    scanned = bool(block.lines[0].line.words)
    found = marker(text, misread=scanned) or (guess(text) if scanned else None)
    if found is None and index < running and _is_title(blocks, index):
        found = Marker("plain", "", 0, 0)
    if found is None or (found.kind == "appendix" and not _is_appendix_title(text[found.length :], opening)):
        return None
    rest = text[found.length :]
    seen, end = look(rest, emphasised=bool(opening.hashes or opening.bold), lead=opening.lead)
    return Candidate(index, found, rest, seen, end, scanned)


def _is_title(blocks: Sequence[Block], index: int) -> bool:
    text = blocks[index].text
    if not is_upper(text) or not 2 <= len(text.split()) <= 25 or sum(c.isalpha() for c in text) < 8:
        return False
    return index == 0 or blocks[index - 1].closed or blocks[index - 1].note is not None


def _is_appendix_title(rest: str, opening: Clean) -> bool:
    return not rest or is_upper(rest) or rest[0] in "(:" or bool(opening.hashes or opening.bold)


def _section_at(sections: Sequence[Section], place: Place) -> str | None:
    before = [s for s in sections if (s.place.page, s.place.line) <= (place.page, place.line)]
    return before[-1].path if before else None


def _table_tokens(table: Table) -> list[Token]:
    tokens = [Token(n.group(), table.place, "table", title) for title in table.header for n in NUMBER.finditer(title)]
    for row in table.rows:
        for cell in row:
            tokens += [Token(n.group(), cell.place, "table", cell.text) for n in NUMBER.finditer(cell.text)]
    return tokens


def _section(heading: Heading, place: Place) -> Section:
    m = heading.marker
    text = None if m.kind in ("appendix", "plain") else m.text
    title = m.text if m.kind == "appendix" else heading.title
    return Section(heading.path, text, title, heading.level, place, heading.run_in)


def _passage(
    block: Block, heading: Heading | None, section: str | None, skip: int, calls: dict[str, str | None]
) -> Passage:
    text, segments = block.segments(skip)
    if block.note is not None:
        return Passage(text, "footnote", segments, calls.get(block.note, section))
    if heading is not None:
        if heading.run_in:
            return Passage(text, "paragraph", segments, section, lead=heading.title)
        return Passage(text, "heading", segments, section)
    lead = block.lines[0].clean.lead
    return Passage(text, "item" if block.depth else "paragraph", segments, section, block.depth, lead)


@dataclass(frozen=True, slots=True)
class _Content:
    """Table fragments, grouped where nothing stands between them, and the lines of the running text."""

    groups: list[list[Fragment]]
    lines: list[Printed]


def _content(pages: Sequence[Page]) -> _Content:
    groups: list[list[Fragment]] = []
    text: list[Printed] = []
    since = True
    for page in pages:
        if page.reader == "text":
            fragments, taken = text_fragments(page)
            lines = printed_lines(page, taken)
        else:
            fragments = [grid_fragment(page.number, g) for g in page.grids]
            lines = printed_lines(page)
        text += lines
        numbers = [p.line.number for p in lines if p.line.role == "body"]
        last = 0
        for fragment in fragments:
            since = since or any(last < n < fragment.line for n in numbers)
            if since or not groups:
                groups.append([])
            groups[-1].append(fragment)
            since, last = False, fragment.last_line
        since = since or any(n > last for n in numbers)
    return _Content(groups, text)


def _grouped(lines: Sequence[Printed]) -> list[Block]:
    return group_printed(lines) if lines and lines[0].line.bbox is not None else group_text(lines)


def _frame(lines: Sequence[Printed], kind: PassageKind) -> tuple[list[Passage], list[Token]]:
    """The passages of the letter's head or foot, one a line, and their numbers, which are all explained."""
    passages: list[Passage] = []
    tokens: list[Token] = []
    for printed in lines:
        text, segments = Block([printed]).segments(0)
        passages.append(Passage(text, kind, segments))
        place = Place(printed.page, printed.line.number)
        tokens += [Token(n.group(), place, "letterhead", text[:60]) for n in NUMBER.finditer(text)]
    return passages, tokens
