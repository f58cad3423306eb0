"""The gold against the shared scorer and the shared annotations, where they are at hand."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from corpus import gold, verdicts
from corpus.specimen import load, slugs

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "eval" / "score.py"
SEEDS = sorted((SHARED / "gold").glob("*.gold.json"))

Entry = dict[str, Any]


def perfect(built: Entry) -> Entry:
    """The report that a faultless reader would give."""
    figures: list[Entry] = []
    checks: list[Entry] = []
    for name, kind in (("ratios", "ratio"), ("percents", "percent"), ("quantities", "quantity")):
        for number, entry in enumerate(built[name]):
            figures.append({**entry, "id": f"{kind}{number}", "kind": kind, "section": entry["section_path"]})
    for figure in figures:
        if figure["kind"] == "ratio":
            checks.append({"kind": "ratio", "verdict": figure["verdict"], "figures": [figure["id"]]})
    for entry in built["sums"]:
        stated, inputs = str(entry["total"]), [p["value"] for p in entry["parts"]]
        checks.append(
            {"kind": "sum", "line": entry["line"], "verdict": entry["verdict"], "stated": stated, "inputs": inputs}
        )
    for entry in built["differences"]:
        inputs = [entry["whole"], entry["part"]]
        checks.append({**entry, "kind": "difference", "stated": str(entry["stated"]), "inputs": inputs})
    for table in built["tables"]:
        checks += [{**c, "stated": str(c["stated"])} for c in table["checks"]]
    for entry in built["contradictions"]:
        lines = [entry["a"]["line"], entry["b"]["line"]]
        checks.append({"kind": "contradiction", "verdict": "mismatch", "lines": lines})
    return {
        "figures": figures,
        "checks": checks,
        "sections": built["sections"],
        "tables": built["tables"],
        "letterhead": built["doc"],
        "coverage": {"numbers": 1, "understood": 1},
    }


@pytest.mark.skipif(not SCORER.exists(), reason=f"the shared scorer is not at {SCORER}")
@pytest.mark.parametrize("slug", slugs())
def test_a_perfect_reading_scores_full_marks(slug: str) -> None:
    spec = importlib.util.spec_from_file_location("shared_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    built = gold.build(load(slug))
    marks, misses = scorer.score(built, perfect(built))
    counts = {"ratio_false_alarms", "false_alarms", "traps_taken", "section_strays", "contradictions_reported"}
    assert {k: v for k, v in marks.items() if k not in counts and v != 1.0} == {}, misses
    assert [marks[k] for k in sorted(counts - {"contradictions_reported"})] == [0, 0, 0, 0]


@pytest.mark.skipif(not SEEDS, reason=f"no shared annotations in {SHARED / 'gold'}")
def test_the_interval_rule_agrees_with_annotations_made_by_hand() -> None:
    differing = []
    for path in SEEDS:
        for entry in json.loads(path.read_text(encoding="utf-8"))["ratios"]:
            n, d = (verdicts.number(str(entry[k])) for k in ("numerator", "denominator"))
            stated = entry["stated_percent"]
            verdict = verdicts.ratio(n, d, None if stated is None else verdicts.number(stated, percent=True))
            if verdict != entry["verdict"]:
                differing.append((path.name, entry["line"], entry["quote"], entry["verdict"], verdict))
    assert differing == []
