"""What cleaning undoes, and that it says so."""

import cv2
import numpy as np
import pytest

from document.pages import Image
from ocr.clean import clean, even_light, half_turned, turned, without_dots
from ocr.colour import without_colour
from ocr.lines import find_ink, find_strips, uprightness
from tests.ocr.pages import picture


def skewed(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


@pytest.mark.parametrize("degrees", [-2.5, -0.4, 0.0, 1.3])
def test_skew_is_measured_and_undone(degrees: float) -> None:
    cleaned = clean(skewed(picture(), degrees))
    assert cleaned.rotation == 0
    assert cleaned.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_quarter_turns_lead_back_to_the_same_words(rotation: int) -> None:
    """Lines lie level after cleaning, and the letters' shapes tell which way is up."""
    upright = find_ink(clean(picture()).grey)
    assert uprightness(upright, find_strips(upright)) > 0.55
    image = turned(picture(), rotation)
    cleaned = clean(image)
    ink = find_ink(cleaned.grey)
    share = uprightness(ink, find_strips(ink))
    assert (cleaned.rotation in (90, 270)) == (rotation in (90, 270))
    assert (share > 0.5) == ((rotation + cleaned.rotation) % 360 == 0)


def test_boxes_find_their_way_back() -> None:
    """A black square stands where `shown_box` says, after skew and a half turn."""
    image = skewed(picture(), 1.0)
    cleaned = clean(image)
    upside_down = half_turned(cleaned, image.shape)
    for page, shown in ((cleaned, image), (upside_down, turned(image, 180))):
        strip = find_strips(find_ink(page.grey))[3]
        x0, y0, x1, y1 = (round(v) for v in page.shown_box((strip.x0, strip.y0, strip.x1, strip.y1)))
        inside = without_colour(shown)[y0:y1, x0:x1]
        assert float((inside < 128).mean()) > 0.05


def test_seal_and_shadow_go_and_print_stays() -> None:
    image = picture().copy()
    cv2.circle(image, (800, 1200), 150, (225, 60, 70), 8)
    shade = np.linspace(0.45, 1.0, image.shape[1], dtype=np.float32)
    shaded = (image * shade[None, :, None]).astype(np.uint8)
    grey = even_light(without_colour(shaded))
    print_ = without_colour(picture()) < 60
    paper = cv2.erode((without_colour(picture()) > 250).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert float((grey[print_] < 140).mean()) > 0.97
    assert float((grey[paper] > 225).mean()) > 0.995


def test_noise_on_a_page_with_hardly_any_ink_stays_paper() -> None:
    noise = np.random.default_rng(3).normal(240, 6, (1200, 850)).clip(0, 255).astype(np.uint8)
    noise[600:604, 400:440] = 30
    evened = even_light(noise)
    assert int(evened[602, 420]) < 60
    assert float((evened < 150).mean()) < 0.001


@pytest.mark.parametrize("holes", [(), ((60, 700), (60, 1600))])
def test_print_that_is_pale_all_over_the_page_is_made_black(holes: tuple[tuple[int, int], ...]) -> None:
    """A copy of little toner: grey on grey; punched holes are no print."""
    printed = without_colour(picture()) < 60
    pale = np.asarray(205 - (255 - without_colour(picture()).astype(np.float32)) * 60 / 255, dtype=np.uint8)
    for hole in holes:
        cv2.circle(pale, hole, 26, (15,), -1)
    grey = even_light(pale)
    assert float((grey[printed] < 110).mean()) > 0.97


def test_what_shows_through_beside_black_print_stays_pale() -> None:
    page = np.full((1200, 850), 240, dtype=np.uint8)
    page[100:1100:40, 100:750] = 200
    page[100:300:40, 100:400:8] = 20
    assert int(even_light(page)[540, 600]) > 175


def test_a_black_and_white_page_with_hardly_any_ink_stays_white() -> None:
    page = np.full((1200, 850), 255, dtype=np.uint8)
    page[600:604, 400:440] = 0
    assert np.array_equal(even_light(page) < 128, page < 128)


def test_a_line_over_the_gutter_is_cut_where_the_rows_below_show_it() -> None:
    grey = np.full((400, 1400), 255, np.uint8)
    for y, spans in (
        (60, [(100, 600), (632, 1300)]),
        (120, [(200, 500), (740, 1200)]),
        (180, [(220, 480), (800, 1150)]),
    ):
        for start, end in spans:
            for x in range(start, end - 14, 20):
                grey[y : y + 20, x : x + 14] = 0
    strips = find_strips(find_ink(grey))
    assert [(s.x0 < 620, s.x1 < 620) for s in strips] == [(True, True), (False, False)] * 3


def test_dots_of_dithered_paper_go_and_points_stay() -> None:
    page = without_colour(picture())
    dots = np.zeros_like(page)
    dots[::5, ::4] = 255
    cleaned = clean(np.where((dots == 255) & (page > 250), 0, page).astype(np.uint8))
    as_printed = clean(page)
    assert float((cleaned.grey < 175).mean()) == pytest.approx(float((as_printed.grey < 175).mean()), rel=0.1)
    assert len(find_strips(find_ink(cleaned.grey))) == len(find_strips(find_ink(as_printed.grey)))


def test_hairlines_of_a_table_are_no_dots_of_paper() -> None:
    """Small points between figures go with dots where there are any."""
    page = np.full((2339, 1654), 255, dtype=np.uint8)
    for y in range(900, 1500, 30):
        page[y, 100:1550] = 120
    page[900:1500, 100:1550:240] = 120
    page[915:917, 300:302] = 90
    assert int(without_dots(page)[915, 300]) == 90


def test_a_dark_corner_is_no_desk_beside_the_sheet() -> None:
    page = without_colour(picture())
    height, width = page.shape
    ys, xs = np.mgrid[0:height, 0:width]
    low = (1.0 - 0.14 * xs / width) * height
    shade = np.where(ys > low, 0.15, 1.0)
    shade[:, -round(0.06 * width) :] = 0.15
    cleaned = clean((page * shade).astype(np.uint8))
    assert not cleaned.flat
    assert abs(cleaned.skew) < 0.3
