"""Lines of a cell that overlap are prints of their own, each with its marks."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from ocr.grid_cells import Print
from ocr.grid_strips import by_line
from tests.ocr.tables import FONT

BOX = (10.0, 10.0, 490.0, 150.0)


def _ink(pitch: int) -> NDArray[np.uint8]:
    page = Pillow.new("L", (500, 160), 0)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 40)
    pen.text((40, 60), "Tổng hợp quý", font=font, fill=255, anchor="ls")
    pen.text((40, 60 + pitch), "tiếp nhận", font=font, fill=255, anchor="ls")
    return np.where(np.array(page) > 90, 255, 0).astype(np.uint8)


def test_lines_that_overlap_are_parted_with_their_marks() -> None:
    ink = _ink(34)
    whole = Print(0, BOX)
    upper, lower = by_line([whole], ink, [BOX], 27.0)
    assert upper.bbox[3] > lower.bbox[1]
    assert upper.shown is not None
    assert lower.shown is not None
    x0, y0, x1, y1 = (int(v) for v in lower.bbox)
    alone = Pillow.new("L", (500, 160), 0)
    ImageDraw.Draw(alone).text((40, 94), "tiếp nhận", font=ImageFont.truetype(FONT, 40), fill=255, anchor="ls")
    true = np.array(alone)[y0:y1, x0:x1] > 90
    assert (lower.shown & (ink[y0:y1, x0:x1] > 0))[true].mean() > 0.97
    assert (lower.shown & (ink[y0:y1, x0:x1] > 0))[~true].mean() < 0.01


def test_lines_with_white_between_them_stay_one_print() -> None:
    place = Print(0, BOX)
    assert by_line([place], _ink(62), [BOX], 27.0) == [place]


def test_a_dash_stays() -> None:
    place = Print(0, BOX, dash=True)
    assert by_line([place], _ink(34), [BOX], 27.0) == [place]
