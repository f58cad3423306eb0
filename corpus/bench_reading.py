"""What reading is worth, whole: letters and numbers by level, tables, real scans, time and memory, with the targets beside.

The peers run in the same call, on the same pages and cores. A star says that a target is not met.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click

from corpus import bench_memory, bench_real, bench_tables, scan
from corpus.bench_ocr import chosen, measured
from corpus.bench_readers import READERS, available, settings
from corpus.make import Maker
from corpus.reading import Tally
from corpus.specimen import slugs
from pipeline.audit import read
from pipeline.settings import Settings

LEAST_NUMBERS = {"clean": 0.998, "office": 0.995, "worn": 0.985, "photo": 0.975}
MOST_SILENT = {"office": 0.001, "worn": 0.005, "photo": 0.005}
MOST_DOUBTFUL = {"office": 0.03, "worn": 0.10}
OF_TESSERACT = 1 / 3
"""Our character error over plain Tesseract's on worn and photo, at most."""
OF_OCRMYPDF = {"fax": 0.5, "worn": 0.25, "photo": 0.25}
"""Our time a page over OCRmyPDF's, at most: scans of one bit, scans in colour."""
LEAST_GAIN = 1.8
"""Two cores against one."""
SPEED_SLUG = "kiem-tra"

Job = tuple[str, str, int, str]
"""Specimen, level, page, reader."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured. `pages`: of each specimen at most; `lengths`: of the files that memory is taken of."""

    pages: int
    levels: tuple[str, ...]
    lengths: tuple[int, ...]
    frames: tuple[str | None, ...]


FULL = Extent(3, (*scan.LEVELS, "fax"), (4, 16), (None, "rows", "none"))
QUICK = Extent(1, ("office", "worn", "fax"), (4,), (None,))


def run(extent: Extent, scans: Path, gold: Path) -> int:
    """Print everything; return how many targets were missed."""
    names = available()
    for name in READERS:
        if name not in names:
            click.echo(f"{name}: skipped, it is not installed (apt-get install tesseract-ocr-vie ocrmypdf unpaper)")
    start = time.perf_counter()
    sums = _by_level(extent, names)
    missed = _levels(sums, names)
    missed += bench_tables.run(extent.frames, Maker)
    if gold.is_dir() and scans.is_dir():
        click.echo("\n(3) real scans: numbers against a list read by eye; at least 0.985 right, the rest doubtful")
        bench_real.run(scans, gold, [n for n in names if n != "ocrmypdf"])
    else:
        click.echo(f"\n(3) real scans: skipped, there are none in {scans} with their numbers in {gold}")
    missed += _times(sums, names) + _cores()
    click.echo("\n    memory against pages, MB at most (flat: the conductor keeps words, never images)")
    bench_memory.run(SPEED_SLUG, "office", extent.lengths)
    click.echo(f"\n{missed} targets missed (*); {time.perf_counter() - start:.0f} s")
    return missed


def _by_level(extent: Extent, names: Sequence[str]) -> dict[tuple[str, str], Tally]:
    maker = Maker()
    jobs: list[Job] = []
    for level in extent.levels:
        for slug in slugs() if level != "fax" else (SPEED_SLUG,):
            maker.scanned(slug, level)
            jobs += [
                (slug, level, page.number, name) for page in chosen(maker.truth(slug), extent.pages) for name in names
            ]
    sums: dict[tuple[str, str], Tally] = {}
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for (_, level, _, name), tally in zip(jobs, pool.map(_measured, jobs), strict=True):
            sums.setdefault((level, name), Tally()).add(tally)
    return sums


def _measured(job: Job) -> Tally:
    slug, level, number, name = job
    maker = Maker()
    settings()
    (truth,) = (page for page in maker.truth(slug) if page.number == number)
    return measured(maker.scanned(slug, level), truth, READERS[name])


def _levels(sums: dict[tuple[str, str], Tally], names: Sequence[str]) -> int:
    click.echo(
        "\n(1) by level, same pages; targets in brackets, * missed; silent: wrong or lost without a mark of doubt"
    )
    click.echo(f"{'level':8s}{'reader':11s}{'pages':>6s}{'char err':>20s}{'tone err':>10s}{'numbers':>18s}{'of':>6s}{'ratios':>9s}{'silent':>18s}{'doubt':>18s}")  # fmt: skip
    board = _Board()
    for level in dict.fromkeys(level for level, _ in sums):
        for name in names:
            tally = sums[level, name]
            ours = name == "ours"
            peer = sums[level, "tesseract"].rate("letter_errors", "letters") if "tesseract" in names else None
            third = peer * OF_TESSERACT if peer is not None and level in ("worn", "photo") and ours else None
            cells = [
                board.cell(tally.rate("letter_errors", "letters"), third, most=True, width=20),
                board.cell(tally.rate("tone_errors", "letters"), None, width=10),
                board.cell(tally.rate("numbers_exact", "numbers"), LEAST_NUMBERS.get(level) if ours else None),
                f"{tally.numbers:6d}",
                board.cell(tally.rate("ratios_exact", "ratios"), None, width=9),
                board.cell(
                    tally.rate("numbers_silent", "numbers"), MOST_SILENT.get(level) if ours else None, most=True
                ),
                board.cell(
                    tally.rate("numbers_doubtful", "numbers_read"),
                    MOST_DOUBTFUL.get(level) if ours else None,
                    most=True,
                ),
            ]
            click.echo(f"{level:8s}{name:11s}{tally.pages:6d}" + "".join(cells))
    return board.missed


class _Board:
    """Cells of a printed table; counts the targets missed."""

    def __init__(self) -> None:
        self.missed = 0

    def cell(self, value: float | None, target: float | None, *, most: bool = False, width: int = 18) -> str:
        """A value with its target (`most`: an upper bound)."""
        if value is None:
            return f"{'-':>{width}s}"
        if target is None:
            return f"{value:{width}.4f}"
        short = value > target + 1e-9 if most else value < target - 1e-9
        self.missed += short
        return f"{value:.4f} [{'≤' if most else '≥'}{target:.4f}]{'*' if short else ' '}".rjust(width)


def _times(sums: dict[tuple[str, str], Tally], names: Sequence[str]) -> int:
    click.echo("\n(4) processor seconds a page, all stages, one core; ours over OCRmyPDF's in brackets")
    click.echo(f"{'level':8s}" + "".join(f"{name:>12s}" for name in names))
    missed = 0
    for level in dict.fromkeys(level for level, _ in sums):
        spent = {name: sums[level, name].seconds / max(1, sums[level, name].pages) for name in names}
        row = f"{level:8s}" + "".join(f"{spent[name]:12.2f}" for name in names)
        target = OF_OCRMYPDF.get(level)
        if target is not None and "ocrmypdf" in spent:
            share = spent["ours"] / spent["ocrmypdf"]
            missed += share > target
            row += f"   {share:.2f} [≤{target:.2f}]{'*' if share > target else ''}"
        click.echo(row)
    return missed


def _cores() -> int:
    """Wall-clock time of one file with one process and with two."""
    pdf = Maker().scanned(SPEED_SLUG, "office")
    one, two = (_wall(partial(read, pdf, Settings(workers=count))) for count in (1, 2))
    gain = one / two
    short = gain < LEAST_GAIN
    click.echo(
        f"    one process {one:.1f} s, two {two:.1f} s: {gain:.2f} times [≥{LEAST_GAIN}]{'*' if short else ''} (wall clock)"
    )
    return int(short)


def _wall(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
