"""Seeded errors: one misprint at a time in clean specimens, audited again. `python -m corpus.misprints`.

Of the misprints that break a statement of the gold: how many are noticed, how often the first suggestion is the truth,
how often the truth is among the suggestions; and the false alarms on the clean texts.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from random import Random

import click

from corpus import gold as golden
from corpus.clean import clean
from corpus.slips import SLIPS, Site
from corpus.specimen import Specimen, load, slugs
from corpus.statements import Spot, Statement, cells, changed, statements, table_breaks, value
from document.checks import Check
from document.pages import Line, Page
from extract.understand import understand
from normalize.consistency import settle

Finding = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """One misprint to make: which specimen, where, and the seed of its chance."""

    slug: str
    spot: int
    kind: str
    seed: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial. `meets` counts the statements that the number takes part in and the misprint breaks."""

    trial: Trial
    line: int
    before: str
    after: str
    meets: int
    noticed: bool
    first: bool
    among: bool


@dataclass(frozen=True)
class Ground:
    """A clean specimen, its numbers, its statements, and what an audit finds in it as it is."""

    specimen: Specimen
    spots: tuple[Spot, ...]
    statements: tuple[Statement, ...]
    findings: frozenset[Finding]
    alarms: tuple[str, ...]


def audit(text: str) -> tuple[Check, ...]:
    """The checks of a text by the rules alone: no entity finder, whose names no check needs."""
    lines = tuple(Line(i, line) for i, line in enumerate(text.split("\n"), 1))
    return settle(understand((Page(1, 0, 0, "text", lines),)))[1]


def finding(check: Check) -> Finding:
    """What makes two findings the same."""
    return check.kind, check.place.line, check.stated or "", check.computed or ""


@cache
def ground(slug: str) -> Ground:
    """Everything that the trials of one specimen share."""
    specimen = clean(load(slug))
    told = statements(specimen)
    spots = list(dict.fromkeys(s for statement in told for s in statement.spots if s is not None))
    spots += cells(specimen)
    checks = [c for c in audit(specimen.text) if c.is_finding]
    known = {(e["kind"], e["line"]) for e in golden.findings(golden.assemble(specimen))}
    loud = [c for c in checks if c.verdict in ("mismatch", "undefined", "check_error")]
    alarms = [f"{slug} {c.place.line} {c.kind}: {c.sentence}" for c in loud if (c.kind, c.place.line) not in known]
    return Ground(specimen, tuple(spots), tuple(told), frozenset(map(finding, checks)), tuple(alarms))


def attempt(trial: Trial) -> Result | None:
    """Make one misprint and audit; None where the slip is impossible here or breaks nothing."""
    here = ground(trial.slug)
    spot = here.spots[trial.spot]
    random = Random(trial.seed)
    after = SLIPS[trial.kind](Site(spot.printed, spot.percent, spot.neighbours), random)
    if after is None or value(after, percent=spot.percent) == value(spot.printed, percent=spot.percent):
        return None
    lines = list(here.specimen.lines)
    broken = sum(s.breaks(spot, after) for s in here.statements)
    if "\t" in lines[spot.line - 1]:
        broken += table_breaks(here.specimen, spot, after)
    if broken < 1:
        return None
    lines[spot.line - 1] = changed(lines[spot.line - 1], spot, after)
    found = [c for c in audit("\n".join(lines)) if c.is_finding and finding(c) not in here.findings]
    mine = [c for c in found if spot.line in (c.place.line, *c.lines)]
    return _weighed(trial, spot, after, broken, mine)


def _weighed(trial: Trial, spot: Spot, after: str, broken: int, mine: Sequence[Check]) -> Result:
    loudness = {"high": 0, "medium": 1, "low": 2, "none": 3}
    ranked = sorted(mine, key=lambda c: (loudness[c.severity], not c.suggestions))
    truth = value(spot.printed, percent=spot.percent)
    told = [[value(s.after, percent=spot.percent) for s in c.suggestions if s.before == after] for c in ranked]
    first = bool(ranked) and bool(ranked[0].suggestions) and ranked[0].suggestions[0].before == after
    return Result(
        trial,
        spot.line,
        spot.printed,
        after,
        broken,
        noticed=bool(mine),
        first=first and told[0][0] == truth,
        among=any(truth in values for values in told),
    )


def plan(names: Sequence[str], trials: int, seed: int) -> list[Trial]:
    """Trials spread evenly over kinds and specimens, the spots by chance."""
    random = Random(seed)
    kinds = list(SLIPS)
    made: list[Trial] = []
    places = {name: len(ground(name).spots) for name in names}
    while len(made) < trials:
        name = names[len(made) % len(names)]
        kind = kinds[(len(made) // len(names)) % len(kinds)]
        made.append(Trial(name, random.randrange(places[name]), kind, random.randrange(2**32)))
    return made


def run(names: Sequence[str], trials: int, seed: int, processes: int) -> list[Result]:
    """All trials that broke a statement."""
    todo = plan(names, trials, seed)
    if processes < 2:
        return [r for r in map(attempt, todo) if r is not None]
    with get_context("fork").Pool(processes) as pool:
        return [r for r in pool.imap(attempt, todo, chunksize=25) if r is not None]


def rows(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The results by kind, then those where two statements meet, then all."""
    by_kind: dict[str, list[Result]] = defaultdict(list)
    everything = list(results)
    for result in everything:
        by_kind[result.trial.kind].append(result)
    table = [(kind, by_kind[kind]) for kind in SLIPS if by_kind[kind]]
    meeting = [r for r in everything if r.meets >= 2]
    return [*table, ("where two or more checks meet", meeting), ("all", everything)]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.3f}" if whole else "      –"


def report(results: Sequence[Result], alarms: Sequence[str]) -> str:
    """The table."""
    lines = [f"{'misprint':32s}{'trials':>7s}{'noticed':>9s}{'first':>8s}{'among':>8s}"]
    for name, some in rows(results):
        counts = [sum(getattr(r, field) for r in some) for field in ("noticed", "first", "among")]
        lines.append(f"{name:32s}{len(some):7d}  " + " ".join(_share(c, len(some)) for c in counts))
    return "\n".join([*lines, f"false alarms on the clean texts: {len(alarms)}"])


@click.command()
@click.option("--only", multiple=True, metavar="SLUG", help="Just these specimens.")
@click.option(
    "--trials", default=4000, show_default=True, help="Misprints to try; some break nothing and are left out."
)
@click.option("--seed", default=20240619, show_default=True)
@click.option("--processes", default=2, show_default=True)
@click.option("--misses", is_flag=True, help="List the misprints that nobody noticed and the false alarms.")
def main(only: tuple[str, ...], trials: int, seed: int, processes: int, misses: bool) -> None:
    """Seeded errors: what is noticed, what is suggested, what is a false alarm."""
    names = only or tuple(slugs())
    alarms = [alarm for name in names for alarm in ground(name).alarms]
    results = run(names, trials, seed, processes)
    click.echo(report(results, alarms))
    if misses:
        for alarm in alarms:
            click.echo(f"# false alarm: {alarm}")
        for r in results:
            if not r.noticed or (r.meets >= 2 and not r.first):
                what = "not noticed" if not r.noticed else "truth not first"
                click.echo(f"# {what}: {r.trial.slug} {r.line} {r.trial.kind}: {r.before} -> {r.after} ({r.meets})")


if __name__ == "__main__":
    sys.exit(main())
