"""The structure of a report: letterhead, section tree, passages and tables, with the number tokens that they explain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from document.pages import Page
from document.places import Place
from document.report import Letterhead, Section, Table, Token
from extract.blocks import (
    RAISED,
    Block,
    Printed,
    bullet,
    group_text,
    is_note,
    is_page_number,
    printed_lines,
    starts_block,
    titled,
)
from extract.captions import caption_of
from extract.footnotes import Calls, without_calls
from extract.fragments import Fragment, grid_fragment, text_fragments, without_layout
from extract.headings import Candidate, Heading, Marker, choose, guess, is_upper, look, marker
from extract.letterhead import read_letterhead
from extract.markup import Clean
from extract.noise import without_noise
from extract.passages import Passage, PassageKind
from extract.printed import Frame, frames, group_printed
from extract.running import without_running_heads
from extract.styles import Styles, kept_styles
from extract.tables import join_tables
from extract.zones import divide_letters, find_zones, is_role, is_speck

NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_SHARE = regex.compile(r"\d\s?%")
_LOOSE_NUMBER = regex.compile(r"\d+,\d|\d{1,3}\.\d{3}(?!\d)|\d+(?:[.,]\d+)?\s?%")
"""How the rest of a sentence begins that stands as a paragraph of its own."""
_SHORT_TITLE = 7


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
    margins = frames(content.lines)
    letters = [_Letter.of(lines, margins) for lines in divide_letters(content.lines)]
    blocks = [b for letter in letters for b in letter.blocks]
    without_calls(blocks)
    tables = join_tables(content.groups)
    captions = [caption_of(blocks, t) for t in tables]
    titles = frozenset(i for chosen in captions for i in chosen)
    body, passages = _Body(), list[Passage]()
    start = 0
    for letter in letters:
        before, named = _frame(letter.head, "letterhead")
        after, signed = _frame(letter.foot, "signature")
        running = range(start, start + letter.running)
        candidates = [
            c
            for i in range(start, start + len(letter.blocks))
            if (c := _candidate(blocks, i, running, titles, letter.styles))
        ]
        own = _body(blocks, range(start, start + len(letter.blocks)), candidates, titles)
        passages += [*before, *own.passages, *after]
        body.sections += own.sections
        body.tokens += [*named, *signed, *own.tokens]
        start += len(letter.blocks)
    placed = tuple(
        replace(
            t, section=_section_at(body.sections, t.place), caption=" ".join(blocks[i].text for i in chosen) or None
        )
        for t, chosen in zip(tables, captions, strict=True)
    )
    tokens = (*content.numbers, *body.tokens, *_table_tokens(content.groups))
    return Structure(letters[0].letterhead, tuple(body.sections), tuple(passages), placed, tokens)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One of the letters of a file: its head, foot and blocks, the first `running` of which stand between those two.

    `styles`: the lines that begin sections in a numbering without full stops.
    """

    letterhead: Letterhead
    head: Sequence[Printed]
    foot: Sequence[Printed]
    blocks: list[Block]
    running: int
    styles: Styles

    @staticmethod
    def of(lines: Sequence[Printed], margins: Mapping[int, Frame]) -> "_Letter":
        zones = find_zones(lines)
        notes = [p for p in lines[zones.foot : zones.foot_end] if is_note(p)]
        text, behind = [*lines[zones.head : zones.foot], *notes], lines[zones.foot_end :]
        styles = kept_styles(text) | kept_styles(behind)
        running, enclosed = titled(_grouped(text, margins, styles)), titled(_grouped(behind, margins, styles))
        head, foot = lines[: zones.head], [p for p in lines[zones.foot : zones.foot_end] if not is_note(p)]
        return _Letter(read_letterhead(lines, zones), head, foot, running + enclosed, len(running), styles)


@dataclass(slots=True)
class _Body:
    """What the running text gives."""

    passages: list[Passage] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)


def _body(blocks: Sequence[Block], own: range, candidates: Sequence[Candidate], titles: frozenset[int]) -> _Body:
    """The passages, sections and numbers of one letter, whose blocks are `own`."""
    headings = {h.candidate.index: h for h in choose(candidates)}
    markers = {c.index: c.marker.length for c in candidates if c.marker.kind != "unread" or c.index in headings}
    notes = Counter(b.lines[0].page for b in blocks if b.note is not None)
    seen: Counter[int] = Counter()
    body, calls = _Body(), Calls()
    section: str | None = None
    for index in own:
        block = blocks[index]
        heading = headings.get(index)
        first = block.lines[0]
        place = Place(first.page, first.line.number)
        skip = markers.get(index) or block.skip or bullet(block.text)[0]
        role = "footnote" if block.note is not None else "marker"
        body.tokens += [Token(n.group(), place, role, block.text[:40]) for n in NUMBER.finditer(block.text[:skip])]
        body.tokens += _call_tokens(block)
        if heading is not None:
            section = heading.path
            body.sections.append(_section(heading, place))
        if block.note is not None:
            belongs = calls.section(block, seen[first.page], notes[first.page], section)
            seen[first.page] += 1
        else:
            belongs = section
            calls.meet(block, section)
        body.passages.append(_passage(block, heading, belongs, skip, is_title=index in titles))
    return body


def _call_tokens(block: Block) -> list[Token]:
    found: list[Token] = []
    for printed in block.lines:
        place = Place(printed.page, printed.line.number)
        marks = [mark for _, mark in printed.clean.calls] + ([printed.note] if _is_printed(printed) else [])
        found += [Token(mark, place, "footnote", printed.text[:40]) for mark in marks if mark and mark.isdigit()]
    return found


def _is_printed(printed: Printed) -> bool:
    """Whether a note's mark stands in the file as digits (a raised ² is no number token)."""
    return printed.note is not None and printed.line.text.lstrip()[:1] not in RAISED


def _candidate(
    blocks: Sequence[Block], index: int, running: range, titles: frozenset[int], styles: Styles
) -> Candidate | None:
    """The block as a candidate for a heading; an unnumbered line of capitals is one in the `running` blocks alone."""
    block = blocks[index]
    if block.note is not None or block.depth or index in titles:
        return None
    text, opening = block.text, block.lines[0].clean
    scanned = bool(block.lines[0].line.words)
    styled = styles.get((block.lines[0].page, block.lines[0].line.number))
    found = styled or marker(text, misread=scanned)
    if found is None:  # a text file, too, may be what some reader made of a scan
        found = marker(text, misread=True) or guess(text)
        scanned = scanned or found is not None
    elif regex.fullmatch(r"l|11+", found.text):
        scanned = scanned or is_upper(text[found.length :])  # "11. KẾT QUẢ" may be "II. KẾT QUẢ"
    if found is None and index in running and _is_title(blocks, index, running.start):
        found = Marker("plain", "", 0, 0)
    if found is None or (found.kind == "appendix" and not _is_appendix_title(text[found.length :], opening)):
        return None
    rest = text[found.length :]
    inner = marker(opening.lead) if opening.lead else None
    lead = opening.lead[inner.length :] if opening.lead and inner else opening.lead
    seen, end = look(rest, emphasised=bool(opening.hashes or opening.bold), lead=lead.rstrip(" .:") if lead else None)
    if scanned and seen == "plain" and _is_broken_sentence(rest, blocks[index + 1 : index + 2]):
        seen = "sentence"
    return Candidate(index, found, rest, seen, end, scanned)


def _is_broken_sentence(rest: str, following: Sequence[Block]) -> bool:
    """Whether what looks like a title is a sentence whose full stop was not read: it states a share, or goes on below."""
    if len(rest.split()) < _SHORT_TITLE:
        return False
    after = following[0].text if following and following[0].note is None else ""
    goes_on = after[:1].islower() and not starts_block(after, misread=True)
    loose = bool(_LOOSE_NUMBER.match(after))
    return goes_on or loose or bool(_SHARE.search(rest))


def _is_title(blocks: Sequence[Block], index: int, first: int) -> bool:
    text = blocks[index].text
    if not is_upper(text) or not 2 <= len(text.split()) <= 25 or sum(c.isalpha() for c in text) < 8 or is_role(text):
        return False
    return index == first or blocks[index - 1].closed or blocks[index - 1].note is not None


def _is_appendix_title(rest: str, opening: Clean) -> bool:
    return not rest or is_upper(rest) or rest[0] in "(:" or bool(opening.hashes or opening.bold)


def _section_at(sections: Sequence[Section], place: Place) -> str | None:
    before = [s for s in sections if (s.place.page, s.place.line) <= (place.page, place.line)]
    return before[-1].path if before else None


def _table_tokens(groups: Sequence[Sequence[Fragment]]) -> list[Token]:
    """The numbers of all printed rows, those of repeated headers and numbered columns too."""
    cells = (cell for group in groups for fragment in group for row in fragment.rows for cell in row.cells)
    return [Token(n.group(), cell.place, "table", cell.text) for cell in cells for n in NUMBER.finditer(cell.text)]


def _section(heading: Heading, place: Place) -> Section:
    m = heading.marker
    text = None if m.kind in ("appendix", "plain") else m.text
    title = m.text if m.kind == "appendix" else heading.title
    return Section(heading.path, text, title, heading.level, place, heading.run_in)


def _passage(block: Block, heading: Heading | None, section: str | None, skip: int, *, is_title: bool) -> Passage:
    text, segments = block.segments(skip)
    if block.note is not None:
        return Passage(text, "footnote", segments, section)
    if heading is not None and heading.run_in:
        return Passage(text, "paragraph", segments, section, lead=heading.title)
    if heading is not None or is_title:
        return Passage(text, "heading", segments, section)
    lead = block.lines[0].clean.lead
    printed = block.text[:skip].strip() or None
    return Passage(text, "item" if block.depth else "paragraph", segments, section, block.depth, lead, printed)


@dataclass(frozen=True, slots=True)
class _Content:
    """Table fragments, grouped where nothing stands between them, the lines of the running text, the numbers of pages and noise."""

    groups: list[list[Fragment]]
    lines: list[Printed]
    numbers: list[Token]


def _content(pages: Sequence[Page]) -> _Content:
    groups: list[list[Fragment]] = []
    text: list[Printed] = []
    paged: list[Token] = []
    since = True
    for whole in map(without_layout, without_running_heads(pages)):
        page, noise = without_noise(whole)
        paged += noise
        paged += [
            Token(n.group(), Place(page.number, line.number), "page_number", line.text)
            for line in page.lines
            if line.text and (line.role == "running_head" or is_page_number(page, line))
            for n in NUMBER.finditer(line.text)
        ]
        if page.reader == "text":
            fragments, taken = text_fragments(page)
            lines = printed_lines(page, taken)
        else:
            fragments = [grid_fragment(page.number, g) for g in page.grids]
            lines = printed_lines(page)
        text += lines
        numbers = [p.line.number for p in lines if p.line.role == "body" and not is_speck(p)]
        last = 0
        for fragment in fragments:
            since = since or any(last < n < fragment.line for n in numbers)
            if since or not groups:
                groups.append([])
            groups[-1].append(fragment)
            since, last = False, fragment.last_line
        since = since or any(n > last for n in numbers)
    return _Content(groups, text, paged)


def _grouped(lines: Sequence[Printed], margins: Mapping[int, Frame], styles: Styles) -> list[Block]:
    return group_printed(lines, margins) if lines and lines[0].line.bbox is not None else group_text(lines, styles)


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
