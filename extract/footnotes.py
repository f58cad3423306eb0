"""Footnotes and their calls: which section a note belongs to.

Text input keeps the call mark; print loses it (a raised 1 is read as "1", "!", "”" or a stroke), so on printed pages the marks
are matched where they can be read, else by their order when a page has as many calls as notes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.blocks import SUPERSCRIPT, Block, Printed

_CALL = regex.compile(
    r"(?<=[\p{Ll})\]”\"])(?<!(?<!\p{L})[kdcm]?m)(?P<c>[1-9]\d?|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}|[!”*†‡’'?])(?=[).,;:]*$)|(?<=[).,;])(?P<c2>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})$"
)
_RAISED = regex.compile(r"(?<=[\p{L}\d)”\"])(?<!\bk?m)[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}")


@dataclass(slots=True)
class Calls:
    """The calls met so far, with the section each stands in."""

    by_mark: dict[str, str | None] = field(default_factory=dict)
    by_page: dict[int, list[tuple[str, str | None]]] = field(default_factory=dict)

    def meet(self, block: Block, section: str | None) -> None:
        """Note the calls of a body block."""
        for printed in block.lines:
            for _, mark in printed.clean.calls:
                self.by_mark[mark] = section
                self.by_page.setdefault(printed.page, []).append((mark, section))
            for raised in _RAISED.finditer(printed.text):
                self.by_mark[raised.group().translate(SUPERSCRIPT)] = section
            if printed.line.words:
                for mark in possible_calls(printed, block.text):
                    self.by_page.setdefault(printed.page, []).append((mark, section))

    def section(self, note: Block, order: int, notes: int, last: str | None) -> str | None:
        """The section of a note, the `order`th of the `notes` on its page; `last` is the section that the page ends in."""
        mark = note.note or ""
        first = note.lines[0]
        if not first.line.words:
            return self.by_mark.get(mark, last)
        here = self.by_page.get(first.page, [])
        same = [section for called, section in here if called == mark]
        if len(same) == 1:
            return same[0]
        return here[order][1] if len(here) == notes else last


def possible_calls(printed: Printed, text: str) -> list[str]:
    """What may be a call at the end of a printed word, as digits where it was read as such, else ""."""
    found: list[str] = []
    quoted = text.count("“") >= text.count("”")
    for word in printed.line.words:
        match = _CALL.search(word.text)
        if match is None:
            continue
        mark = (match["c"] or match["c2"]).translate(SUPERSCRIPT)
        if mark in "”’'" and quoted:
            continue
        found.append(mark if mark.isdigit() else "")
    return found


def without_calls(blocks: Sequence[Block]) -> None:
    """Take calls that were read as digits ("tuổi3") out of the text, where a note of that number stands on the page."""
    marks: dict[int, set[str]] = {}
    for block in blocks:
        if block.note is not None and block.note.isdigit():
            marks.setdefault(block.lines[0].page, set()).add(block.note)
    for block in blocks:
        if block.note is None and marks:
            block.lines = [_stripped(p, marks.get(p.page, set())) for p in block.lines]


def _stripped(printed: Printed, marks: set[str]) -> Printed:
    if not marks or not printed.line.words or printed.clean.text != printed.line.text:
        return printed
    parts: list[str] = []
    calls: list[tuple[int, str]] = []
    length = 0
    for word in printed.line.words:
        text = word.text
        match = _CALL.search(text)
        mark = (match["c"] or match["c2"]).translate(SUPERSCRIPT) if match else ""
        if match is not None and mark in marks:
            calls.append((length + match.start(), mark))
            text = text[: match.start()] + text[match.end() :]
        parts.append(text)
        length += len(text) + 1
    if not calls:
        return printed
    return replace(printed, clean=replace(printed.clean, text=" ".join(parts), calls=tuple(calls)))
