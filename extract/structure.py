"""The structure of a report: letterhead, section tree, passages and tables, with the number tokens that they explain."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from document.pages import Page
from document.places import Place
from document.report import Letterhead, Section, Table, Token
from extract.blocks import Block, bullet, group_printed, group_text, printed_lines
from extract.headings import Candidate, Heading, choose, look, marker
from extract.passages import Passage

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
    blocks = _blocks(pages)
    candidates: list[Candidate] = []
    for index, block in enumerate(blocks):
        if block.note is not None or block.depth:
            continue
        found = marker(block.text, misread=bool(block.lines[0].line.words))
        if found is None:
            continue
        rest = block.text[found.length :]
        opening = block.lines[0].clean
        seen, end = look(rest, emphasised=bool(opening.hashes or opening.bold), lead=opening.lead)
        candidates.append(Candidate(index, found, rest, seen, end))
    headings = {h.candidate.index: h for h in choose(candidates)}
    markers = {c.index: c for c in candidates}
    passages: list[Passage] = []
    sections: list[Section] = []
    tokens: list[Token] = []
    section: str | None = None
    calls: dict[str, str | None] = {}
    for index, block in enumerate(blocks):
        heading = headings.get(index)
        first = block.lines[0]
        skip = bullet(block.text)[0]
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
    return Structure(Letterhead(), tuple(sections), tuple(passages), (), tuple(tokens))


def _section(heading: Heading, place: Place) -> Section:
    m = heading.candidate.marker
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


def _blocks(pages: Sequence[Page]) -> list[Block]:
    text = [line for page in pages if page.reader == "text" for line in printed_lines(page)]
    printed = [line for page in pages if page.reader != "text" for line in printed_lines(page)]
    return group_text(text) + group_printed(printed)
