"""The seeded-error benchmark: slips are slips, the gold tells what they break, a trial is one misprint."""

from random import Random

import pytest

from corpus.clean import clean
from corpus.misprints import Trial, attempt, ground, plan, report, run
from corpus.slips import SLIPS, Site
from corpus.specimen import load
from corpus.statements import cells, statements, table_breaks

SLUG = "kiem-tra"


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_changes_the_print_by_little(kind: str) -> None:
    site = Site("94,48", percent=True, neighbours=("51,02",))
    for seed in range(40):
        after = SLIPS[kind](site, Random(seed))
        assert after is not None
        assert abs(len(after) - len(site.printed)) <= 1


def test_slips_that_cannot_happen_here() -> None:
    count = Site("1.204", percent=False)
    assert [SLIPS[k](count, Random(1)) for k in ("separator moved", "wrong percentage", "neighbour's cell")] == [
        None
    ] * 3
    assert SLIPS["digits swapped"](Site("77", percent=False), Random(1)) is None
    assert {SLIPS["digit doubled"](count, Random(s)) for s in range(60)} >= {"11.204", "1.2204", "12.204"}


def test_every_number_of_a_statement_is_found_in_print() -> None:
    specimen = clean(load(SLUG))
    told = statements(specimen)
    assert {s.kind for s in told} == {"ratio", "sum", "difference"}
    for statement in told:
        for spot in filter(None, statement.spots):
            assert specimen.line(spot.line)[spot.start : spot.end] == spot.printed
            assert not statement.breaks(spot, spot.printed)
        assert any(statement.breaks(s, "987.654") for s in statement.spots if s is not None and not s.percent)


def test_cells_break_the_checks_of_their_row_and_column() -> None:
    specimen = clean(load(SLUG))
    spots = cells(specimen)
    assert max(table_breaks(specimen, s, "987.654") for s in spots) >= 3
    assert all(table_breaks(specimen, s, s.printed) == 0 for s in spots)


def test_a_misprint_in_a_cell_is_noticed_and_the_truth_comes_first() -> None:
    here = ground(SLUG)
    spot = next(i for i, s in enumerate(here.spots) if "\t" in here.specimen.line(s.line) and len(s.printed) > 4)
    result = attempt(Trial(SLUG, spot, "digit replaced", 3))
    assert result is not None
    assert result.meets >= 2
    assert (result.noticed, result.first, result.among) == (True, True, True)


def test_the_table_counts_what_was_tried() -> None:
    assert plan([SLUG], 16, 1) == plan([SLUG], 16, 1)
    results = run([SLUG], 16, 1, processes=1)
    text = report(results, ["x"])
    assert text.splitlines()[-1] == "false alarms on the clean texts: 1"
    assert f"{'all':32s}{len(results):7d}" in text
