"""The scan simulator: a printed page in, what an office's scanner or telephone makes of it out. Deterministic by seed.

Levels:
clean    200 dpi grey, no defect
office   200 dpi grey, a skew of 0.4 degrees, rough toner, light noise: an office scanner that whitens the paper
worn     200 dpi colour, seals over the text, a skew of 1.3 degrees, uneven light, specks, the back showing, strong JPEG
photo    a colour picture from a telephone: perspective, the hand's shadow, blur, warm light, the desk round the sheet
Variants, each one defect on top of the office level:
quarter, upside_down     turned a quarter clockwise, turned by half
fax                      1 bit a pixel, CCITT G4
black_edges              the black margin of an open scanner lid
stamp                    colour, the blue stamp "CÔNG VĂN ĐẾN" over the text of the first page
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from corpus.inks import Ink, arrival, lay, seal, signature
from document.pages import Image

DPI = 200
PRINT_DPI = 300
"""Pages come in rendered at this resolution, so that the scanner has something finer than its own pixels to look at."""

Paper = NDArray[np.float32]
"""Height x width x 3, reflectance 0..1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page: its picture at PRINT_DPI, the centres of seals in points, and whose seal it is."""

    number: int
    print_: Image
    seals: tuple[tuple[float, float], ...] = ()
    office: str = "ỦY BAN NHÂN DÂN"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a level does. Angles in degrees, lengths in pixels at DPI, light and noise in shares of full white."""

    skew: float = 0.0
    toner: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    colour: bool = False
    quality: int = 75
    inks: bool = True
    edge_seals: bool = False
    stamp: bool = False
    bleed: float = 0.0
    paper: float = 1.0
    light: float = 0.0
    specks: int = 0
    fade: float = 0.0
    black_edges: bool = False
    bits: int = 8
    turn: int = 0
    camera: bool = False


_OFFICE = {"skew": 0.4, "toner": 0.16, "noise": 0.01, "quality": 42, "specks": 14, "blur": 0.35}
RECIPES: dict[str, Recipe] = {
    "clean": Recipe(quality=80),
    "office": Recipe(**_OFFICE),  # type: ignore[arg-type]
    "worn": Recipe(
        skew=1.3, toner=0.22, noise=0.03, quality=30, specks=160, blur=0.5, colour=True, edge_seals=True,
        bleed=0.09, paper=0.93, light=0.16, fade=0.12,
    ),
    "photo": Recipe(noise=0.02, blur=0.75, quality=55, colour=True, paper=0.9, light=0.1, toner=0.1, camera=True),
    "quarter": Recipe(**_OFFICE, turn=90),  # type: ignore[arg-type]
    "upside_down": Recipe(**_OFFICE, turn=180),  # type: ignore[arg-type]
    "fax": Recipe(**{**_OFFICE, "specks": 40, "skew": 0.6}, bits=1),  # type: ignore[arg-type]
    "black_edges": Recipe(**{**_OFFICE, "skew": 0.9}, black_edges=True),  # type: ignore[arg-type]
    "stamp": Recipe(**_OFFICE, colour=True, stamp=True),  # type: ignore[arg-type]
}  # fmt: skip
LEVELS = ("clean", "office", "worn", "photo")
VARIANTS = tuple(name for name in RECIPES if name not in LEVELS)


def scan(sheets: Iterable[Sheet], level: str, seed: int = 0) -> list[Pillow.Image]:
    """The pictures of the sheets as the scanner of `level` sees them (mode "L", "RGB" or "1"). Raises KeyError for an unknown level."""
    recipe = RECIPES[level]
    pictures: list[Pillow.Image] = []
    back: Paper | None = None
    for sheet in sheets:
        rng = np.random.default_rng([seed, crc32(level.encode()), sheet.number])
        paper = sheet.print_.astype(np.float32) / 255.0
        if paper.ndim == 2:
            paper = np.repeat(paper[:, :, None], 3, axis=2)
        front = paper.copy()
        pictures.append(_picture(_scanned(paper, sheet, recipe, back, rng), recipe, rng))
        back = front
    return pictures


def write_pdf(pictures: Sequence[Pillow.Image], path: Path, level: str) -> None:
    """One image-only PDF: JPEG pages, or CCITT G4 for 1-bit ones. The same pictures give the same bytes."""
    epoch = time.gmtime(0)
    options = {} if RECIPES[level].bits == 1 else {"quality": RECIPES[level].quality}
    pictures[0].save(
        path, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=float(DPI),
        creationDate=epoch, modDate=epoch, title="Scan",
        producer="", creator="", **options,
    )  # fmt: skip


def _scanned(paper: Paper, sheet: Sheet, recipe: Recipe, back: Paper | None, rng: np.random.Generator) -> Paper:
    """Everything up to the sensor, at DPI, still as reflectance."""
    if recipe.toner:
        paper = _toner(paper, recipe.toner, rng)
    if recipe.fade:
        _fade(paper, recipe.fade, rng)
    for ink in _inks(paper, sheet, recipe, rng):
        lay(paper, ink)
    if recipe.bleed and back is not None and back.shape == paper.shape:
        paper *= 1.0 - recipe.bleed * (1.0 - cv2.GaussianBlur(back[:, ::-1], (0, 0), 4.0))
    paper = _shrink(paper)
    _specks(paper, recipe.specks, rng)
    paper *= recipe.paper
    if recipe.light:
        paper *= _uneven(paper.shape[:2], recipe.light, rng)[:, :, None]
    if recipe.camera:
        paper = _camera(paper, rng)
    elif recipe.skew:
        paper = _turned(
            paper, recipe.skew * (1 if rng.random() < 0.5 else -1) * float(rng.uniform(0.85, 1.1)), recipe.paper
        )
    if recipe.black_edges:
        _black_edges(paper, rng)
    return paper


def _toner(paper: Paper, roughness: float, rng: np.random.Generator) -> Paper:
    """Laser print under glass: edges neither straight nor equally dark, small gaps close, thin strokes grow or break a little."""
    ink = np.asarray(1.0 - paper[:, :, 0], np.float32)
    soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.8), np.float32)
    grain = np.asarray(cv2.GaussianBlur(rng.standard_normal(ink.shape, dtype=np.float32), (0, 0), 1.1), np.float32)
    ink = np.clip((soft - 0.42 + roughness * grain * 1.1) * 2.4 + 0.5, 0.0, 1.0).astype(np.float32) * (soft > 0.03)
    density = 1.0 - 0.1 * np.clip(2.2 * grain, 0.0, 1.0)
    return np.repeat((1.0 - 0.95 * ink * density)[:, :, None], 3, axis=2).astype(np.float32)


def _fade(paper: Paper, depth: float, rng: np.random.Generator) -> None:
    """Pale stripes down the page of a drum at its end, and a pale patch."""
    width = paper.shape[1]
    for _ in range(2):
        x, spread = rng.uniform(0.1, 0.9) * width, rng.uniform(20, 60)
        stripe = np.exp(-(((np.arange(width) - x) / spread) ** 2)).astype(np.float32)
        paper += (1.0 - paper) * (depth * 2.0 * stripe)[None, :, None]


def _inks(paper: Paper, sheet: Sheet, recipe: Recipe, rng: np.random.Generator) -> list[Ink]:
    inks: list[Ink] = []
    unit = PRINT_DPI / 72
    if recipe.inks:
        for x, y in sheet.seals:
            name = (x * unit + PRINT_DPI * 0.25, y * unit)
            inks.append(signature(name, PRINT_DPI, rng))
            inks.append(
                seal(
                    (x * unit - PRINT_DPI * 0.55, y * unit + float(rng.uniform(-0.1, 0.15)) * PRINT_DPI),
                    PRINT_DPI,
                    sheet.office,
                    rng,
                )
            )
    height, width = paper.shape[:2]
    if recipe.edge_seals and sheet.number % 2 == 0:
        inks.append(
            seal((width - PRINT_DPI * 0.55, height * float(rng.uniform(0.3, 0.7))), PRINT_DPI, sheet.office, rng)
        )
    if recipe.edge_seals and sheet.number % 3 == 1:
        inks.append(seal((width * 0.4, height * float(rng.uniform(0.4, 0.8))), PRINT_DPI, sheet.office, rng))
    if recipe.stamp and sheet.number == 1:
        inks.append(arrival((width * 0.28, height * 0.3), PRINT_DPI, sheet.office, rng))
    return inks


def _shrink(paper: Paper) -> Paper:
    size = (round(paper.shape[1] * DPI / PRINT_DPI), round(paper.shape[0] * DPI / PRINT_DPI))
    return cv2.resize(paper, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _specks(paper: Paper, count: int, rng: np.random.Generator) -> None:
    """Dust: most of it dots of a pixel or two anywhere, some of it lying in the lines beside the letters."""
    height, width = paper.shape[:2]
    printed = np.argwhere(paper[::4, ::4, 0] < 0.5) * 4
    for k in range(count):
        if k % 3 == 0 and len(printed):
            y, x = printed[int(rng.integers(len(printed)))] + rng.integers(-14, 15, 2)
        else:
            y, x = int(rng.integers(height)), int(rng.integers(width))
        size = int(rng.choice([1, 1, 1, 2, 2, 3]))
        shade = float(rng.uniform(0.1, 0.7))
        cv2.ellipse(
            paper, (int(x), int(y)), (size, max(1, size - int(rng.integers(2)))), float(rng.uniform(0, 180)),
            0, 360, (shade, shade, shade), -1, cv2.LINE_AA,
        )  # fmt: skip


def _uneven(shape: tuple[int, ...], depth: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Light that falls off towards one side and dips somewhere: 1 - depth .. 1."""
    corners = 1.0 - depth * rng.random((3, 3), dtype=np.float32)
    field = cv2.resize(corners, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(field, 1.0 - 1.2 * depth, 1.0).astype(np.float32)


def _turned(paper: Paper, degrees: float, white: float) -> Paper:
    height, width = paper.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(
        paper, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(white,) * 3
    ).astype(np.float32)


def _camera(paper: Paper, rng: np.random.Generator) -> Paper:
    """A sheet on a desk seen at a slant, a little curved, with the shadow of the hand that holds the telephone."""
    height, width = paper.shape[:2]
    border = round(0.035 * width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    out = (width + 2 * border, height + 2 * border)
    slant = rng.uniform(-0.5, 0.5, (4, 2)) * (0.03 * width, 0.016 * height)
    tilt = rng.uniform(0.012, 0.024) * width
    target = corners + border + slant + np.array([[tilt, 0], [-tilt, 0], [0, 0], [0, 0]])
    desk = np.array([0.34, 0.27, 0.21]) * float(rng.uniform(0.7, 1.2))
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    scene = cv2.warpPerspective(
        paper,
        matrix,
        out,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=tuple(float(v) for v in desk),
    )
    ys, xs = np.mgrid[0 : out[1], 0 : out[0]].astype(np.float32)
    bow = 0.0022 * width * np.sin(xs / out[0] * np.pi * float(rng.uniform(0.8, 1.4)))
    scene = cv2.remap(scene, xs, ys + bow.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    across = (xs / out[0] - rng.uniform(0.25, 0.75)) * np.cos(a := rng.uniform(-0.9, 0.9)) + (
        ys / out[1] - 0.5
    ) * np.sin(a)
    shadow = 1.0 - rng.uniform(0.28, 0.42) / (1.0 + np.exp(-across * rng.uniform(14, 30)))
    warm = np.array([1.0, 0.965, 0.89], np.float32)
    return np.asarray(scene * shadow[:, :, None] * warm, np.float32)


def _black_edges(paper: Paper, rng: np.random.Generator) -> None:
    height, width = paper.shape[:2]
    for side, reach in (("left", 34), ("top", 22), ("right", 12), ("bottom", 40)):
        ragged = cv2.GaussianBlur(rng.standard_normal((1, max(height, width))).astype(np.float32), (0, 0), 25)[0] * 20
        lean = np.linspace(0, rng.uniform(-12, 12), max(height, width))
        depth = np.clip(reach + ragged + lean, 0, 70).astype(int)
        for k in range(height if side in ("left", "right") else width):
            line = paper[k] if side in ("left", "right") else paper[:, k]
            part = line[: depth[k]] if side in ("left", "top") else line[len(line) - depth[k] :]
            part[:] = 0.06


def _picture(paper: Paper, recipe: Recipe, rng: np.random.Generator) -> Pillow.Image:
    """The sensor: blur, noise, then grey, colour or one bit, and the way the sheet lay."""
    if recipe.blur:
        paper = cv2.GaussianBlur(paper, (0, 0), recipe.blur).astype(np.float32)
    channels: Callable[[Paper], NDArray[np.float32]] = _colour if recipe.colour else _grey
    seen = channels(paper)
    if recipe.noise:
        seen = seen + recipe.noise * rng.standard_normal(seen.shape, dtype=np.float32)
    if not recipe.camera and recipe.paper == 1.0 and recipe.noise:
        seen = (seen - 0.02) / 0.93
    levels = np.clip(seen * 255.0 + 0.5, 0, 255).astype(np.uint8)
    if recipe.turn:
        levels = np.rot90(levels, -recipe.turn // 90)
    picture = Pillow.fromarray(np.ascontiguousarray(levels))
    if recipe.bits == 1:
        return picture.point(lambda v: 255 if v > 150 else 0).convert("1", dither=Pillow.Dither.NONE)
    return picture


def _grey(paper: Paper) -> NDArray[np.float32]:
    return np.asarray(paper @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)


def _colour(paper: Paper) -> NDArray[np.float32]:
    return paper
