"""What people put on paper after printing: the red seal, the blue signature, the stamp of arrival. Drawn, as layers.

A layer is a coverage mask (float32, 0..1) with a colour; `scan` lays it over the print as ink, not as paint.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/liberation2"
RED = (206, 38, 46)
BLUE = (44, 62, 150)
STAMP_BLUE = (60, 70, 165)
_OVERSAMPLE = 2

Mask = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ink:
    """A drawn layer: its coverage, its colour (RGB), and its centre on the page in pixels."""

    mask: Mask
    colour: tuple[int, int, int]
    centre: tuple[float, float]


def _font(size: float, *, bold: bool = True, italic: bool = False) -> ImageFont.FreeTypeFont:
    style = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    return ImageFont.truetype(f"{FONTS}/LiberationSerif-{style}.ttf", max(4, round(size)))


def _mottle(shape: tuple[int, int], rng: np.random.Generator, grain: float, depth: float) -> Mask:
    """A field around 1 - depth/2 with blotches of `grain` pixels: ink takes to paper unevenly."""
    small = rng.random((max(2, int(shape[0] / grain)), max(2, int(shape[1] / grain))), dtype=np.float32)
    field = cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(1.0 - depth * field, 0.0, 1.0), np.float32)


def _shrunk(canvas: Pillow.Image) -> Mask:
    size = (canvas.width // _OVERSAMPLE, canvas.height // _OVERSAMPLE)
    return np.asarray(canvas.resize(size, Pillow.Resampling.BOX), dtype=np.float32) / 255.0


def _ring_text(canvas: Pillow.Image, text: str, radius: float, size: float, *, top: bool) -> None:
    """Letters round the centre: along the upper arc reading outwards, or along the lower one reading inwards."""
    font = _font(size)
    centre = canvas.width / 2
    widths = [font.getlength(letter) * 1.12 for letter in text]
    angle = -sum(widths) / radius / 2
    for letter, width in zip(text, widths, strict=True):
        middle = angle + width / radius / 2
        tile = Pillow.new("L", (int(size * 2), int(size * 2)))
        ImageDraw.Draw(tile).text((size, size), letter, font=font, fill=255, anchor="mm")
        turned = tile.rotate(-np.degrees(middle) if top else np.degrees(middle), Pillow.Resampling.BICUBIC)
        x = centre + radius * np.sin(middle)
        y = centre - radius * np.cos(middle) if top else centre + radius * np.cos(middle)
        canvas.paste(255, (int(x - size), int(y - size)), turned)
        angle += width / radius


def seal(centre: tuple[float, float], dpi: float, office: str, rng: np.random.Generator) -> Ink:
    """The round seal of an office, 36 mm across, as Circular 07/2010/TT-BCA describes it: two rings, a star, the name."""
    across = 36 / 25.4 * dpi * _OVERSAMPLE
    side = int(across * 1.08) // 2 * 2
    canvas = Pillow.new("L", (side, side))
    draw = ImageDraw.Draw(canvas)
    middle = side / 2
    for share, width in ((1.0, 0.028), (0.93, 0.010), (0.62, 0.012)):
        r = across / 2 * share
        draw.ellipse((middle - r, middle - r, middle + r, middle + r), outline=255, width=max(2, int(across * width)))
    points = []
    for k in range(10):
        r = across * (0.13 if k % 2 == 0 else 0.052)
        points.append((middle + r * np.sin(k * np.pi / 5), middle - r * np.cos(k * np.pi / 5)))
    draw.polygon(points, fill=255)
    name = office.upper()
    _ring_text(canvas, "CỘNG HÒA X.H.C.N VIỆT NAM", across * 0.375, across * 0.068, top=True)
    _ring_text(canvas, name[:26], across * 0.375, across * 0.062, top=False)
    _ring_text(canvas, "★", across * 0.375, across * 0.05, top=False)
    turned = canvas.rotate(float(rng.uniform(-12, 12)), Pillow.Resampling.BICUBIC)
    mask = _shrunk(turned)
    mask *= _mottle(mask.shape, rng, dpi / 40, 0.35) * _mottle(mask.shape, rng, dpi / 4, 0.35)
    return Ink(mask.astype(np.float32), RED, centre)


def signature(centre: tuple[float, float], dpi: float, rng: np.random.Generator) -> Ink:
    """A scribble of a ball pen, about 55 by 25 mm: a few loops and a long stroke, thinner where the pen is fast."""
    width, height = int(60 / 25.4 * dpi), int(30 / 25.4 * dpi)
    loops = int(rng.integers(3, 6))
    knots_x = np.linspace(0.12, 0.75, 4 * loops) + rng.normal(0, 0.02, 4 * loops)
    swing = np.tile([0.25, 0.62, 0.7, 0.35], loops) + rng.normal(0, 0.07, 4 * loops)
    knots_x[1::4] -= 0.05
    knots_x[2::4] += 0.03
    xs, ys = [*knots_x, 0.35, 0.05, 0.55, 0.97], [*swing, 0.86, 0.8, 0.66, 0.45]
    t = np.arange(len(xs))
    fine = np.linspace(0, len(xs) - 1, 60 * len(xs))
    curve = np.stack([_smooth(t, np.array(v), fine) for v in (xs, ys)], axis=1) * (width, height)
    mask = np.zeros((height, width), np.float32)
    speed = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    pen = dpi / 25.4 * 0.55
    for (start, end), v in zip(pairwise(curve), speed, strict=True):
        thick = max(1, round(pen * float(np.clip(1.3 - v / speed.mean() * 0.25, 0.6, 1.25))))
        cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 0.92, thick, cv2.LINE_AA)
    return Ink(cv2.GaussianBlur(mask, (0, 0), 0.6).astype(np.float32), BLUE, centre)


def _smooth(t: NDArray[np.int64], values: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Catmull-Rom through the values at integer places."""
    k = np.clip(at.astype(int), 0, len(t) - 2)
    u = at - k
    p = np.pad(values, (1, 2), mode="edge")
    a, b, c, d = p[k], p[k + 1], p[k + 2], p[k + 3]
    smooth: NDArray[np.float64] = 0.5 * (
        2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - 3 * c + d - a) * u**3
    )
    return smooth


def arrival(centre: tuple[float, float], dpi: float, office: str, rng: np.random.Generator) -> Ink:
    """The blue stamp of the office that received the letter: CÔNG VĂN ĐẾN, number and date, 58 by 28 mm."""
    unit = dpi / 25.4 * _OVERSAMPLE
    canvas = Pillow.new("L", (int(64 * unit), int(36 * unit)))
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((3 * unit, 4 * unit, 61 * unit, 32 * unit), outline=255, width=int(0.5 * unit))
    middle = 32 * unit
    draw.text((middle, 8.5 * unit), office.upper(), font=_font(3.6 * unit), fill=255, anchor="mm")
    draw.text((middle, 14.5 * unit), "CÔNG VĂN ĐẾN", font=_font(5 * unit), fill=255, anchor="mm")
    plain = _font(4 * unit, bold=False)
    number, day = int(rng.integers(100, 9000)), int(rng.integers(1, 29))
    draw.text((6 * unit, 20.5 * unit), f"Số: {number}", font=plain, fill=255, anchor="lm")
    draw.text((6 * unit, 27 * unit), f"Ngày: {day:02d} - 10", font=plain, fill=255, anchor="lm")
    draw.line((20 * unit, 29.2 * unit, 56 * unit, 29.2 * unit), fill=255, width=int(0.25 * unit))
    turned = canvas.rotate(float(rng.uniform(-5, 5)), Pillow.Resampling.BICUBIC)
    mask = _shrunk(turned)
    mask *= _mottle(mask.shape, rng, dpi / 30, 0.45)
    return Ink(mask.astype(np.float32), STAMP_BLUE, centre)


def lay(paper: NDArray[np.float32], ink: Ink) -> None:
    """Print a layer on `paper` (height x width x 3, 0..1) in place; what hangs over the edge is cut off."""
    height, width = ink.mask.shape
    left, top = round(ink.centre[0] - width / 2), round(ink.centre[1] - height / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(paper.shape[1], left + width), min(paper.shape[0], top + height)
    if x0 >= x1 or y0 >= y1:
        return
    part = ink.mask[y0 - top : y1 - top, x0 - left : x1 - left, None]
    absorbed = 1.0 - np.asarray(ink.colour, np.float32) / 255.0
    paper[y0:y1, x0:x1] *= 1.0 - part * absorbed
