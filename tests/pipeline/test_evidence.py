"""What an auditor is shown of a finding."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from document.checks import Check, Suggestion
from document.figures import Figure
from document.pages import Page
from document.places import BBox, Place
from document.report import Letterhead, Report, Table, TableCell
from ingest import SourceFile, open_source
from pipeline.evidence import Shot, crop, page_picture, shots


def cell(text: str, page: int, row: int, column: int) -> TableCell:
    box = (100.0 * column, 100.0 + 30 * row, 100.0 * column + 100, 130.0 + 30 * row)
    return TableCell(text, Place(page, 10 + row, box))


def report(page_of_last: int = 2) -> Report:
    """Two rows and their total, the last on another page; one figure of the text."""
    rows = [["a", "1", "7"], ["b", "2", "9"], ["Tổng", "3", "15"]]
    cells = tuple(
        tuple(cell(text, page_of_last if r == 2 else 1, r, c) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    )
    table = Table("t1", Place(1, 9), 12, None, ("Đơn vị", "Máy in", "Máy tính"), cells)
    figure = Figure("f1", "quantity", "16 máy tính", Place(1, 2, (50.0, 20.0, 300.0, 45.0)))
    return Report(Letterhead(), (), (figure,), (), (table,), (), ())


def check(kind: str, place: Place, *cells: str, figures: tuple[str, ...] = (), repair: str = "") -> Check:
    mend = (Suggestion(repair, "9", "8", "vì"),) if repair else ()
    return Check(
        "c1", kind, "mismatch", "15", "16", (7, 9), figures, place, "Tổng | 3 | 15", "7 + 9 = 16.",
        table="t1", severity="high", suggestions=mend, cells=cells,
    )  # fmt: skip


def places(found: tuple[Shot, ...]) -> list[tuple[int, BBox]]:
    return [(shot.place.page, shot.bbox) for shot in found]


def test_a_total_and_the_cell_that_a_repair_would_change() -> None:
    whole = report()
    found = shots(
        check("column_sum", whole.tables[0].rows[2][2].place, "t1:2:2", "t1:0:2", "t1:1:2", repair="t1:1:2"), whole
    )
    assert places(found) == [(2, (200, 160, 300, 190)), (1, (200, 130, 300, 160))]
    assert [shot.beside for shot in found] == [(), ()]


def test_operands_of_the_row_are_framed_beside_it() -> None:
    whole = report()
    (shot,) = shots(check("row_sum", whole.tables[0].rows[1][2].place, "t1:1:2", "t1:1:1", repair="t1:1:1"), whole)
    assert (shot.bbox, shot.beside) == ((200, 130, 300, 160), ((100, 130, 200, 160),))


def test_both_sides_of_a_contradiction() -> None:
    whole = report()
    found = shots(check("contradiction", whole.figures[0].place, "t1:2:2", figures=("f1",)), whole)
    assert places(found) == [(1, (50, 20, 300, 45)), (2, (200, 160, 300, 190))]


def test_text_has_no_pictures() -> None:
    assert shots(check("row_sum", Place(1, 3), "t1:9:9"), Report(Letterhead(), (), (), (), (), (), ())) == ()


def test_a_crop_frames_what_is_stated_and_what_stands_beside_it() -> None:
    page = Image.new("RGB", (400, 600), "white")
    shot = Shot(Place(1, 1), (200.0, 300.0, 300.0, 330.0), ((100.0, 300.0, 200.0, 330.0),))
    strip = Image.open(io.BytesIO(crop(page, shot))).convert("RGB")
    assert strip.size == (400, 58)
    red, blue = strip.getpixel((250, 10)), strip.getpixel((150, 14))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > red[2] + 80
    assert blue[2] > blue[0] + 60


def scan(folder: Path, size: tuple[int, int]) -> SourceFile:
    """A sheet with one black corner, its upper left."""
    sheet = Image.new("RGB", size, "white")
    sheet.paste((0, 0, 0), (0, 0, 40, 40))
    sheet.save(folder / "a.png", dpi=(72, 72))
    return open_source(folder / "a.png")


@pytest.mark.parametrize(("rotation", "corner"), [(0, (10, 10)), (90, (390, 10)), (180, (290, 390)), (270, (10, 290))])
def test_a_turned_page_is_shown_as_it_was_read(tmp_path: Path, rotation: int, corner: tuple[int, int]) -> None:
    """`rotation` is what was undone, clockwise: boxes refer to the page after it."""
    width, height = (400, 300) if rotation in (90, 270) else (300, 400)
    page = Page(1, width, height, "tesseract", rotation=rotation, dpi=72.0)
    picture = page_picture(scan(tmp_path, (300, 400)), page)
    assert picture is not None
    assert picture.size == (width, height)
    assert picture.convert("L").getpixel(corner) == 0


def test_a_page_is_shown_in_the_pixels_of_its_boxes(tmp_path: Path) -> None:
    picture = page_picture(scan(tmp_path, (300, 400)), Page(1, 301, 399, "tesseract", dpi=72.0))
    assert picture is not None
    assert picture.size == (301, 399)


def test_a_finding_has_a_few_pictures_however_many_places_it_has() -> None:
    rows = tuple((cell("a", page, 0, 0), cell("7", page, 0, 1)) for page in range(1, 9))
    table = Table("t1", Place(1, 9), 12, None, ("Đơn vị", "Máy in"), rows)
    whole = Report(Letterhead(), (), (), (), (table,), (), ())
    mends = tuple(Suggestion(f"t1:{row}:1", "9", "8", "vì") for row in range(8))
    found = shots(replace(check("column_sum", rows[0][1].place), suggestions=mends), whole)
    assert [shot.place.page for shot in found] == [1, 2, 3]
