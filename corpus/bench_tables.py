"""Tables: cells exact, by frame and level, beside img2table; rows that a page break parts joined again.

img2table pins another OpenCV, so it lives in an environment of its own, `build/peers/img2table` (`make bench-ocr` says how
to make it); where there is none it is skipped.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import cv2

from corpus.bench_ocr import measured
from corpus.bench_readers import PEER_DPI, READERS, settings
from corpus.make import ROOT, Maker
from corpus.measure import fold as words_of
from corpus.reading import Tally, compare
from corpus.specimen import SPECIMENS, slugs
from corpus.truth import PageTruth
from document.pages import Cell, Grid
from extract.understand import understand
from ingest import open_source
from ocr import read_page
from ocr.clean import clean

LEAST_CELLS = {"office": 0.99, "worn": 0.97}
PEER = ROOT / "build" / "peers" / "img2table" / "bin" / "python"
_PROGRAM = """
import json, sys
from img2table.document import Image
from img2table.ocr import TesseractOCR
tables = Image(sys.argv[1]).extract_tables(ocr=TesseractOCR(n_threads=1, lang="vie"), borderless_tables=sys.argv[2] == "1")
print("\\n" + json.dumps([
    [[[list(cell.bbox.__dict__.values())[:4], cell.value or ""] for cell in row] for row in table.content.values()]
    for table in tables
]))
"""


@dataclass(frozen=True, slots=True)
class _Joined:
    """Tables of a report as joined over its pages: how many there are and should be, their rows found whole."""

    tables: int
    true_tables: int
    rows: int
    true_rows: int


def run(frames: Sequence[str | None], maker_of: Callable[..., Maker]) -> int:
    """Print cells exact for ruled tables and the other `frames`; return how many targets were missed."""
    missed = 0
    peer = PEER.exists()
    click.echo("\n(2) tables: cells exact (same row, same column, same text); tables and rows joined over pages")
    if not peer:
        click.echo("    img2table: skipped, no build/peers/img2table (python -m venv build/peers/img2table && build/peers/img2table/bin/pip install img2table)")  # fmt: skip
    for frame in frames:
        for level, least in LEAST_CELLS.items():
            maker = maker_of(frame=frame)
            ours, theirs, parts = Tally(), Tally(), []
            for slug in slugs():
                pages = [page for page in maker.truth(slug) if page.tables]
                if not pages:
                    continue
                pdf = maker.scanned(slug, level)
                for page in pages:
                    ours.add(measured(pdf, page, READERS["ours"]))
                    if peer and level == "office":
                        theirs.add(_by_peer(pdf, page, borderless=frame is not None))
                parts.append(_joined(pdf, slug, pages))
            rate = ours.rate("cells_exact", "cells") or 0.0
            short = frame is None and rate < least
            missed += short
            target = f"[≥{least}]{'*' if short else ''}" if frame is None else ""
            beside = f"; img2table {theirs.cells_exact}" if theirs.cells else ""
            click.echo(
                f"{frame or 'ruled':8s}{level:8s}{ours.cells_exact:5d}/{ours.cells} = {rate:.4f} {target}{beside}; "
                f"joined tables {sum(p.tables for p in parts)} of {sum(p.true_tables for p in parts)}, "
                f"rows {sum(p.rows for p in parts)}/{sum(p.true_rows for p in parts)}"
            )
    return missed


def _joined(pdf: Path, slug: str, pages: Sequence[PageTruth]) -> _Joined:
    """The tables of the report made of just its pages with tables, against the specimen's own. Rows by their figures alone."""
    source = open_source(pdf)
    report = understand([read_page(source.page(page.number), settings()) for page in pages])
    gold = json.loads((SPECIMENS / f"{slug}.gold.json").read_text(encoding="utf-8"))["tables"]
    found = [_figures([cell.text for cell in row]) for table in report.tables for row in table.rows]
    true = [row for row in (_figures(row) for table in gold for row in table["rows"]) if row]
    return _Joined(len(report.tables), len(gold), sum(row in found for row in true), len(true))


def _figures(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(words_of(cell) for cell in row if any(c.isdigit() for c in cell))


def _by_peer(pdf: Path, truth: PageTruth, *, borderless: bool) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "page.png"
        # It finds nothing on a page that lies half a degree askew: it is given ours, cleaned and straight.
        cv2.imwrite(str(image), clean(open_source(pdf).page(truth.number).image(PEER_DPI)).grey)
        command = [str(PEER), "-c", _PROGRAM, str(image), "1" if borderless else "0"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return compare(truth, "", [], [_grid(rows, k) for k, rows in enumerate(json.loads(done.stdout.splitlines()[-1]))])


def _grid(rows: Sequence[Sequence[tuple[Sequence[float], str]]], number: int) -> Grid:
    """Its table as ours: a merged cell, which it repeats, in its first place alone."""
    seen: set[tuple[float, ...]] = set()
    cells = []
    for r, row in enumerate(rows):
        for c, (box, text) in enumerate(row):
            if tuple(box) not in seen:
                seen.add(tuple(box))
                cells.append(Cell(r, c, text))
    return Grid(len(rows), max((len(row) for row in rows), default=0), tuple(cells), None, number, number)
