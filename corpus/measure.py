"""Measures of an audited report (the JSON contract) against a specimen's gold.

Figures are matched by their exact values, each gold row once; with `by_line` (text input) also within two lines. Rows of
the gold marked `optional` count for nothing when they are missed.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import regex

Row = Mapping[str, Any]
Key = tuple[Any, ...]

FINDINGS = frozenset({"mismatch", "undefined", "truncated"})
_SLACK = 2


@dataclass(frozen=True, slots=True)
class Measures:
    """Rates by name (1.0 is best), counts by name (0 is best), and what was lost, in words."""

    rates: dict[str, float]
    counts: dict[str, int]
    misses: tuple[str, ...]


def fold(text: str | None) -> str:
    """Words and percent signs in small letters, without marks of Markdown."""
    text = regex.sub(r"[*_$<>/\\]|</?\w+>", "", unicodedata.normalize("NFC", text or ""))
    return regex.sub(r"[^\w%]+", " ", text).strip().lower()


def value(printed: object) -> Decimal | None:
    """A number of the gold or the contract, exactly: "94,40" and 94.4 are the same; None where there is none."""
    if printed is None or printed == "":
        return None
    try:
        return Decimal(str(printed).replace("%", "").strip().replace(",", ".")).normalize()
    except InvalidOperation:
        return None


def measure(gold: Row, report: Row, *, by_line: bool) -> Measures:
    """Score one audited report."""
    rates: dict[str, float] = {}
    counts: dict[str, int] = {}
    misses: list[str] = []
    figures: Sequence[Row] = report["figures"]
    checks: Sequence[Row] = report["checks"]
    verdicts = {figure: c["verdict"] for c in checks if c["kind"] == "ratio" for figure in c["figures"]}
    for name, kind, key in (
        ("ratio", "ratio", _ratio_key),
        ("percent", "percent", _value_key),
        ("quantity", "quantity", _value_key),
    ):
        rows = gold["quantities" if name == "quantity" else f"{name}s"]
        found = [f for f in figures if f["kind"] == kind]
        pairs, missed, invented = _pair(rows, found, key, key, by_line=by_line)
        rates[f"{name}_recall"] = _share(len(pairs), len(pairs) + len(missed))
        rates[f"{name}_precision"] = _share(len(pairs), len(found))
        misses += [f"{name} missed: line {r['line']} {r['quote']}" for r in missed]
        misses += [f"{name} invented: page {f['page']} line {f['line']} {f['quote']}" for f in invented]
        if name == "ratio":
            wrong = [(g, verdicts.get(f["id"])) for g, f in pairs if g["verdict"] != verdicts.get(f["id"])]
            rates["ratio_verdicts"] = 1 - _share(len(wrong), len(pairs)) if pairs else 1.0
            misses += [f"verdict: line {g['line']} {g['quote']}: {g['verdict']}, not {v}" for g, v in wrong]
    _statements(gold, checks, rates, misses, by_line=by_line)
    _sections(gold, report["sections"], rates, misses)
    _cells(gold, report["tables"], rates)
    _misprints(gold, checks, rates, counts, misses)
    coverage = report["coverage"]
    rates["coverage"] = _share(coverage["understood"], coverage["numbers"])
    return Measures(rates, counts, tuple(misses))


def _ratio_key(row: Row) -> Key:
    return value(row["numerator"]), value(row["denominator"]), value(row["stated_percent"])


def _value_key(row: Row) -> Key:
    return (value(row["value"]),)


def _share(part: int, whole: int) -> float:
    return 1.0 if whole == 0 else part / whole


def _pair(
    gold: Sequence[Row],
    found: Sequence[Row],
    gold_key: Callable[[Row], Key],
    found_key: Callable[[Row], Key],
    *,
    by_line: bool,
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs, required gold rows without a partner, found rows without a partner; the nearest line wins."""
    left = list(found)
    pairs: list[tuple[Row, Row]] = []
    missed: list[Row] = []
    for row in gold:
        near = [f for f in left if found_key(f) == gold_key(row)]
        if by_line:
            near = [f for f in near if abs(f["line"] - row["line"]) <= _SLACK]
        if near:
            best = min(near, key=lambda f: abs(f["line"] - row["line"]))
            left.remove(best)
            pairs.append((row, best))
        elif not row.get("optional"):
            missed.append(row)
    return pairs, missed, left


def _statements(gold: Row, checks: Sequence[Row], rates: dict[str, float], misses: list[str], *, by_line: bool) -> None:
    """Sums and remainders: found with the same operands, and judged alike."""

    def sum_gold(row: Row) -> Key:
        return value(row["total"]), tuple(sorted(str(value(p["value"])) for p in row["parts"]))

    def sum_check(row: Row) -> Key:
        return value(row["stated"]), tuple(sorted(str(value(v)) for v in row["inputs"]))

    def rest_gold(row: Row) -> Key:
        return value(row["stated"]), value(row["whole"]), value(row["part"])

    def rest_check(row: Row) -> Key:
        return (value(row["stated"]), *(value(v) for v in row["inputs"][:2]))

    for kind, rows, gold_key, check_key in (
        ("sum", gold["sums"], sum_gold, sum_check),
        ("difference", gold["differences"], rest_gold, rest_check),
    ):
        pairs, missed, _ = _pair(rows, [c for c in checks if c["kind"] == kind], gold_key, check_key, by_line=by_line)
        rates[f"{kind}_recall"] = _share(len(pairs), len(pairs) + len(missed))
        rates[f"{kind}_verdicts"] = _share(sum(g["verdict"] == c["verdict"] for g, c in pairs), len(pairs))
        misses += [f"{kind} missed: line {r['line']} {r['quote']}" for r in missed]


def _sections(gold: Row, found: Sequence[Row], rates: dict[str, float], misses: list[str]) -> None:
    must = [
        s
        for s in gold["sections"]
        if not s.get("optional") and s.get("kind", "heading") == "heading" and not s.get("run_in")
    ]
    lost = [s for s in must if not any(_same_section(s, f) for f in found)]
    rates["section_recall"] = 1 - _share(len(lost), len(must)) if must else 1.0
    misses += [f"section missed: line {s['line']} {s['marker']} {s['title']}" for s in lost]


def _same_section(a: Row, b: Row) -> bool:
    one, two = set(fold(a["title"]).split()), set(fold(b["title"]).split())
    return fold(a["marker"]) == fold(b["marker"]) and bool(one) and len(one & two) >= 0.5 * len(one | two)


def _cells(gold: Row, tables: Sequence[Row], rates: dict[str, float]) -> None:
    want = Counter(fold(cell) for t in gold["tables"] for row in t["rows"] for cell in row if fold(cell))
    got = Counter(fold(cell) for t in tables for row in t["rows"] for cell in row if fold(cell))
    if want:
        rates["cell_recall"] = _share((want & got).total(), want.total())
        rates["cell_precision"] = _share((want & got).total(), got.total())
        rows = {_row(row) for t in tables for row in t["rows"]}
        printed = [_row(row) for t in gold["tables"] for row in t["rows"]]
        rates["row_exact"] = _share(sum(row in rows for row in printed), len(printed))


def _row(cells: Sequence[str]) -> Key:
    """A row as it is compared: rows that a page break cut are one row in the gold."""
    return tuple(fold(cell) for cell in cells if fold(cell))


def _misprints(
    gold: Row, checks: Sequence[Row], rates: dict[str, float], counts: dict[str, int], misses: list[str]
) -> None:
    """Planted misprints that a check complains about; findings that no misprint explains (beside habits noted as low)."""
    findings = [c for c in checks if c["verdict"] in FINDINGS and c["severity"] != "none"]
    loud = [c for c in findings if c["severity"] != "low"]
    explained: set[str] = set()
    found = 0
    for misprint in gold["misprints"]:
        hits = [c for c in findings if any(_expected(e, c) for e in misprint["expected"])]
        explained.update(c["id"] for c in hits)
        found += bool(hits)
        if not hits:
            misses.append(f"misprint missed: line {misprint['line']} {misprint['quote']}: {misprint['why']}")
    rates["misprint_recall"] = _share(found, len(gold["misprints"]))
    alarms = [c for c in loud if c["id"] not in explained]
    counts["false_alarms"] = len(alarms)
    misses += [f"false alarm: page {c['page']} line {c['line']} {c['kind']} {c['sentence']}" for c in alarms]


def _expected(expected: Row, check: Row) -> bool:
    if expected["kind"] != check["kind"]:
        return False
    stated = value(expected.get("stated"))
    return stated is None or stated == value(check["stated"])
