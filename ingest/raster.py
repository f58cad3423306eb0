"""Image files: PNG, JPEG, TIFF with any number of pages. Photos are turned as their EXIF orientation says."""

import io
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from document.errors import BrokenFile, BrokenPage
from document.pages import Image, TextLayer
from ingest.limits import Limits

_A4_LONG_INCHES = 297 / 25.4
_PLAUSIBLE_INCHES = (5.0, 24.0)
"""Long side of a sheet that offices print on: from A5 to A2. A camera's "72 dpi" gives pages of a metre and more."""

_ERRORS = (OSError, SyntaxError, ValueError, UnidentifiedImageError)
"""What Pillow raises on damaged files."""


def _open(path: Path | None, data: bytes | None) -> Pillow.Image:
    # Pillow's own bomb check is a warning with a limit of its own; ours is exact and named, and comes before decoding.
    Pillow.MAX_IMAGE_PIXELS = None
    return Pillow.open(path if path is not None else io.BytesIO(data or b""))


def count_pages(name: str, path: Path | None, data: bytes | None, limits: Limits) -> int:
    """Number of pages. Raises `BrokenFile`, and `TooLarge` by the size the header states, before anything is decoded."""
    try:
        with _open(path, data) as picture:
            count = int(getattr(picture, "n_frames", 1))
            limits.check_pages(name, count)
            limits.check_pixels(name, 1, *picture.size)
            if count == 1:
                picture.load()
            return count
    except _ERRORS as error:
        raise BrokenFile(name=name) from error


def _dpi(picture: Pillow.Image) -> float:
    """The stated resolution where the sheet it gives is plausible, else that of an A4 sheet that fills the picture."""
    long_side = max(picture.size)
    stated = picture.info.get("dpi", (0, 0))
    value = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    if value > 0 and _PLAUSIBLE_INCHES[0] <= long_side / value <= _PLAUSIBLE_INCHES[1]:
        return value
    return long_side / _A4_LONG_INCHES


def _rgb(picture: Pillow.Image) -> Image:
    if picture.mode in ("I;16", "I;16B", "I;16L", "I"):
        wide = np.asarray(picture).astype(np.float32)
        grey = (wide / (65535.0 if wide.max(initial=0) > 255 else 255.0) * 255).astype(np.uint8)
        return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
    if picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info:
        paper = Pillow.new("RGBA", picture.size, (255, 255, 255, 255))
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    return np.asarray(picture.convert("RGB"))


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

    def _header(self) -> tuple[float, tuple[int, int]]:
        try:
            with _open(self.path, self.data) as picture:
                picture.seek(self.number - 1)
                turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                width, height = picture.size
                return _dpi(picture), (height, width) if turned else (width, height)
        except (*_ERRORS, EOFError) as error:
            raise BrokenPage(page=self.number) from error

    @property
    def native_dpi(self) -> float:
        """As stated where plausible, else as if the picture were an A4 sheet."""
        return self._header()[0]

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in points at `native_dpi`."""
        dpi, (width, height) = self._header()
        return width * 72 / dpi, height * 72 / dpi

    def layer(self) -> TextLayer | None:
        """None: an image says nothing about itself."""
        return None

    def image(self, dpi: float) -> Image:
        """The page upright as its EXIF says, resampled to `dpi`. Raises `BrokenPage`, `TooLarge`."""
        try:
            with _open(self.path, self.data) as picture:
                picture.seek(self.number - 1)
                self.limits.check_pixels(self.name, self.number, *picture.size)
                scale = dpi / _dpi(picture)
                picture.load()
                pixels = _rgb(ImageOps.exif_transpose(picture))
        except (*_ERRORS, EOFError) as error:
            raise BrokenPage(page=self.number) from error
        if abs(scale - 1) < 1e-3:
            return pixels
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        self.limits.check_pixels(self.name, self.number, *size)
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)
