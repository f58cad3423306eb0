"""Image files: PNG, JPEG, TIFF with any number of pages. Photos are turned as their EXIF orientation says."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow

from document.errors import BrokenFile, BrokenPage
from document.pages import Image, TextLayer
from ingest.limits import Limits

_A4_LONG_INCHES = 297 / 25.4
_PLAUSIBLE_INCHES = (5.0, 24.0)
"""Long side of a sheet that offices print on: from A5 to A2. A camera's "72 dpi" gives pages of a metre and more."""
_UNEVEN = 2.5
"""Fax pages have up to twice the resolution across that they have down; more is a slip of the program that wrote it."""

_ERRORS = (OSError, SyntaxError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, EOFError,
           RuntimeError, MemoryError, struct.error)  # fmt: skip
"""What Pillow raises on damaged files."""

_ORIENTATION = 0x0112
_SUBFILE, _REDUCED = 0x00FE, 1
"""TIFF 6.0: NewSubfileType, and its bit that says "a smaller copy of another image of this file"."""
_LARGE = 24_000_000
"""Pixels from which a picture is made smaller piece by piece, so that it is in memory once."""
_BAND = 512


@contextmanager
def _open(path: Path | None, data: bytes | None) -> Iterator[Pillow.Image]:
    # Pillow's own bomb check is a warning with a limit of its own; ours is exact and named, and comes before decoding.
    Pillow.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged tags: what can be read of the file is, the rest is told
        with Pillow.open(path if path is not None else io.BytesIO(data or b"")) as picture:
            yield picture


def _frames(picture: Pillow.Image) -> Iterator[int]:
    """The frames that are pages: all of a TIFF but its thumbnails; the first of a PNG or JPEG (others are for the screen).

    A frame that cannot be found ends them, and counts: it is a page that is not read, and is told.
    """
    if picture.format != "TIFF":
        yield 0
        return
    index = 0
    while True:
        try:
            picture.seek(index)
        except EOFError:
            return
        except _ERRORS:
            yield index
            return
        if not int(getattr(picture, "tag_v2", {}).get(_SUBFILE, 0)) & _REDUCED:
            yield index
        index += 1


def count_pages(name: str, path: Path | None, data: bytes | None, limits: Limits) -> int:
    """Number of pages. Raises `BrokenFile`, and `TooLarge` by the size the header states, before anything is decoded."""
    try:
        with _open(path, data) as picture:
            limits.check_pixels(name, 1, *picture.size)
            count = 0
            for count, _ in enumerate(_frames(picture), start=1):
                limits.check_pages(name, count)
            if count == 1:
                _check_whole(picture)
            return max(1, count)
    except _ERRORS as error:
        raise BrokenFile(name=name) from error


def _check_whole(picture: Pillow.Image) -> None:
    """Decode a picture of one page, to refuse a truncated file; a large one tells when its page is read, in a process apart."""
    picture.seek(0)
    if picture.format == "JPEG":
        picture.draft("L", (picture.width // 8, picture.height // 8))
    elif picture.width * picture.height > _LARGE:
        return
    picture.load()


def page_frames(path: Path | None, data: bytes | None) -> tuple[int, ...]:
    """The frames of the file, counted from 0, that are its pages 1, 2, …"""
    with _open(path, data) as picture:
        return tuple(_frames(picture))


def _dpi(picture: Pillow.Image) -> tuple[float, float]:
    """Pixels an inch, across and down: as stated where the sheet that gives is plausible, else as if it were A4."""
    stated = picture.info.get("dpi", ())
    try:
        across, down = (float(value) for value in stated)
    except (TypeError, ValueError, ArithmeticError):
        across = down = 0.0
    if across > 0 and down > 0 and max(across, down) < _UNEVEN * min(across, down):
        inches = max(picture.width / across, picture.height / down)
        if _PLAUSIBLE_INCHES[0] <= inches <= _PLAUSIBLE_INCHES[1]:
            return across, down
    even = max(picture.size) / _A4_LONG_INCHES
    return even, even


def _rgb(picture: Pillow.Image) -> Image:
    if picture.mode in ("I;16", "I;16B", "I;16L", "I"):
        wide = np.asarray(picture).astype(np.float32)
        grey = (wide / (65535.0 if wide.max(initial=0) > 255 else 255.0) * 255).clip(0, 255).astype(np.uint8)
        return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
    if picture.mode == "F":
        light = np.nan_to_num(np.asarray(picture), posinf=1.0, neginf=0.0)
        grey = (light / max(1.0, float(light.max(initial=0))) * 255).clip(0, 255).astype(np.uint8)
        return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
    if picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info:
        paper = Pillow.new("RGBA", picture.size, (255, 255, 255, 255))
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    return np.asarray(picture.convert("RGB"))


def _smaller(picture: Pillow.Image, factor: int) -> Image:
    """The picture at one `factor`th of its size, its edges' odd pixels left out; made in bands."""
    bands = []
    width = picture.width // factor
    step = max(1, _BAND // factor)
    for top in range(0, picture.height // factor, step):
        rows = min(step, picture.height // factor - top)
        part = picture.crop((0, top * factor, width * factor, (top + rows) * factor))
        bands.append(np.asarray(cv2.resize(_rgb(part), (width, rows), interpolation=cv2.INTER_AREA), np.uint8))
    return np.concatenate(bands)


def _upright(pixels: Image, orientation: int) -> Image:
    """Exif 2.32, tag 0x0112: 2 to 4 are turned upside down or mirrored, 5 to 8 lie on their sides."""
    if orientation in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)


def _orientation(picture: Pillow.Image) -> int:
    # Pillow turns a TIFF itself, when it loads it.
    return 1 if picture.format == "TIFF" else int(picture.getexif().get(_ORIENTATION, 1))


@dataclass(frozen=True, slots=True)
class RasterPage:
    """One page of an image file; reopened by path, nothing kept."""

    number: int
    name: str
    path: Path | None
    data: bytes | None
    limits: Limits

    @property
    def text(self) -> str | None:
        """None: it has an image."""
        return None

    @property
    def first_line(self) -> int:
        """Lines count from 1."""
        return 1

    @property
    def remarks(self) -> tuple[str, ...]:
        """None: a picture shows all that it holds."""
        return ()

    @contextmanager
    def _opened(self) -> Iterator[Pillow.Image]:
        try:
            with _open(self.path, self.data) as walked:
                index = next(islice(_frames(walked), self.number - 1, None), -1)
            # Opened anew: after a frame that it cannot find, Pillow stays where it was and says it is there.
            with _open(self.path, self.data) as picture:
                picture.seek(index)
                yield picture
        except _ERRORS as error:
            raise BrokenPage(page=self.number) from error

    def _header(self) -> tuple[float, float, float]:
        """Width and height in points, and the finer resolution."""
        with self._opened() as picture:
            across, down = _dpi(picture)
            sides = picture.width * 72 / across, picture.height * 72 / down
            width, height = reversed(sides) if _orientation(picture) in (5, 6, 7, 8) else sides
            return width, height, max(across, down)

    @property
    def native_dpi(self) -> float:
        """As stated where plausible, else as if the picture were an A4 sheet."""
        return self._header()[2]

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in points at `native_dpi`."""
        return self._header()[:2]

    def layer(self) -> TextLayer | None:
        """None: an image says nothing about itself."""
        return None

    def image(self, dpi: float) -> Image:
        """The page upright as its EXIF says, resampled to `dpi`. Raises `BrokenPage`, `TooLarge`."""
        with self._opened() as picture:
            self.limits.check_pixels(self.name, self.number, *picture.size)
            across, down = _dpi(picture)
            size = max(1, round(picture.width * dpi / across)), max(1, round(picture.height * dpi / down))
            self.limits.check_pixels(self.name, self.number, *size)
            large = picture.width * picture.height > _LARGE
            if large:
                picture.draft(None, size)
            picture.load()
            factor = min(picture.width // size[0], picture.height // size[1]) if large else 1
            pixels = _smaller(picture, factor) if factor > 1 else _rgb(picture)
            orientation = _orientation(picture)
        if (pixels.shape[1], pixels.shape[0]) != size:
            how = cv2.INTER_AREA if size[0] < pixels.shape[1] else cv2.INTER_CUBIC
            pixels = np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)
        return _upright(pixels, orientation)
