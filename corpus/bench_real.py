"""Reading real scans against numbers that people read off them by eye, beside plain Tesseract.

A gold file `<name>.json` stands for `<name>.pdf`: {"pages": [{"page", "numbers": [printed, ...], "footnote_mark_indexes"}]};
a "~" before a number marks handwriting, which is left out, as are the calls of footnotes.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from corpus.bench_readers import READERS
from corpus.reading import Tally, count_numbers, numbers


def run(scans: Path, gold: Path, readers: Sequence[str], *, misses: bool = False) -> None:
    """Print a row for each scan and reader. Raises click.UsageError where there is nothing to read."""
    files = sorted(path for path in gold.glob("*.json") if (scans / f"{path.stem}.pdf").exists())
    if not files:
        raise click.UsageError(f"no scan in {scans} with its gold in {gold}; name the folders with --scans and --gold")
    click.echo(
        f"{'scan':12s}{'reader':11s}{'pages':>6s}{'numbers':>9s}{'right':>9s}{'silent':>9s}{'doubt':>9s}{'in vain':>9s}{'s/page':>9s}"
    )
    for path in files:
        pages = json.loads(path.read_text(encoding="utf-8"))["pages"]
        for name in readers:
            tally = Tally()
            for page in pages:
                reading = READERS[name](scans / f"{path.stem}.pdf", page["page"])
                one = Tally(pages=1, seconds=reading.seconds)
                count_numbers(one, page["page"], printed(page), reading.numbers)
                tally.add(one)
            click.echo(_row(path.stem, name, tally))
            for number, true, got in tally.misses if misses else ():
                click.echo(f"    # {path.stem} {name} p.{number}: {true} -> {got or '(lost)'}")


def printed(page: Mapping[str, Any]) -> list[str]:
    """The number tokens of a page's gold, as `corpus.reading.numbers` divides them."""
    calls = set(page.get("footnote_mark_indexes", []))
    kept = [text for k, text in enumerate(page["numbers"]) if k not in calls and not text.startswith("~")]
    return [number for text in kept for number in numbers(text)]


def _row(scan: str, name: str, tally: Tally) -> str:
    columns = (
        ("numbers_exact", "numbers"), ("numbers_silent", "numbers"), ("numbers_doubtful", "numbers_read"), ("false_doubt", "numbers_read"),
    )  # fmt: skip
    shown = "".join(f"{tally.rate(*c) or 0.0:9.4f}" for c in columns)
    return f"{scan:12s}{name:11s}{tally.pages:6d}{tally.numbers:9d}{shown}{tally.seconds / max(1, tally.pages):9.2f}"
