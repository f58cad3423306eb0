"""Peak memory of `baocao audit` against the number of pages: a scan repeated to 10, 50 and 200 pages."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
import pypdfium2

from corpus.make import Maker

_PAUSE = 0.05
_MOST = 500.0
"""Megabytes that an audit may take, however many pages there are."""


def run(slug: str, level: str, pages: Sequence[int]) -> None:
    """Print peak megabytes for each page count: the conductor, its largest child, and all of them together.

    What processes share (libraries, what they had when they were forked) is divided among them, so that "together" is
    what the machine must have.
    """
    source = Maker().scanned(slug, level)
    click.echo(f"\n{'pages':>6s}{'conductor':>11s}{'child':>8s}{'together':>10s}{'seconds':>10s}{'s/page':>9s}")
    for count in pages:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{count}.pdf"
            _repeated(source, count, path)
            own, child, together, seconds = _watched(path)
        verdict = f"[≤{_MOST:.0f}]" + ("" if together <= _MOST else "*")
        click.echo(f"{count:6d}{own:11.0f}{child:8.0f}{together:10.0f}{seconds:10.1f}{seconds / count:9.2f} {verdict}")


def _repeated(source: Path, count: int, path: Path) -> None:
    document, out = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for start in range(0, count, len(document)):
        out.import_pages(document, list(range(min(len(document), count - start))))
    out.save(path)


def _watched(path: Path) -> tuple[float, float, float, float]:
    """Peak megabytes of the process, of its largest child, of all together, and seconds. Raises RuntimeError where the audit fails."""
    start = time.perf_counter()
    command = [str(Path(sys.executable).with_name("baocao")), "audit", "--no-store", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peaks = (0.0, 0.0, 0.0)
        while process.poll() is None:
            sizes = _sizes(process.pid)
            own = sizes.pop(process.pid, 0.0)
            now = (own, max(sizes.values(), default=0.0), own + sum(sizes.values()))
            peaks = (max(peaks[0], now[0]), max(peaks[1], now[1]), max(peaks[2], now[2]))
            time.sleep(_PAUSE)
    if process.returncode != 0:
        raise RuntimeError(f"the audit of {path.name} ended with {process.returncode}")
    return (*peaks, time.perf_counter() - start)


def _sizes(pid: int) -> dict[int, float]:
    """Proportional megabytes of a process and its descendants, as Linux tells them; what ended meanwhile counts nothing."""
    parents: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        status = _told(process / "status")
        if "PPid" in status:
            parents[int(process.name)] = int(status["PPid"])
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    told = {member: _told(Path("/proc") / str(member) / "smaps_rollup") for member in family}
    return {member: float(facts["Pss"].split()[0]) / 1000 for member, facts in told.items() if "Pss" in facts}


def _told(path: Path) -> dict[str, str]:
    """The "name: value" lines of a file of /proc; nothing where the process has ended."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split(":", 1) for line in lines if ":" in line)
