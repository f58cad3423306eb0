"""A PDF of the pictures of an image file, one a page: a JPEG's own bytes, anything else its pixels, packed without loss.

The packed pictures are put aside in files as they are made, so that a file of many pages is never in memory.
"""

import io
import struct
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow
from PIL import ImageOps

_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
"""EXIF orientations without mirroring: degrees clockwise to show the picture upright."""
_A4_LONG_INCHES = 297 / 25.4
_A4_PT = (595.28, 841.89)
_UNEVEN = 2.5
_SPACES = {
    "1": (Name.DeviceGray, 1), "L": (Name.DeviceGray, 8), "RGB": (Name.DeviceRGB, 8), "CMYK": (Name.DeviceCMYK, 8),
    "I;16": (Name.DeviceGray, 16), "I;16B": (Name.DeviceGray, 16),
}  # fmt: skip
"""Kinds of pixels that a PDF holds as they are, with the bits of one value."""
_BAND = 512
_PART = 48 << 20
"""Bytes of packed pictures that are put aside together."""
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, EOFError,
           RuntimeError, struct.error)  # fmt: skip
"""What Pillow raises on damaged pictures."""


def around_pictures(source: Path, frames: Sequence[int], opened: ExitStack) -> pikepdf.Pdf:
    """The PDF of the `frames` of `source`, at the size they state or as A4 sheets; its files stay in `opened`.

    A picture that cannot be opened leaves its page blank. Raises OSError for a file that is no picture.
    """
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
    whole, held = pikepdf.new(), 0
    for index in frames:
        with Pillow.open(source) as picture:
            try:
                picture.seek(index)
                held += _add(whole, picture, source)
            except _DAMAGE:
                whole.add_blank_page(page_size=_A4_PT)
        if held > _PART:
            whole, held = _put_aside(whole, folder), 0
    return opened.enter_context(whole)


def _put_aside(whole: pikepdf.Pdf, folder: Path) -> pikepdf.Pdf:
    """The same PDF with its pictures in a file: what is copied between two PDFs would be kept in memory."""
    before = list(folder.iterdir())
    file = folder / f"{len(whole.pages)}.pdf"
    with whole:
        whole.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    for old in before:
        old.unlink()
    return pikepdf.open(file, access_mode=pikepdf.AccessMode.stream)


def _add(pdf: pikepdf.Pdf, picture: Pillow.Image, source: Path) -> int:
    """Add a page around `picture`; the bytes it takes."""
    is_jpeg = picture.format in ("JPEG", "MPO")
    # Pillow turns a TIFF itself, when it loads it.
    orientation = 1 if picture.format == "TIFF" else int(picture.getexif().get(0x0112, 1))
    turn = _TURNS.get(orientation)
    stated = picture.info.get("dpi", ())
    if is_jpeg and turn is not None and picture.mode in _SPACES:
        picture.draft("L", (1, 1))
        picture.load()
        held = _jpeg(pdf, source)
    else:
        shown = picture if turn is not None else ImageOps.exif_transpose(picture)
        shown.load()
        held = _pixels(pdf, shown)
    across, down = _sheet((int(held.Width), int(held.Height)), stated)
    drawn = f"q {across} 0 0 {down} 0 0 cm /Im0 Do Q".encode("ascii")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, across, down]),
        Rotate=turn or 0,
        Resources=Dictionary(XObject=Dictionary(Im0=held)),
        Contents=pdf.make_stream(drawn),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return len(held.read_raw_bytes())


def _sheet(size: tuple[int, int], stated: Sequence[float]) -> tuple[float, float]:
    """Width and height in points: by the stated resolution where the sheet it gives is plausible, else as an A4 sheet."""
    try:
        dpi = [float(value) for value in stated]
    except (TypeError, ValueError, ArithmeticError):
        dpi = []
    even = max(size) / _A4_LONG_INCHES
    if len(dpi) != 2 or min(dpi) <= 0 or max(dpi) >= _UNEVEN * min(dpi):
        dpi = [even, even]
    if not 5 <= max(size[0] / dpi[0], size[1] / dpi[1]) <= 24:
        dpi = [even, even]
    return round(72 * size[0] / dpi[0], 2), round(72 * size[1] / dpi[1], 2)


def _jpeg(pdf: pikepdf.Pdf, source: Path) -> pikepdf.Stream:
    with Pillow.open(source) as picture:
        space, _ = _SPACES[picture.mode]
        width, height = picture.size
        # Adobe's programs store the inks of a CMYK picture upside down.
        facts = {"Decode": Array([1, 0] * 4)} if picture.mode == "CMYK" and "adobe" in picture.info else {}
    return pikepdf.Stream(
        pdf, source.read_bytes(), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
        ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode, **facts,
    )  # fmt: skip


def _pixels(pdf: pikepdf.Pdf, picture: Pillow.Image) -> pikepdf.Stream:
    packer = zlib.compressobj(6)
    packed = io.BytesIO()
    mode = _kept_mode(picture)
    for band in _bands(picture, mode):
        packed.write(packer.compress(band))
    packed.write(packer.flush())
    space, bits = _SPACES[mode]
    return pikepdf.Stream(
        pdf, packed.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
        ColorSpace=space, BitsPerComponent=bits, Filter=Name.FlateDecode,
    )  # fmt: skip


def _kept_mode(picture: Pillow.Image) -> str:
    if picture.mode in ("I", "F"):
        return "I;16"
    return picture.mode if picture.mode in _SPACES and "transparency" not in picture.info else "RGB"


def _bands(picture: Pillow.Image, mode: str) -> Iterator[bytes]:
    """The pixels from top to bottom as a PDF stores them: 16-bit values with their high bytes first."""
    brightest = 0.0
    if picture.mode in ("I", "F"):
        brightest = max(1.0, float(np.nanmax(np.asarray(picture), initial=0)))
    for top in range(0, picture.height, _BAND):
        band = picture.crop((0, top, picture.width, min(picture.height, top + _BAND)))
        if picture.mode == mode:
            yield np.asarray(band).astype(">u2").tobytes() if mode.startswith("I;16") else band.tobytes()
        elif mode == "I;16":
            full = brightest if picture.mode == "F" else 255.0 if brightest <= 255 else 65535.0
            light = np.nan_to_num(np.asarray(band).astype(np.float64), posinf=full, neginf=0.0) / full
            yield (light.clip(0, 1) * 65535).astype(">u2").tobytes()
        else:
            paper = Pillow.new("RGBA", band.size, (255, 255, 255, 255))
            paper.alpha_composite(band.convert("RGBA"))
            yield paper.convert("RGB").tobytes()
