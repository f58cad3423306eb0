"""What the trained finder of names adds to the rules: names of organisations that gold gives and their line prints.

A name counts as found where one of the spans is it exactly (capitals, spaces and signs aside). Beside the names, how much
text the finder reads in a second, and its score on made sentences with places that its training never saw.
"""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

import click
import regex

from corpus.specimen import SPECIMENS
from extract.figures.orgs import areas, organisations
from extract.markup import clean
from models.entities import MODEL, EntityFinder

_KINDS = ("ratios", "percents", "quantities")


@dataclass(slots=True)
class Found:
    """How many names of one report the rules, the finder and both found; which ones the finder alone, and nobody."""

    names: int = 0
    rules: int = 0
    finder: int = 0
    both: int = 0
    alone: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def either(self) -> int:
        """Names that at least one of the two found."""
        return self.rules + self.finder - self.both

    def listed(self) -> list[str]:
        """What the finder alone found, and what nobody did."""
        return [f"finder alone: {name}" for name in self.alone] + [f"lost: {name}" for name in self.lost]


@click.command()
@click.option("--misses", is_flag=True, help="List the names.")
@click.option(
    "--seeds", type=click.Path(path_type=Path, file_okay=False), default=Path("../shared/seeds"), show_default=True
)
@click.option(
    "--gold", type=click.Path(path_type=Path, file_okay=False), default=Path("../shared/gold"), show_default=True
)
def main(misses: bool, seeds: Path, gold: Path) -> None:
    """Names of organisations that the rules find, that the trained finder finds, and that it alone finds."""
    finder = EntityFinder()
    results = {slug: count(lines, annotated, finder) for slug, lines, annotated in _reports(seeds, gold)}
    if not gold.is_dir():
        click.echo(f"reports of {seeds} left out: there is no folder {gold}")
    results["all"] = _sum(list(results.values()))
    click.echo(f"{'report':14s}{'names':>7s}{'rules':>7s}{'finder':>8s}{'both':>6s}{'finder alone':>14s}{'either':>8s}")
    for name, found in results.items():
        row = f"{found.names:7d}{found.rules:7d}{found.finder:8d}{found.both:6d}{len(found.alone):14d}{found.either:8d}"
        click.echo(f"{name:14s}{row}")
        for line in found.listed() if misses and name != "all" else ():
            click.echo(f"    # {name} {line}")
    scores = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))
    click.echo(
        f"made texts, unseen places: F {scores['ents_f']:.4f}; {_speed(finder):.0f} KB of text a second of one core"
    )


def _reports(seeds: Path, gold: Path) -> Iterator[tuple[str, Sequence[str], dict[str, list[dict[str, object]]]]]:
    for path in sorted(SPECIMENS.glob("*.gold.json")):
        slug = path.name.removesuffix(".gold.json")
        yield slug, _lines(SPECIMENS / f"{slug}.md"), json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(gold.glob("*.gold.json")):
        for text in sorted(seeds.glob(f"{path.name[:3]}*.txt")):
            yield path.name[:3], _lines(text), json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> list[str]:
    return [clean(line).text for line in normalize("NFC", path.read_text(encoding="utf-8")).split("\n")]


def count(lines: Sequence[str], gold: dict[str, list[dict[str, object]]], finder: EntityFinder) -> Found:
    """Names of `gold` (figures with "org" and 1-based "line") that their line prints, by who found them."""
    found = Found()
    for line, name in sorted({(int(str(x["line"])), str(x["org"])) for k in _KINDS for x in gold[k] if x.get("org")}):
        text = lines[line - 1]
        if name not in text:
            continue
        by_rules = {_bare(t) for _, _, t in (*organisations(text), *areas(text))}
        by_finder = {_bare(text[e.start : e.end]) for e in finder.find(text)}
        wanted = _bare(name)
        found.names += 1
        found.rules += wanted in by_rules
        found.finder += wanted in by_finder
        found.both += wanted in by_rules and wanted in by_finder
        if wanted not in by_rules:
            (found.alone if wanted in by_finder else found.lost).append(f"line {line}: {name}")
    return found


def _bare(name: str) -> str:
    return regex.sub(r"[^\w%]+", " ", name).strip().lower()


def _sum(parts: Sequence[Found]) -> Found:
    return Found(
        names=sum(f.names for f in parts),
        rules=sum(f.rules for f in parts),
        finder=sum(f.finder for f in parts),
        both=sum(f.both for f in parts),
        alone=[name for f in parts for name in f.alone],
        lost=[name for f in parts for name in f.lost],
    )


def _speed(finder: EntityFinder) -> float:
    text = [line for path in sorted(SPECIMENS.glob("*.md")) for line in _lines(path) if line]
    start = time.process_time()
    for line in text:
        finder.find(line)
    return sum(len(line.encode()) for line in text) / 1000 / (time.process_time() - start)


if __name__ == "__main__":
    main()
