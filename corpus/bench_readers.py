"""The readers that are measured: ours, plain Tesseract, OCRmyPDF; each reads one page of a PDF and says what it cost.

Times are processor seconds of the process and its children, which a busy machine does not stretch. Ours counts everything
from opening the PDF's page to the finished `Page`; plain Tesseract's the `tesseract` call alone, its 300-dpi image given.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import pypdfium2

from corpus.reading import NumberRead, numbers, page_numbers, page_text
from document.pages import Grid
from ingest import open_source
from models.manifest import FIGURE_READER, load
from ocr import ReaderSettings, read_page
from ocr.second import SecondReader

PEER_DPI = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one page. `grids` None: it knows no tables."""

    text: str
    numbers: Sequence[NumberRead]
    grids: Sequence[Grid] | None
    seconds: float


Reader = Callable[[Path, int], Reading]
"""A PDF and a page number from 1."""


@cache
def settings() -> ReaderSettings:
    """How the product reads: figures twice. The second reader's model is loaded once a process, before any clock runs."""
    second = SecondReader(partial(load, FIGURE_READER))
    second.read([(0.0, 0.0, 64.0, 48.0)], np.full((48, 64), 255, np.uint8))
    return ReaderSettings(second=second)


def ours(pdf: Path, number: int) -> Reading:
    """The project's reader, opening the file included."""
    how = settings()
    start = spent()
    page = read_page(open_source(pdf).page(number), how)
    seconds = spent() - start
    return Reading(page_text(page), page_numbers(page), page.grids, seconds)


def plain_tesseract(pdf: Path, number: int) -> Reading:
    """`tesseract PAGE - -l vie` on the page at 300 dpi, plain TIFF, which it reads fastest (PGM 0.15 s more); it marks nothing doubtful."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.tif"
        document = pypdfium2.PdfDocument(pdf)
        document[number - 1].render(scale=PEER_DPI / 72, grayscale=True).to_pil().save(image)
        document.close()
        text, seconds = _run(["tesseract", str(image), "-", "-l", "vie", "--dpi", str(PEER_DPI)])
    return Reading(text, _undoubted(text), None, seconds)


def ocrmypdf(pdf: Path, number: int) -> Reading:
    """`ocrmypdf -l vie --deskew --clean` on the one page, text by sidecar."""
    with tempfile.TemporaryDirectory() as folder:
        page, sidecar = Path(folder) / "page.pdf", Path(folder) / "text.txt"
        document, single = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
        single.import_pages(document, [number - 1])
        single.save(page)
        options = ["-q", "-l", "vie", "--deskew", "--clean", "--jobs", "1", "--output-type", "pdf"]
        command = ["ocrmypdf", *options, "--sidecar", str(sidecar), str(page), str(Path(folder) / "out.pdf")]
        _, seconds = _run(command)
        text = sidecar.read_text(encoding="utf-8")
    return Reading(text, _undoubted(text), None, seconds)


READERS: dict[str, Reader] = {"ours": ours, "tesseract": plain_tesseract, "ocrmypdf": ocrmypdf}


def available() -> list[str]:
    """The readers that can run here."""
    return [name for name in READERS if name == "ours" or shutil.which(name)]


def spent() -> float:
    """Processor seconds of this process and of its children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _undoubted(text: str) -> list[NumberRead]:
    return [NumberRead(n, doubtful=False) for n in numbers(text)]


def _run(command: Sequence[str]) -> tuple[str, float]:
    start = spent()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout, spent() - start
