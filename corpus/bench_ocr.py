"""Reading benchmark in detail: a row for each specimen, level and reader, on the same pages."""

from collections.abc import Sequence
from pathlib import Path

import click

from corpus.bench_readers import READERS, Reader
from corpus.make import Maker
from corpus.reading import Tally, compare
from corpus.truth import PageTruth


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
                tally = Tally()
                for truth in pages:
                    tally.add(measured(pdf, truth, READERS[name]))
                sums.setdefault((level, name), Tally()).add(tally)
                click.echo(_row(slug, level, name, tally))
                for page, true, got in tally.misses if misses else ():
                    click.echo(f"    # {slug} {level} {name} p.{page}: {true} -> {got or '(lost)'}")
    for (level, name), tally in sums.items():
        click.echo(_row("all", level, name, tally))
    for level in levels if {"ours", "tesseract"} <= set(readers) else ():
        share = sums[level, "ours"].seconds / sums[level, "tesseract"].seconds
        click.echo(f"{level}: ours takes {share:.2f} of Tesseract's time [≤1]{'' if share <= 1 else '*'}")


def chosen(pages: Sequence[PageTruth], most: int) -> list[PageTruth]:
    """At most `most` pages: first and last, pages with tables, then evenly the others."""
    if len(pages) <= most:
        return list(pages)
    order = [0, len(pages) - 1, *(k for k, p in enumerate(pages) if p.tables)]
    order += [round(k * (len(pages) - 1) / most) for k in range(1, most)] + list(range(len(pages)))
    return [pages[k] for k in sorted(list(dict.fromkeys(order))[:most])]


def measured(pdf: Path, truth: PageTruth, reader: Reader) -> Tally:
    """One page read and compared."""
    reading = reader(pdf, truth.number)
    tally = compare(truth, reading.text, reading.numbers, reading.grids)
    tally.seconds = reading.seconds
    return tally


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
