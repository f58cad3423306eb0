"""Make a page image fit for reading: colour away, light even, upright, straight.

What is undone is remembered: `Cleaned.to_shown` takes a point of the clean image back to the page as people see it.
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from document.places import BBox
from ocr.colour import without_colour
from ocr.coloured import with_coloured_print
from ocr.pen import without_pen
from ocr.pieces import connected, painted
from ocr.ranks import grey_percentile
from ocr.shading import without_shading
from ocr.streaks import without_streaks

cv2.setNumThreads(1)  # one process reads one page; cores are shared out by page

Matrix = NDArray[np.float64]
_Sheet = tuple[NDArray[np.uint8], Matrix, bool, float, bool, tuple[BBox, ...]]

_THUMB = 1100
"""Long side in pixels, about, of the small image that shadows, skew and turns are judged on."""

_MAX_SKEW = 6.0
_FEET = 60_000
"""Pixels under letters, about, that tell the slope; of more, every second or third."""
_ASKEW = 1.0
"""Lines slope no more than this on a sheet that was made flat, in degrees."""
_PALEST = 110.0
"""No ink is taken to be paler than this on evened paper, unless all of the page's print is."""
_FAINT = 170.0
"""Nor than this on any page: what shows through from the back is paler."""
_FAINTEST, _BLOCK = 205, 16
"""Grey below which a square of so many pixels has print in it, on evened paper."""
_DARKEST = 10
"""Percentile of such squares' darkest pixels: where fewer are black, they are holes, staples and edges."""
_WHITE = 250
"""Grey from which paper is white as it is."""
_PAPER = 245
"""Grey from which everything is paper after the light was evened."""
_DOT = 175
"""Grey below which a pixel may be a dot of dithered paper."""
_SPECK, _BLACK = 3, 100
"""Pixels of a dot at most, where it fell between the pixels of the page; the least full stop has more, and black ones."""
_DITHERED = 0.002
"""Share of the pixels that are dots alone from which paper was dithered: dust alone makes some hundred dots a page."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page ready for reading.

    `grey`: height x width, ink dark on white. `rotation`: quarter turns undone, degrees clockwise. `skew`: degrees
    undone, positive where the page's lines fell to the right. `to_shown`: 3 x 3, clean pixels to pixels of the page as
    shown upright. `flat`: whether a perspective was undone. `unread`: coloured marks left out that may be figures.
    `hidden`: where lines over the whole sheet were taken out that hid what they crossed, on the page as shown.
    """

    grey: Image
    rotation: int
    skew: float
    to_shown: Matrix
    flat: bool = False
    unread: int = 0
    hidden: tuple[BBox, ...] = ()

    def shown_box(self, box: BBox) -> BBox:
        """The upright box on the shown page around `box` of the clean image."""
        return _mapped(self.to_shown, box)


def _mapped(matrix: Matrix, box: BBox) -> BBox:
    """The upright box around `box` seen through a map of points."""
    x0, y0, x1, y1 = box
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    corners = [(x, y, g * x + h * y + i) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
    across = [(a * x + b * y + c) / w for x, y, w in corners]
    down = [(d * x + e * y + f) / w for x, y, w in corners]
    return round(min(across), 1), round(min(down), 1), round(max(across), 1), round(max(down), 1)


def turned(image: Image, rotation: int) -> Image:
    """`image` turned clockwise by `rotation` degrees (a multiple of 90)."""
    return np.ascontiguousarray(np.rot90(image, k=-(rotation // 90) % 4))


def _thumb(grey: Image) -> tuple[Image, float]:
    """The image at a whole fraction of its size, and that fraction: any other takes thirty times as long."""
    factor = max(1, round(max(grey.shape) / _THUMB))
    if factor == 1:
        return grey, 1.0
    height, width = (side // factor * factor for side in grey.shape)
    size = (width // factor, height // factor)
    small = cv2.resize(grey[:height, :width], size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), 1 / factor


def even_light(grey: Image, small: Image | None = None) -> Image:
    """Divide by the paper's own brightness, so that shadows and yellow paper turn white; then stretch ink to black.

    `small`: the image at a thumbnail's size, where it is at hand.
    """
    paper = cv2.dilate(_thumb(grey)[0] if small is None else small, cv2.getStructuringElement(cv2.MORPH_RECT, (17, 17)))
    if int(paper.min()) < _WHITE:
        # Without print the paper is smooth: its median is the same at half the size, in a third of the time.
        paper = cv2.medianBlur(cv2.resize(paper, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 15)
    if int(grey_percentile(np.asarray(paper, dtype=np.uint8), 1)) < _WHITE:
        full = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
        grey = np.asarray(cv2.divide(grey, full, scale=255), dtype=np.uint8)
    grey = without_shading(grey)
    # A page of a signature alone has less ink than that share: its darkest pixels would be paper, and noise become ink.
    sample = np.ascontiguousarray(grey[::4, ::4])
    darkest, dark = (grey_percentile(sample, percent) for percent in (0.5, 2))
    dark = min(_PALEST, darkest) if dark <= _PALEST else max(min(_PALEST, darkest), min(_FAINT, _ink_level(grey)))
    table = np.clip((np.arange(256, dtype=np.float32) - dark) * 255 / max(20.0, _PAPER - 5 - dark), 0, 255)
    return np.asarray(cv2.LUT(grey, table.astype(np.uint8)), dtype=np.uint8)


def _ink_level(grey: Image) -> float:
    """How dark the darker print of a page is, its few black holes and edges apart; 0 where there is no print."""
    height, width = (side // _BLOCK * _BLOCK for side in grey.shape)
    squares = grey[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).min(axis=(1, 3))
    printed = squares[squares < _FAINTEST]
    return float(np.percentile(printed, _DARKEST)) if printed.size else 0.0


def without_dots(grey: Image) -> Image:
    """Take away the dots by which scans of one bit show paper that is not quite white; other pages stay as they are."""
    height = len(grey)
    band = (grey[3 * height // 8 : 5 * height // 8] < _DOT).astype(np.uint8)
    # Hairlines of tables are as thin as dots, but as long as the window in which a dot stands alone.
    around = cv2.boxFilter(band, -1, (5, 5), normalize=False, borderType=cv2.BORDER_CONSTANT)
    if np.count_nonzero((band == 1) & (around <= _SPECK)) < _DITHERED * band.size:
        return grey
    count, labels = cv2.connectedComponents((grey < _DOT).astype(np.uint8), connectivity=8)
    kept = np.bincount(labels[grey < _BLACK], minlength=count) > _SPECK
    print_ = cv2.dilate(kept[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(print_ == 1, grey, 255).astype(np.uint8)


def _lettered(small: Image) -> NDArray[np.bool_]:
    """Where print is in the thumbnail; frames and a scanner's black edges are left out."""
    labels, stats = connected((small < 150).astype(np.uint8))
    print_ = np.maximum(stats[:, 2], stats[:, 3]) < max(small.shape) // 7
    print_[0] = False
    return painted(print_, labels)


def _feet(lettered: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rows and columns of the bottom edges of print: baselines are the straightest thing on a page."""
    ys, xs = np.nonzero(lettered[:-1] & ~lettered[1:])
    step = len(ys) // _FEET + 1
    return ys[::step].astype(np.float64), xs[::step].astype(np.float64)


def _sharpness(ys: NDArray[np.float64], xs: NDArray[np.float64], degrees: float) -> float:
    """How unevenly ink falls into rows that slope by `degrees`: highest along lines of text."""
    rows = (ys - xs * math.tan(math.radians(degrees))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def _slope(ys: NDArray[np.float64], xs: NDArray[np.float64]) -> tuple[float, float]:
    """The slope of the lines in degrees (positive: falling to the right), and how sharp they are there."""
    best = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.5), key=lambda a: _sharpness(ys, xs, float(a)))
    fine = max(np.arange(best - 0.45, best + 0.46, 0.1), key=lambda a: _sharpness(ys, xs, float(a)))
    finest = max(np.arange(fine - 0.08, fine + 0.09, 0.04), key=lambda a: _sharpness(ys, xs, float(a)))
    return float(finest), _sharpness(ys, xs, float(finest))


def direction(grey: Image) -> tuple[float, bool, float]:
    """Slope of the text lines in degrees, whether they run down the page (lying on a side), and how sharply they stand apart."""
    lettered = _lettered(_thumb(grey)[0])
    ys, xs = _feet(lettered)
    if len(ys) < 200:
        return 0.0, False, 0.0
    slope, upright = _slope(ys, xs)
    ys, xs = _feet(np.ascontiguousarray(lettered.T))
    if len(ys) < 200:
        return slope, False, upright
    _, lying = _slope(ys, xs)
    return slope, lying > 1.6 * upright, max(upright, lying)


def straightened(grey: Image, degrees: float) -> tuple[Image, Matrix]:
    """Turn by -`degrees` about the centre; also the map from the result back to `grey`."""
    height, width = grey.shape
    forward = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned_grey = cv2.warpAffine(grey, forward, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
    full = np.vstack([forward, [0.0, 0.0, 1.0]])
    return np.asarray(turned_grey, dtype=np.uint8), np.asarray(np.linalg.inv(full), dtype=np.float64)


def _ordered(quad: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners as top left, top right, bottom right, bottom left."""
    total, across = quad.sum(axis=1), quad[:, 0] - quad[:, 1]
    return quad[[int(total.argmin()), int(across.argmax()), int(total.argmax()), int(across.argmin())]]


def sheet_corners(small: Image, scale: float) -> NDArray[np.float64] | None:
    """The four corners of a bright sheet on a darker table, or None where the page fills the picture.

    `small`: the picture's thumbnail, `scale` its size over the picture's; the corners are the picture's.
    """
    blurred = np.asarray(cv2.GaussianBlur(small, (7, 7), 0), dtype=np.uint8)
    height, width = small.shape
    border = np.concatenate([blurred[0], blurred[-1], blurred[:, 0], blurred[:, -1]])
    desk = grey_percentile(border, 40)
    paper = grey_percentile(blurred[height // 6 : -height // 6, width // 6 : -width // 6], 50)
    if paper - desk < 40:
        return None
    # A hand's shadow halves the paper's light, so the level lies nearer to the desk than to the paper.
    _, mask = cv2.threshold(blurred, desk + 0.3 * (paper - desk), 255, cv2.THRESH_BINARY)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (25, 25)))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    sheet = max(outlines, key=cv2.contourArea)
    hull = cv2.convexHull(sheet)
    area = cv2.contourArea(hull)
    if not 0.25 * height * width < area < 0.985 * height * width:
        return None
    for tolerance in (0.02, 0.03, 0.05, 0.08):
        shape = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(shape) == 4 and cv2.contourArea(shape) > 0.88 * area:
            return _ordered(shape.reshape(4, 2).astype(np.float64)) / scale
    return None


def flattened(grey: Image, corners: NDArray[np.float64]) -> tuple[Image, Matrix]:
    """The sheet within `corners` made rectangular; also the map from the result back to `grey`."""
    top_left, top_right, bottom_right, bottom_left = corners
    width = round(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    height = round(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    forward = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    flat = cv2.warpPerspective(grey, forward, (int(width), int(height)), flags=cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(flat, dtype=np.uint8), np.asarray(np.linalg.inv(forward), dtype=np.float64)


def clean(image: Image) -> Cleaned:
    """All steps in order. The half turn (upside down) is judged later, by the letters: see `layout.upside_down`."""
    print_, unread = with_coloured_print(without_pen(without_colour(image), image), image)
    grey, to_shown, flat, slope, side, streaks = _upright_sheet(print_)
    hidden = tuple(_mapped(to_shown, box) for box in streaks)
    rotation = 0
    if side:
        rotation = 90
        to_shown = _turned_map(to_shown, rotation, grey.shape, image.shape)
        hidden = tuple(_mapped(quarter(rotation, image.shape), box) for box in hidden)
        grey = turned(grey, rotation)
        slope, _, _ = direction(grey)
    if abs(slope) >= 0.08:
        grey, back = straightened(grey, slope)
        to_shown = to_shown @ back
    return Cleaned(grey, rotation, slope, to_shown, flat, unread, hidden)


def _upright_sheet(grey: Image) -> _Sheet:
    """The sheet in even light, the map back to `grey`, whether it was made flat, the slope and side of its
    lines, and the places that streaks hid.

    A copier's dark corner may look like a desk beside the sheet: what is no straighter for being made flat stays as it is.
    """
    small, scale = _thumb(grey)
    corners = sheet_corners(small, scale)
    flat: _Sheet | None = None
    sharpness = 0.0
    if corners is not None:
        sheet, back = flattened(grey, corners)
        sheet, streaks = without_streaks(without_dots(even_light(sheet)))
        slope, side, sharpness = direction(sheet)
        flat = sheet, back, True, slope, side, streaks
        if not side and abs(slope) < _ASKEW:
            return flat
    page, streaks = without_streaks(without_dots(even_light(grey, small)))
    slope, side, as_it_is = direction(page)
    return flat if flat is not None and sharpness >= as_it_is else (page, np.eye(3), False, slope, side, streaks)


def _turned_map(to_shown: Matrix, rotation: int, clean_shape: tuple[int, ...], shown_shape: tuple[int, ...]) -> Matrix:
    """`to_shown` after both the clean image and the page as shown were turned clockwise by `rotation`."""
    return quarter(rotation, shown_shape) @ to_shown @ np.linalg.inv(quarter(rotation, clean_shape))


def quarter(rotation: int, shape: tuple[int, ...]) -> Matrix:
    """The map of points when an image of `shape` (height, width) is turned clockwise by `rotation` degrees."""
    height, width = shape[:2]
    match rotation % 360:
        case 90:
            return np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], dtype=np.float64)
        case 180:
            return np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64)
        case 270:
            return np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64)
        case _:
            return np.eye(3)


def half_turned(cleaned: Cleaned, shown_shape: tuple[int, ...]) -> Cleaned:
    """The same page turned by 180 degrees. `shown_shape`: of the page as shown, before or after (they agree)."""
    to_shown = _turned_map(cleaned.to_shown, 180, cleaned.grey.shape, shown_shape)
    grey, rotation = turned(cleaned.grey, 180), (cleaned.rotation + 180) % 360
    hidden = tuple(_mapped(quarter(180, shown_shape), box) for box in cleaned.hidden)
    return replace(cleaned, grey=grey, rotation=rotation, to_shown=to_shown, hidden=hidden)
