"""The scan simulator: deterministic, each level with its own defects, image-only PDFs of the size that scanners make."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from corpus.inks import FONTS
from corpus.scan import DPI, LEVELS, PRINT_DPI, RECIPES, Sheet, scan, write_pdf

SIZE = (4 * PRINT_DPI, 3 * PRINT_DPI)


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    page = Pillow.new("L", SIZE, 255)
    font = ImageFont.truetype(f"{FONTS}/LiberationSerif-Regular.ttf", 58)
    draw = ImageDraw.Draw(page)
    for k in range(9):
        draw.text((40, 90 + 80 * k), f"Đã giải quyết {k * 37 + 1204}/3.351 hồ sơ, đạt 35,9%", font=font, fill=0)
    return Sheet(1, np.array(page), ((190.0, 130.0),), "SỞ TƯ PHÁP")


def _pixels(sheet: Sheet, level: str, seed: int = 1) -> np.ndarray:
    return np.asarray(scan([sheet], level, seed)[0]).astype(int)


@pytest.mark.parametrize("level", ["office", "photo"])
def test_same_seed_same_picture_other_seed_another(sheet: Sheet, level: str) -> None:
    assert np.array_equal(_pixels(sheet, level), _pixels(sheet, level))
    assert not np.array_equal(_pixels(sheet, level), _pixels(sheet, level, seed=2))


def test_levels_and_variants_have_the_modes_they_promise(sheet: Sheet) -> None:
    modes = {level: scan([sheet], level)[0].mode for level in RECIPES}
    assert modes == {
        "clean": "L", "office": "L", "worn": "RGB", "photo": "RGB", "quarter": "L", "upside_down": "L",
        "fax": "1", "black_edges": "L", "stamp": "RGB",
    }  # fmt: skip


def test_turns_are_of_the_office_picture(sheet: Sheet) -> None:
    shape = scan([sheet], "office")[0].size
    assert scan([sheet], "quarter")[0].size == shape[::-1]
    up, down = _pixels(sheet, "office"), _pixels(sheet, "upside_down")[::-1, ::-1]
    assert abs(up[: up.shape[0] // 2].mean() - down[: up.shape[0] // 2].mean()) < 1.5


def test_black_edges_frame_the_page(sheet: Sheet) -> None:
    edges = _pixels(sheet, "black_edges")
    assert edges[:, 2].mean() < 60
    assert edges[60:-80, 60:-80].mean() > 200


def test_red_seal_and_blue_ink_only_in_colour(sheet: Sheet) -> None:
    worn = _pixels(sheet, "worn")
    redness = worn[:, :, 0] - worn[:, :, 1]
    assert (redness > 60).sum() > 2000
    stamp = _pixels(sheet, "stamp")
    assert ((stamp[:, :, 2] - stamp[:, :, 0]) > 50).sum() > 1500


@pytest.mark.parametrize("level", [*LEVELS, "fax"])
def test_pdf_is_an_image_of_moderate_size_and_of_the_same_bytes(sheet: Sheet, level: str, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf(scan([sheet, sheet], level), tmp_path / name, level)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").stat().st_size < 2 * 450_000
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(document) == 2
    assert document[0].get_textpage().count_chars() == 0
    width, height = document[0].get_size()
    assert (round(width / 72 * DPI), round(height / 72 * DPI)) == scan([sheet], level)[0].size
