"""A page made to bring its reader down is lost alone, in bounded time and memory."""

import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from document.errors import BaocaoError, BrokenPage, EngineFailed, EngineMissing, TooSlow
from ingest import open_source
from pipeline import reading
from pipeline.apart import Apart
from pipeline.reading import read_each, read_pages
from pipeline.settings import Settings

WORDS = b"BT /F1 13 Tf 80 700 Td (Tiep nhan 12/34 ho so, dat 35,3% ke hoach nam va giao cho cac don vi) Tj ET"


def _nested(pdf: pikepdf.Pdf, depth: int) -> pikepdf.Object:
    """A form that draws a form ten times, which draws a form ten times…"""
    inner = pdf.make_stream(b"0 0 100 100 re f " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    for _ in range(depth):
        resources = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_stream(
            b"/F Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], Resources=resources
        )
    return inner


def _file(path: Path) -> Path:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, 4):
        page = pdf.add_blank_page(page_size=(595, 842))
        if number == 2:
            page.obj.Resources = Dictionary(XObject=Dictionary(F=_nested(pdf, 24)))
            page.obj.Contents = pdf.make_stream(b"/F Do")
        else:
            page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(WORDS)
    pdf.save(path)
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_hostile_page_is_lost(tmp_path: Path, workers: int) -> None:
    pages = read_pages(open_source(_file(tmp_path / "x.pdf")), Settings(page_timeout=1, workers=workers))
    assert [page.reader for page in pages] == ["layer", "none", "layer"]
    assert "trang 2 quá giới hạn 1 giây" in (pages[1].fault or "")
    assert "BAOCAO_PAGE_TIMEOUT" in (pages[1].fault or "")
    assert "12/34" in pages[2].lines[0].text


def hoard() -> int:
    """Take more memory than a process may have."""
    return len(bytearray(8 << 30))


def test_a_task_that_asks_for_too_much_memory_fails_alone() -> None:
    apart = Apart(1)
    try:
        with pytest.raises(EngineFailed):
            apart.call("tests.pipeline.test_hostile_pages:hoard")
        assert apart.call("builtins:len", "còn") == 3
    finally:
        apart.close()


def test_who_gives_up_does_not_wait_for_the_pages(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a long report: pages that nobody wants any more are not read to their end."""
    file = open_source(_file(tmp_path / "x.pdf"))
    pages = read_each(file, Settings(page_timeout=600, workers=2))
    assert next(pages).number != 2
    began = time.monotonic()
    pages.close()
    assert time.monotonic() - began < 60


def test_a_fault_of_ours_at_a_page_costs_that_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(reading, "_read_one", fault)
    page = reading._read_within(open_source(_file(tmp_path / "x.pdf")), 2, 60)
    assert page.reader == "none"
    said = page.fault or ""
    assert said.startswith("Chương trình gặp lỗi ở trang 2.")
    log = Path(said.split("nhật ký ")[1].split()[0])
    assert "ZeroDivisionError: of ours" in log.read_text(encoding="utf-8")
    log.unlink()


@pytest.mark.parametrize(
    "error",
    [EngineFailed(what="Tesseract", page=2), TooSlow(page=2, seconds=9), BrokenPage(page=2)],
    ids=lambda e: e.id,
)
def test_what_fails_at_one_page_is_that_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaocaoError
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(reading, "read_page", failing)
    file = open_source(_file(tmp_path / "x.pdf"))
    assert reading._read_one(file, 2, 60).fault == str(error)
    error = EngineMissing(what="Tesseract", install="apt-get install tesseract-ocr")
    with pytest.raises(EngineMissing):  # nothing can be read: no report of blank pages
        reading._read_one(file, 2, 60)
