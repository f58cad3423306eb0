"""Lines over the whole sheet go, rules of print stay, and figures that a line hid are doubtful."""

import numpy as np
import pytest

from document.pages import Cell, Grid, Image, Line, Word
from ocr.clean import clean, half_turned
from ocr.colour import without_colour
from ocr.second import DOUBT
from ocr.streaks import with_hidden_doubted, without_streaks
from tests.ocr.pages import picture


def page() -> Image:
    return np.ascontiguousarray(without_colour(picture()))


@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize(("level", "hides"), [(20, True), (180, False)])
def test_a_line_from_edge_to_edge_goes_and_print_beside_it_stays(lying: bool, level: int, hides: bool) -> None:
    before = page()
    crossed = before.T.copy() if lying else before.copy()
    at = len(crossed[0]) // 2
    crossed[:, at : at + 3] = np.minimum(crossed[:, at : at + 3], level)
    crossed = np.ascontiguousarray(crossed.T) if lying else crossed
    healed, hidden = without_streaks(crossed)
    assert bool(hidden) == hides
    changed = (before < 150) != (healed < 150)
    assert int(changed.sum()) < 0.1 * int(((before < 150) != (crossed < 150)).sum() or changed.size)
    far = np.delete(changed, np.s_[at - 4 : at + 8], axis=0 if lying else 1)
    assert not far.any()


def test_a_crease_that_wanders_is_followed() -> None:
    crossed = page()
    rows = np.arange(len(crossed))
    at = crossed.shape[1] // 3 + np.round(6 * np.sin(rows / 400)).astype(int)
    for step in range(2):
        crossed[rows, at + step] = 60
    healed, hidden = without_streaks(crossed)
    assert hidden
    assert float((healed[rows, at] < 150).mean()) < 0.3


@pytest.mark.parametrize("rotation", [0, 180])
def test_a_dotted_line_does_not_turn_the_page_and_its_place_is_told_as_the_page_is_shown(rotation: int) -> None:
    image = picture().copy()
    at = image.shape[1] // 3
    for first in range(3):
        image[first::4, at : at + 2] = 0
    cleaned = clean(image)
    if rotation:
        cleaned = half_turned(cleaned, image.shape)
        at = image.shape[1] - at
    assert cleaned.rotation == rotation
    assert cleaned.hidden
    assert all(box[0] - 3 < at < box[2] + 3 for box in cleaned.hidden)


def test_rules_that_end_within_the_sheet_stay() -> None:
    ruled = page()
    height, width = ruled.shape
    ruled[height // 20 : -height // 20, width // 2 : width // 2 + 3] = 0
    ruled[height // 2 : height // 2 + 3, width // 20 : -width // 20] = 0
    healed, hidden = without_streaks(ruled)
    assert healed is ruled
    assert hidden == ()


def test_figures_that_a_line_hid_are_doubtful() -> None:
    words = (Word("tăng", (0, 0, 60, 20), 0.9), Word("18", (70, 0, 90, 20), 0.9), Word("25", (100, 0, 120, 20), 0.9))
    line = Line(1, "tăng 18 25", (0, 0, 120, 20), words)
    grid = Grid(1, 1, (Cell(0, 0, "18", words=words[1:2]),), None, 2, 2)
    lines, grids = with_hidden_doubted([line], [grid], [(40.0, 0.0, 75.0, 300.0)])
    assert [word.confidence < DOUBT for word in lines[0].words] == [False, True, False]
    assert grids[0].cells[0].words[0].confidence < DOUBT
