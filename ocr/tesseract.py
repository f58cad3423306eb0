"""Tesseract, through pytesseract: the only file that knows it.

Each word comes with the letters that were weighed at its places (`ocr.letters`). Images go to it as paths of uncompressed
files (a PIL image costs a second for its PNG); lines of a page go as one list, so that the language model is loaded once.
"""

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from document.errors import EngineFailed, EngineMissing, TooSlow
from document.pages import Image, Word
from ocr import letters


def _without(name: str, module: str) -> Any:
    """Import `module` as if the package `name`, which it can do without, were not installed."""
    kept = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        return importlib.import_module(module)
    finally:
        del sys.modules[name]
        if kept is not None:
            sys.modules[name] = kept


# pytesseract takes pandas along for an output that is not used here: 70 MB in every process that reads pages.
pytesseract = _without("pandas", "pytesseract")

LANGUAGE = "vie"
RAW_LINE = 13
_MEMORY = Path("/dev/shm")
_ROOM = 64 << 20
"""Bytes that the memory file system must have left to be used."""

_OPTIONS = f"-c tessedit_do_invert=0 {letters.OPTIONS}"


@contextmanager
def _folder() -> Iterator[Path]:
    in_memory = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    with tempfile.TemporaryDirectory(prefix=f"baocao-{os.getpid()}-", dir=_MEMORY if in_memory else None) as name:
        yield Path(name)


def sweep() -> None:
    """Give back the memory that processes which were ended in the middle of a page still hold in their images."""
    for folder in _MEMORY.glob("baocao-*-*"):
        owner = folder.name.split("-")[1]
        if owner.isdecimal() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _put(path: Path, image: Image) -> Path:
    """Write a grey image as plain TIFF: Tesseract's reader of PGM takes pixel by pixel, 0.1 s for a large table."""
    cv2.imwrite(str(path), image, [cv2.IMWRITE_TIFF_COMPRESSION, cv2.IMWRITE_TIFF_COMPRESSION_NONE])
    return path


def _run(path: Path, psm: int, timeout: float, page: int, count: int) -> list[list[Word]]:
    """The words on each of the `count` images that `path` is or lists."""
    config, answer = f"--psm {psm} {_OPTIONS}", path.with_name("answer")
    try:
        pytesseract.pytesseract.run_tesseract(
            str(path), str(answer), extension="hocr", lang=LANGUAGE, config=config, timeout=timeout
        )
        hocr = answer.with_suffix(".hocr").read_text(encoding="utf-8")
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(
            what="Tesseract (bộ nhận dạng chữ)", install="apt-get install tesseract-ocr tesseract-ocr-vie"
        ) from error
    except pytesseract.TesseractError as error:
        if LANGUAGE not in pytesseract.get_languages():
            raise EngineMissing(
                what="dữ liệu tiếng Việt của Tesseract", install="apt-get install tesseract-ocr-vie"
            ) from error
        raise EngineFailed(what="Tesseract", page=page) from error
    except OSError as error:
        raise EngineFailed(what="Tesseract", page=page) from error
    except RuntimeError as error:  # pytesseract's time-out
        raise TooSlow(page=page, seconds=f"{timeout:g}") from error
    return letters.words(hocr, count)


def recognise(image: Image, psm: int, timeout: float = 120.0, page: int = 0) -> tuple[Word, ...]:
    """The words on one image (grey or RGB) in page segmentation mode `psm`. Raises `EngineMissing`, `EngineFailed`."""
    grey = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    with _folder() as folder:
        path = _put(folder / "image.tif", grey)
        return tuple(_run(path, psm, timeout, page, 1)[0])


def recognise_lines(
    images: Sequence[Image], timeout: float = 120.0, page: int = 0, psm: int = RAW_LINE
) -> list[tuple[Word, ...]]:
    """The words on each of `images`, one printed line in each (grey), read in one run."""
    if not images:
        return []
    with _folder() as folder:
        paths = [_put(folder / f"{index}.tif", image) for index, image in enumerate(images)]
        listing = folder / "lines.txt"
        listing.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        return [tuple(words) for words in _run(listing, psm, timeout, page, len(images))]
