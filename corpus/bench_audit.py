"""What a whole audit finds on the specimens: their text and their scans against their gold, and how long it takes."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from corpus.make import Maker
from corpus.measure import Measures, measure
from corpus.specimen import SPECIMENS
from document.contract import dumps
from pipeline.audit import audit
from pipeline.settings import Settings

TARGETS: dict[str, dict[str, float]] = {
    "text": {
        "ratio_recall": 1.0,
        "ratio_precision": 1.0,
        "ratio_verdicts": 1.0,
        "section_recall": 1.0,
        "misprint_recall": 1.0,
    },
    "office": {
        "ratio_recall": 0.97,
        "ratio_precision": 0.99,
        "ratio_verdicts": 1.0,
        "section_recall": 0.95,
        "misprint_recall": 1.0,
    },
}
"""What is promised; a star in the table says that a specimen falls short."""


def run(slugs: Sequence[str], levels: Sequence[str], *, misses: bool = False) -> int:
    """Print a table by specimen for each input ("text", "digital" or a level of the scanner); return how many promises are broken."""
    maker = Maker()
    broken = 0
    for level in levels:
        results = {}
        for slug in slugs:
            source = _source(maker, slug, level)
            start = time.perf_counter()
            report: dict[str, Any] = json.loads(dumps(audit(source, Settings()).contract))
            seconds = time.perf_counter() - start
            gold = json.loads((SPECIMENS / f"{slug}.gold.json").read_text(encoding="utf-8"))
            results[slug] = (measure(gold, report, by_line=level == "text"), seconds)
        broken += _print(level, results, misses=misses)
    return broken


def _source(maker: Maker, slug: str, level: str) -> Path:
    if level == "text":
        return SPECIMENS / f"{slug}.md"
    return maker.letter(slug) if level == "digital" else maker.scanned(slug, level)


def _print(level: str, results: dict[str, tuple[Measures, float]], *, misses: bool) -> int:
    targets = TARGETS.get(level, {})
    broken = 0
    click.echo(f"\n{'audit of ' + level:22s}" + "".join(f"{slug:>13s}" for slug in results) + "   at least")
    names = list(dict.fromkeys(name for m, _ in results.values() for name in m.rates))
    for name in names:
        row = ""
        for measures, _ in results.values():
            rate = measures.rates.get(name)
            short = rate is not None and rate < targets.get(name, 0.0) - 1e-9
            broken += short
            row += f"{'-' if rate is None else format(rate, '.4f'):>12s}{'*' if short else ' '}"
        click.echo(f"{name:22s}{row}   {targets.get(name, '')}")
    alarms = [m.counts["false_alarms"] for m, _ in results.values()]
    broken += sum(n > 0 for n in alarms) if targets else 0
    click.echo(f"{'false alarms':22s}" + "".join(f"{n:>12d} " for n in alarms) + "   0 at most")
    click.echo(f"{'seconds':22s}" + "".join(f"{s:>12.1f} " for _, s in results.values()))
    if misses:
        for slug, (measures, _) in results.items():
            for line in measures.misses:
                click.echo(f"    # {slug} {level} {line}")
    return broken
