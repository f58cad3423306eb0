"""Tables and lines of words drawn for the tests, degraded a little, with what they show."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.pages import Image, Word

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"


@dataclass(frozen=True)
class Drawn:
    """Column and row edges in pixels, merged cells as (row, column, row span, column span), texts by (row, column)."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    texts: tuple[tuple[int, int, str], ...] = ()
    outer_sides: bool = True

    def cells(self) -> list[tuple[int, int, int, int]]:
        """Every cell as (row, column, row span, column span)."""
        covered = {(r + i, c + j): (r, c, rs, cs) for r, c, rs, cs in self.merged for i in range(rs) for j in range(cs)}
        all_cells = [
            covered.get((r, c), (r, c, 1, 1)) for r in range(len(self.rows) - 1) for c in range(len(self.columns) - 1)
        ]
        return sorted(set(all_cells))

    def draw(self, size: tuple[int, int] = (1654, 1200), letter: int = 36, width: int = 2) -> Image:
        """A white page with the table on it."""
        page = Pillow.new("L", size, 255)
        pen = ImageDraw.Draw(page)
        font = ImageFont.truetype(FONT, letter)
        texts = {(r, c): text for r, c, text in self.texts}
        for row, column, row_span, column_span in self.cells():
            x0, x1 = self.columns[column], self.columns[column + column_span]
            y0, y1 = self.rows[row], self.rows[row + row_span]
            sides = [((x0, y0), (x1, y0)), ((x0, y1), (x1, y1))]
            if self.outer_sides or column > 0:
                sides.append(((x0, y0), (x0, y1)))
            if self.outer_sides or column + column_span < len(self.columns) - 1:
                sides.append(((x1, y0), (x1, y1)))
            for start, end in sides:
                pen.line((*start, *end), fill=0, width=width)
            text = texts.get((row, column), "")
            pen.text(((x0 + x1) / 2, (y0 + y1) / 2), text, font=font, fill=0, anchor="mm")
        return np.array(page)


def tilted(page: Image, degrees: float) -> Image:
    """`page` turned about its middle."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255,)), np.uint8)


def broken(page: Image, seed: int, holes: int = 400, side: int = 5) -> Image:
    """`page` with white holes where the print came off."""
    worn = page.copy()
    rng = np.random.default_rng(seed)
    for y, x in zip(rng.integers(0, page.shape[0], holes), rng.integers(0, page.shape[1], holes), strict=True):
        worn[y : y + side, x : x + side] = 255
    return worn


def noisy(page: Image, seed: int, strength: float = 8.0) -> Image:
    """`page` blurred a little, greyed, with the grain of a scanner."""
    rng = np.random.default_rng(seed)
    soft = 255 - (255 - cv2.GaussianBlur(page, (0, 0), 0.8).astype(np.float64)) * 0.9
    return np.asarray(np.clip(soft + rng.normal(0, strength, page.shape), 0, 255), np.uint8)


def printed_words(texts: Sequence[str], size: tuple[int, int], at: tuple[int, int]) -> tuple[Image, list[Word]]:
    """A grainy line of `texts` on a page of `size` (width, height), and its words as a faultless first reader sees them."""
    page = Pillow.new("L", size, 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    words, x, y = [], float(at[0]), at[1]
    for text in texts:
        pen.text((x, y), text, font=font, fill=0)
        x0, y0, x1, y1 = pen.textbbox((x, y), text, font=font)
        words.append(Word(text, (x0, y0, x1, y1), 0.9))
        x += pen.textlength(text + " ", font=font)
    return noisy(np.array(page), 5), words
