"""Print in coloured ink is as dark as black print; seals, stamps, markers and pens are not."""

import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from corpus import inks
from document.pages import Image
from ocr.colour import without_colour
from ocr.coloured import with_coloured_print
from tests.ocr.pages import picture

Box = tuple[int, int, int, int]

RED, BLUE, GREEN = (255, 0, 0), (0, 112, 192), (0, 128, 0)
PARAGRAPH: Box = (230, 390, 1500, 490)
FIGURE: Box = (800, 636, 910, 680)
"""The figure of the table's last row, alone in its cell."""


def inked(*printed: tuple[Box, tuple[int, int, int]]) -> Image:
    """The letter's page with the print of some boxes in colour."""
    page = picture().astype(np.float64)
    for (x0, y0, x1, y1), colour in printed:
        part = page[y0:y1, x0:x1]
        part[:] = 255 - (255 - part) * (1 - np.array(colour) / 255)
    return np.asarray(page.round(), np.uint8)


def read(page: Image) -> tuple[Image, int]:
    return with_coloured_print(without_colour(page), page)


def darkness(grey: Image, box: Box) -> float:
    """How dark the print of a box is, against the black print of the page: about 1 where it is as dark."""
    x0, y0, x1, y1 = box
    black = without_colour(picture())[y0:y1, x0:x1]
    return float((255 - grey[y0:y1, x0:x1])[black < 60].mean() / (255 - black[black < 60]).mean())


@pytest.mark.parametrize("colour", [RED, BLUE, GREEN, (0, 0, 255), (192, 0, 0)])
@pytest.mark.parametrize(
    "box", [PARAGRAPH, (770, 310, 960, 370), (800, 395, 1200, 440)], ids=["lines", "title", "words"]
)
def test_letters_in_colour_become_dark(box: Box, colour: tuple[int, int, int]) -> None:
    page = inked((box, colour))
    assert darkness(without_colour(page), box) < 0.8
    grey, unread = read(page)
    assert darkness(grey, box) > 0.6
    assert unread == 0


def test_colours_at_half_the_resolution_leave_the_letters_sharp() -> None:
    file = io.BytesIO()
    Pillow.fromarray(inked((PARAGRAPH, BLUE))).save(file, "JPEG", quality=40)
    grey, _ = read(np.asarray(Pillow.open(file), np.uint8))
    x0, y0, x1, y1 = PARAGRAPH
    assert darkness(grey, PARAGRAPH) > 0.55
    paper = without_colour(picture())[y0:y1, x0:x1] == 255
    paper = cv2.erode(paper.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert float((grey[y0:y1, x0:x1][paper] > 200).mean()) > 0.99


def test_yellow_paper_is_no_colour() -> None:
    page = np.asarray(picture() * np.array([1.0, 0.9, 0.72]), np.uint8)
    plain = without_colour(page).copy()
    assert np.array_equal(read(page)[0], plain)


def test_a_figure_alone_is_read_where_the_page_is_printed_in_its_colour() -> None:
    alone = (410, 640, 432, 682)
    grey, unread = read(inked((PARAGRAPH, RED), (alone, RED)))
    assert darkness(grey, alone) > 0.6
    assert unread == 0


def test_a_mark_alone_is_told_not_read() -> None:
    page = picture().copy()
    cv2.putText(page, "7", (1200, 665), cv2.FONT_HERSHEY_SIMPLEX, 1.4, RED, 4)
    plain = without_colour(page).copy()
    grey, unread = read(page)
    assert np.array_equal(grey, plain)
    assert unread == 1


def _seal(paper: NDArray[np.float32], rng: np.random.Generator) -> None:
    inks.lay(paper, inks.seal((1150, 800), 200, "ỦY BAN NHÂN DÂN", rng))


def _stamp(paper: NDArray[np.float32], rng: np.random.Generator) -> None:
    inks.lay(paper, inks.arrival((700, 560), 200, "SỞ Y TẾ", rng))


def _signature(paper: NDArray[np.float32], rng: np.random.Generator) -> None:
    inks.lay(paper, inks.signature((1150, 850), 200, rng))


def _marker(paper: NDArray[np.float32], rng: np.random.Generator) -> None:
    paper[395:438, 300:900] *= np.array([1.0, 0.5, 0.7], np.float32)


def _tick(paper: NDArray[np.float32], rng: np.random.Generator) -> None:
    points = np.array([[700, 415], [708, 428], [726, 398]])
    cv2.polylines(paper, [points], isClosed=False, color=(0.1, 0.1, 0.8), thickness=3)


@pytest.mark.parametrize("lay", [_seal, _stamp, _signature, _marker, _tick])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_people_put_on_print_stays_away(lay: Callable[..., None], seed: int) -> None:
    paper = picture().astype(np.float32) / 255
    lay(paper, np.random.default_rng(seed))
    page = np.asarray((paper * 255).round(), np.uint8)
    plain = without_colour(page).copy()
    grey, unread = read(page)
    assert np.array_equal(grey, plain)
    assert unread == 0


def test_black_and_grey_pages_come_back_as_they_are() -> None:
    plain = without_colour(picture())
    for page in (picture(), plain):
        assert np.array_equal(with_coloured_print(plain.copy(), page)[0], plain)
