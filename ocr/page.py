"""The door of the room: a page source in, a page out, by the best way there is."""

import time
import unicodedata
from dataclasses import replace

from document.errors import BrokenPage, TooLarge
from document.pages import Line, Page, PageSource
from ocr.layer import NOTES, judge, read_layer
from ocr.pictures import left_over, with_pictures
from ocr.scan import read_scan, reference_dpi
from ocr.settings import ReaderSettings

NOTHING_NOTE = "không thấy chữ nào; nếu trang giấy có chữ, hãy quét lại trang này."


def read_text(source: PageSource) -> Page:
    """A page of a text file: its lines as they stand, numbered through the file."""
    lines = tuple(
        Line(number, text) for number, text in enumerate((source.text or "").split("\n"), start=source.first_line)
    )
    return Page(number=source.number, width=0, height=0, reader="text", lines=lines)


def read_page(source: PageSource, settings: ReaderSettings) -> Page:
    """Read one page. A page that cannot be opened comes back with `reader` "none" and its `fault`.

    Raises `EngineMissing` and `EngineFailed`.
    """
    start = time.perf_counter()
    if source.text is not None:
        return read_text(source)
    try:
        page = _best_way(source, settings)
        page = replace(page, notes=(*page.notes, *source.remarks))
    except (BrokenPage, TooLarge) as error:
        page = Page(number=source.number, width=0, height=0, reader="none", fault=str(error))
    if page.fault is None and not any(line.text.strip() for line in page.lines) and not page.grids:
        page = replace(page, notes=(*page.notes, NOTHING_NOTE))
    return replace(page, lines=tuple(_composed(line) for line in page.lines), seconds=time.perf_counter() - start)


def _best_way(source: PageSource, settings: ReaderSettings) -> Page:
    layer = source.layer() if settings.trust_layer else None
    verdict = judge(layer, source.native_dpi > 0)
    if layer is not None and verdict == "good":
        left = left_over(source, layer)
        if not left.more:
            page = read_layer(source, layer, reference_dpi(source))
            return with_pictures(page, source, left.blocks, settings) if left.blocks else page
        verdict = "seal"
    page = read_scan(source, settings)
    note = NOTES.get(verdict)
    return page if note is None else replace(page, notes=(*page.notes, note))


def _composed(line: Line) -> Line:
    """The line in NFC, as everything that crosses a door is."""
    if unicodedata.is_normalized("NFC", line.text):
        return line
    words = tuple(replace(w, text=unicodedata.normalize("NFC", w.text)) for w in line.words)
    return replace(line, text=unicodedata.normalize("NFC", line.text), words=words)
