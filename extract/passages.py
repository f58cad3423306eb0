"""The running text that the grammar reads: paragraphs joined over printed lines and pages, with the way back to paper.

Markup (`**`, `<i>`, `<sup>1</sup>`, `$…$`) and leading bullets are left out of `Passage.text`; `segments` tell for every
stretch of it which line it came from, so that any character range has a page, a line and a box.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from document.pages import Word
from document.places import BBox, Place, union

PassageKind = Literal["heading", "paragraph", "item", "footnote", "letterhead", "signature"]


@dataclass(frozen=True, slots=True)
class Segment:
    """`text[start:…]` of the passage, up to the next segment, is printed on `line` of `page`.

    `words` are the line's words with the offset in the passage at which each begins (empty for text input).
    """

    start: int
    page: int
    line: int
    words: tuple[tuple[int, Word], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, list item, heading or footnote.

    `section` is the path of the section it stands in; `depth` its nesting as a list item (0 none, 1 "-", 2 "+", 3 deeper);
    `lead` is its bold lead-in where it has one, `marker` the bullet or number before it ("(1)"). A footnote belongs to the section of its call.
    """

    text: str
    kind: PassageKind
    segments: tuple[Segment, ...]
    section: str | None = None
    depth: int = 0
    lead: str | None = None
    marker: str | None = None

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The printed words that text[start:end] touches."""
        found: list[Word] = []
        for segment in self.segments:
            for offset, word in segment.words:
                if offset < end and offset + len(word.text) > start:
                    found.append(word)
        return tuple(found)

    def place(self, start: int, end: int) -> Place:
        """Where text[start:end] begins, with the box of its words on that page (None for text input)."""
        index = max(0, bisect_right([s.start for s in self.segments], start) - 1)
        first = self.segments[index]
        boxes: list[BBox] = []
        for segment in self.segments[index:]:
            if segment.start >= end or segment.page != first.page:
                break
            boxes += [w.bbox for offset, w in segment.words if offset < end and offset + len(w.text) > start]
        return Place(first.page, first.line, union(boxes))
