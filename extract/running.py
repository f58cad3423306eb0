"""Running heads and feet of printed pages: the line that several pages repeat at one place, which belongs to no sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import regex

from document.pages import Line, Page
from extract.bare import bare
from extract.headings import is_upper, marker

_EDGE = 0.1
"""Running heads stand in the outer tenth of a page."""
_ALIKE, _LEAST = 0.85, 8
_DRIFT = 0.015
"""How far, in heights of the page, the sheet lies otherwise from page to page."""
_PAGE = regex.compile(r"(?:\s*(?:Trang|Tr\.?)?\s*[-–]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?)$", regex.I)


def without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages with their repeated first and last lines marked as such; text files stay as they are."""
    places: dict[int, set[int]] = defaultdict(set)
    found = [(page, line) for page in pages if page.reader != "text" for line in _candidates(page)]
    for i, (page, line) in enumerate(found):
        for other, twin in found[i + 1 :]:
            known = line.number in places[page.number] and twin.number in places[other.number]
            if other.number != page.number and not known and _same(page, line, other, twin):
                places[page.number].add(line.number)
                places[other.number].add(twin.number)
    return [_marked(page, places[page.number]) if places[page.number] else page for page in pages]


def _marked(page: Page, numbers: set[int]) -> Page:
    lines = (replace(line, role="running_head") if line.number in numbers else line for line in page.lines)
    return replace(page, lines=tuple(lines))


def _candidates(page: Page) -> Iterator[Line]:
    """The outermost line at either edge, where it stands alone on its row and is neither numbered nor in capitals."""
    body = [line for line in page.lines if line.bbox is not None and line.role == "body"]
    for edge in (min, max):
        if not body or not page.height:
            return
        line = edge(body, key=lambda b: (b.bbox or (0, 0, 0, 0))[1])
        _, y0, _, y1 = line.bbox or (0.0, 0.0, 0.0, 0.0)
        beside = any(o is not line and o.bbox and o.bbox[1] < y1 - 2 and o.bbox[3] > y0 + 2 for o in body)
        outer = (y0 + y1) / 2 < _EDGE * page.height or (y0 + y1) / 2 > (1 - _EDGE) * page.height
        if outer and not beside and len(_words(line)) >= _LEAST and not is_upper(line.text) and not marker(line.text):
            yield line


def _words(line: Line) -> str:
    return bare(_PAGE.sub("", line.text))


def _same(page: Page, line: Line, other: Page, twin: Line) -> bool:
    """Whether two lines are one head: at one height of the page, in the same words but for the number of the page."""
    if line.bbox is None or twin.bbox is None:
        return False
    if abs(line.bbox[1] / page.height - twin.bbox[1] / other.height) > _DRIFT:
        return False
    one, two = _words(line), _words(twin)
    return _digits(one) == _digits(two) and SequenceMatcher(None, one, two).ratio() >= _ALIKE


def _digits(text: str) -> list[str]:
    return regex.findall(r"\d+", text)
