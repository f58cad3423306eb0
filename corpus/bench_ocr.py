"""Reading benchmark: our reader beside plain Tesseract (and OCRmyPDF), same pages, same core, one run.

Times are processor seconds of the process and its children, which a busy machine does not stretch. Ours counts everything
from opening the PDF's page to the finished `Page`; plain Tesseract's counts the `tesseract` call alone, its 300-dpi image given.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import pypdfium2

from corpus.make import Maker
from corpus.reading import NumberRead, Tally, compare, numbers, page_numbers, page_text
from corpus.truth import PageTruth
from document.pages import Grid
from ingest import open_source
from ocr import ReaderSettings, read_page

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


def ours(pdf: Path, number: int) -> Reading:
    """The project's reader, opening the file included."""
    start = _spent()
    page = read_page(open_source(pdf).page(number), ReaderSettings())
    seconds = _spent() - start
    return Reading(page_text(page), page_numbers(page), page.grids, seconds)


def plain_tesseract(pdf: Path, number: int) -> Reading:
    """`tesseract PAGE - -l vie` on the page at 300 dpi; it marks nothing doubtful."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.pgm"
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
        options = [
            "-q",
            "-l",
            "vie",
            "--deskew",
            "--clean",
            "--jobs",
            "1",
            "--output-type",
            "pdf",
            "--sidecar",
            str(sidecar),
        ]
        _, seconds = _run(["ocrmypdf", *options, str(page), str(Path(folder) / "out.pdf")])
        text = sidecar.read_text(encoding="utf-8")
    return Reading(text, _undoubted(text), None, seconds)


READERS: dict[str, Reader] = {"ours": ours, "tesseract": plain_tesseract, "ocrmypdf": ocrmypdf}


def available() -> list[str]:
    """The readers that can run here."""
    return [name for name in READERS if name != "ocrmypdf" or shutil.which("ocrmypdf")]


def run(
    slugs: Sequence[str],
    levels: Sequence[str],
    readers: Sequence[str],
    most: int,
    *,
    misses: bool = False,
    frame: str | None = None,
) -> None:
    """Print one row for each specimen, level and reader, and the sums by level. At most `most` pages a specimen."""
    maker = Maker(frame=frame)
    click.echo(_HEADER)
    sums: dict[tuple[str, str], Tally] = {}
    for level in levels:
        for slug in slugs:
            pdf, pages = maker.scanned(slug, level), chosen(maker.truth(slug), most)
            for name in readers:
                tally = _tally(pdf, pages, READERS[name])
                sums.setdefault((level, name), Tally()).add(tally)
                click.echo(_row(slug, level, name, tally))
                for page, true, got in tally.misses if misses else ():
                    click.echo(f"    # {slug} {level} {name} p.{page}: {true} -> {got or '(lost)'}")
    for (level, name), tally in sums.items():
        click.echo(_row("all", level, name, tally))
    if "ocrmypdf" not in readers:
        click.echo("ocrmypdf was not run: install it (apt-get install ocrmypdf unpaper) and name it with --readers")


def chosen(pages: Sequence[PageTruth], most: int) -> list[PageTruth]:
    """At most `most` pages: first and last, pages with tables, then evenly the others."""
    if len(pages) <= most:
        return list(pages)
    order = [0, len(pages) - 1, *(k for k, p in enumerate(pages) if p.tables)]
    order += [round(k * (len(pages) - 1) / most) for k in range(1, most)] + list(range(len(pages)))
    return [pages[k] for k in sorted(list(dict.fromkeys(order))[:most])]


def _tally(pdf: Path, pages: Sequence[PageTruth], reader: Reader) -> Tally:
    total = Tally()
    for truth in pages:
        reading = reader(pdf, truth.number)
        tally = compare(truth, reading.text, reading.numbers, reading.grids)
        tally.seconds = reading.seconds
        total.add(tally)
    return total


_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("char err", "letter_errors", "letters"),
    ("tone err", "tone_errors", "letters"),
    ("numbers", "numbers_exact", "numbers"),
    ("silent", "numbers_silent", "numbers"),
    ("doubt", "numbers_doubtful", "numbers_read"),
    ("ratios", "ratios_exact", "ratios"),
    ("cells", "cells_exact", "cells"),
)
_HEADER = (
    f"{'specimen':12s}{'level':12s}{'reader':11s}{'pages':>6s}"
    + "".join(f"{c[0]:>9s}" for c in _COLUMNS)
    + f"{'s/page':>9s}"
)


def _row(slug: str, level: str, name: str, tally: Tally) -> str:
    rates = [tally.rate(part, whole) for _, part, whole in _COLUMNS]
    shown = "".join(f"{'-' if r is None else format(r, '.4f'):>9s}" for r in rates)
    return f"{slug:12s}{level:12s}{name:11s}{tally.pages:6d}{shown}{tally.seconds / max(1, tally.pages):9.2f}"


def _undoubted(text: str) -> list[NumberRead]:
    return [NumberRead(n, doubtful=False) for n in numbers(text)]


def _run(command: Sequence[str]) -> tuple[str, float]:
    start = _spent()
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return done.stdout, _spent() - start


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
