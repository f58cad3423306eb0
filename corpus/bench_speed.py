"""How fast text becomes an audited report: start-up, kilobytes a second, and how soon the command answers.

Run as `python -m corpus.bench_speed [FILE…]`; without files it reads the specimens. CPU time of one core counts, so
that a busy machine measures the same.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from corpus.specimen import SPECIMENS

AT_LEAST_KB, AT_MOST_START, AT_MOST_HELP = 200, 3.0, 0.4
_PARAGRAPH = "Xã {0} tiếp nhận {1} hồ sơ, giải quyết {2} hồ sơ, đạt {3}%, "

_CHILD = """
import json, sys, time
from pathlib import Path
start = time.perf_counter(), time.process_time()
from pipeline.audit import audit
from pipeline.settings import Settings
audit(Path(sys.argv[1]), Settings())
ready = time.perf_counter(), time.process_time()
told = []
for name in sys.argv[1:]:
    before = time.process_time()
    audit(Path(name), Settings())
    told.append(time.process_time() - before)
cold = min(b - a for a, b in zip(start, ready))
print(json.dumps({"start": cold - told[0], "seconds": told}))
"""


def measured(files: Sequence[Path]) -> tuple[float, list[float]]:
    """Seconds of start-up (what the first audit takes beyond a second one: imports, models) and CPU seconds of each file."""
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"},
    )
    told = json.loads(run.stdout.splitlines()[-1])
    return told["start"], told["seconds"]


def answered(command: Sequence[str], tries: int = 3) -> float:
    """Wall seconds of the quickest of a few runs of a command."""
    best = float("inf")
    for _ in range(tries):
        before = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        best = min(best, time.perf_counter() - before)
    return best


def endless(items: int) -> str:
    """One paragraph of that many items with three numbers each."""
    rows = ((n, 1000 + 7 * n, 900 + 5 * n) for n in range(items))
    return "Kết quả: " + "".join(_PARAGRAPH.format(n, a, b, f"{b * 100 / a:.1f}".replace(".", ",")) for n, a, b in rows)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def main(files: tuple[Path, ...]) -> None:
    """Print the speed of reports as text; exit 1 where a promise is broken."""
    chosen = list(files) or sorted(p for p in SPECIMENS.glob("*.md") if p.name != "README.md")
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "tat-ca.txt"
        joined.write_text("\n\n".join(p.read_text(encoding="utf-8") for p in chosen), encoding="utf-8")
        long = [Path(folder) / f"doan-{n}.txt" for n in (100, 200)]
        for path, items in zip(long, (100, 200), strict=True):
            path.write_text(endless(items), encoding="utf-8")
        start, seconds = measured([*chosen, joined, *long])
        sizes = [p.stat().st_size / 1024 for p in (*chosen, joined, *long)]
    for path, size, spent in zip((*chosen, joined, *long), sizes, seconds, strict=True):
        click.echo(f"{path.name:40.40s} {size:8.1f} KB {spent:7.2f} s {size / spent:7.0f} KB/s")
    whole = sum(sizes[: len(chosen)]) / sum(seconds[: len(chosen)])
    aid = answered([str(Path(sys.executable).with_name("baocao")), "--help"])
    click.echo(f"{'reports, one after another':40s} {whole:23.0f} KB/s   at least {AT_LEAST_KB}")
    click.echo(f"{'start-up: imports and models':40s} {start:21.2f} s      at most {AT_MOST_START}")
    click.echo(f"{'baocao --help':40s} {aid:21.2f} s      at most {AT_MOST_HELP}")
    sys.exit(int(whole < AT_LEAST_KB or start > AT_MOST_START or aid > AT_MOST_HELP))


if __name__ == "__main__":
    main()
