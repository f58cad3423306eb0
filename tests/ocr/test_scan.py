"""Reading by image: what comes out, and what happens when it cannot."""

import io
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image as Pillow

from document.errors import BrokenPage, EngineFailed, EngineMissing
from document.pages import Image, PageSource
from ingest import Limits, open_source
from ocr import ReaderSettings, read_page, tesseract
from ocr.clean import turned
from ocr.hocr import to_hocr
from ocr.plain import to_text
from tests.ocr.pages import CLOSING, ORDER, digital, picture
from tests.ocr.tables import Drawn


def scanned(image: Image) -> PageSource:
    stream = io.BytesIO()
    Pillow.fromarray(image).save(stream, "PNG", dpi=(200, 200), compress_level=1)
    return open_source(stream.getvalue(), "x.png", Limits()).page(1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_letter_any_way_up(rotation: int) -> None:
    page = read_page(scanned(turned(picture(), rotation)), ReaderSettings())
    texts = [line.text for line in page.lines]
    assert page.reader == "tesseract"
    assert (page.rotation + rotation) % 360 == 0
    assert (page.width, page.height) == (picture().shape[1], picture().shape[0])
    assert texts[1 : len(ORDER) + 1] == ORDER
    assert [t for t in texts if t in CLOSING] == CLOSING
    assert "1.204/3.351 hồ sơ (đạt 35,93%)" in " ".join(texts)
    assert [cell.text for cell in page.grids[0].cells if cell.row == 1][2] == "12.345"


@pytest.mark.parametrize("rotation", [0, 180])
def test_a_page_of_figures_any_way_up(rotation: int) -> None:
    """Figures have no marks above or below them that tell: only reading them does."""
    rows = [["15", "1.181", "1.076", "91,11"], ["16", "2.364", "2.106", "89,09"], ["17", "5.090", "5.014", "98,51"]]
    texts = tuple((r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    table = Drawn((100, 300, 600, 900, 1200), (150, 210, 270, 330), texts=texts)
    page = read_page(scanned(turned(table.draw(letter=30), rotation)), ReaderSettings())
    assert [[c.text for c in page.grids[0].cells if c.row == r] for r in range(3)] == rows


def test_words_stand_where_the_layer_says() -> None:
    read, true = read_page(scanned(picture()), ReaderSettings()), read_page(digital(), ReaderSettings())
    boxes = {w.text: w.bbox for line in true.lines for w in line.words}
    found = [
        (w.bbox, boxes[w.text]) for line in read.lines for w in line.words if w.text in ("1.204/3.351", "GIÁM", "Nơi")
    ]
    assert len(found) == 3
    for ours, theirs in found:
        assert abs(ours[0] - theirs[0]) < 12
        assert abs(ours[2] - theirs[2]) < 12
        assert theirs[1] - 8 < (ours[1] + ours[3]) / 2 < theirs[3] + 8


def test_blank_page_has_no_lines() -> None:
    page = read_page(scanned(np.full((800, 600, 3), 250, np.uint8)), ReaderSettings())
    assert (page.reader, page.lines, page.grids, page.fault) == ("tesseract", (), (), None)


class _Broken:
    number = 4
    text = None
    first_line = 1
    remarks = ()
    native_dpi = 200.0
    size_pt = (500.0, 800.0)

    def layer(self) -> None:
        return None

    def image(self, dpi: float) -> Image:
        raise BrokenPage(page=self.number)


def test_broken_page_is_a_fault_not_an_exception() -> None:
    page = read_page(_Broken(), ReaderSettings())
    assert (page.reader, page.lines) == ("none", ())
    assert page.fault == "Không mở được trang 4. Quét lại trang này và gửi lại."


def test_missing_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract.pytesseract.pytesseract, "tesseract_cmd", "/nonexistent/tesseract")
    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr"):
        read_page(scanned(picture()), ReaderSettings())


def test_missing_language_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "LANGUAGE", "qqq")
    with pytest.raises(EngineMissing, match="tesseract-ocr-vie"):
        read_page(scanned(picture()), ReaderSettings())


def test_engine_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(EngineFailed, match="trang 1"):
        read_page(scanned(picture()), ReaderSettings(timeout=0.01))


def test_text_is_taken_as_it_stands() -> None:
    source = open_source("một\nhai\n\fba".encode(), "x.txt", Limits())
    pages = [read_page(page, ReaderSettings()) for page in source.each()]
    assert [(line.number, line.text) for line in pages[1].lines] == [(3, "ba")]
    assert to_text(pages) == "một\nhai\n\n\fba\n"


def test_hocr_is_well_formed_and_complete() -> None:
    page = read_page(digital(), ReaderSettings())
    root = ElementTree.fromstring(to_hocr([page]).split("\n", 2)[2])
    words = [e.text for e in root.iter() if e.get("class") == "ocrx_word"]
    expected = [w.text for line in page.lines for w in line.words] + [
        w.text for c in page.grids[0].cells for w in c.words
    ]
    assert sorted(filter(None, words)) == sorted(expected)
