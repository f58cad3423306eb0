"""The measures of an audit: perfect on a perfect report, and each loss named where it belongs."""

import copy
from typing import Any

from corpus.measure import measure

GOLD: dict[str, Any] = {
    "sections": [{"line": 1, "marker": "I", "title": "KẾT QUẢ", "path": "I"}],
    "ratios": [
        {
            "line": 3,
            "quote": "1.204/3.351",
            "numerator": 1204,
            "denominator": 3351,
            "stated_percent": "53,9",
            "verdict": "mismatch",
        },
        {
            "line": 9,
            "quote": "1/2",
            "numerator": 1,
            "denominator": 2,
            "stated_percent": None,
            "verdict": "unstated",
            "optional": True,
        },
    ],
    "percents": [{"line": 4, "quote": "80%", "value": "80"}],
    "quantities": [{"line": 4, "quote": "12,5 ha", "value": 12.5}],
    "sums": [
        {"line": 5, "quote": "5 gồm 2 và 3", "total": 5, "parts": [{"value": 3}, {"value": 2}], "verdict": "consistent"}
    ],
    "differences": [],
    "tables": [{"rows": [["1", "Xã Phú Thọ", "7"]]}],
    "misprints": [
        {
            "line": 3,
            "quote": "53,9",
            "why": "35,9",
            "expected": [{"kind": "ratio", "verdict": "mismatch", "stated": "53,9"}],
        },
    ],
}
REPORT: dict[str, Any] = {
    "sections": [{"marker": "I", "title": "Kết quả"}],
    "figures": [
        {"id": "r1", "kind": "ratio", "page": 1, "line": 3, "quote": "a", "numerator": 1204, "denominator": 3351, "stated_percent": "53,9"},
        {"id": "p1", "kind": "percent", "page": 1, "line": 4, "quote": "b", "value": "80"},
        {"id": "q1", "kind": "quantity", "page": 1, "line": 4, "quote": "c", "value": 12.5},
    ],
    "tables": [{"rows": [["1", "Xã Phú Thọ", "7"]]}],
    "checks": [
        {"id": "c1", "kind": "ratio", "verdict": "mismatch", "severity": "medium", "stated": "53,9", "inputs": [1204, 3351],
         "figures": ["r1"], "page": 1, "line": 3, "sentence": ""},
        {"id": "c2", "kind": "sum", "verdict": "consistent", "severity": "none", "stated": "5", "inputs": [2, 3],
         "figures": [], "page": 1, "line": 5, "sentence": ""},
    ],
    "coverage": {"numbers": 8, "understood": 8},
}  # fmt: skip


def test_a_perfect_report_scores_one_everywhere() -> None:
    measures = measure(GOLD, REPORT, by_line=True)
    assert set(measures.rates.values()) == {1.0}
    assert measures.counts == {"false_alarms": 0}
    assert measures.misses == ()


def test_a_ratio_with_another_percentage_is_missed_and_invented() -> None:
    report = copy.deepcopy(REPORT)
    report["figures"][0]["stated_percent"] = "35,9"
    measures = measure(GOLD, report, by_line=True)
    assert (measures.rates["ratio_recall"], measures.rates["ratio_precision"]) == (0.0, 0.0)


def test_lines_matter_for_text_and_not_for_scans() -> None:
    report = copy.deepcopy(REPORT)
    report["figures"][0]["line"] = 40
    assert measure(GOLD, report, by_line=True).rates["ratio_recall"] == 0.0
    assert measure(GOLD, report, by_line=False).rates["ratio_recall"] == 1.0


def test_a_loud_finding_that_no_misprint_explains_is_a_false_alarm() -> None:
    report = copy.deepcopy(REPORT)
    report["checks"][1] |= {"verdict": "mismatch", "severity": "high"}
    measures = measure(GOLD, report, by_line=True)
    assert measures.counts == {"false_alarms": 1}
    assert measures.rates["sum_verdicts"] == 0.0
    report["checks"][1]["severity"] = "low"
    assert measure(GOLD, report, by_line=True).counts == {"false_alarms": 0}


def test_a_row_cut_in_two_is_not_exact() -> None:
    report = copy.deepcopy(REPORT)
    report["tables"][0]["rows"] = [["1", "Xã Phú", "7"], ["", "Thọ", ""]]
    rates = measure(GOLD, report, by_line=True).rates
    assert rates["row_exact"] == 0.0
    assert rates["cell_recall"] == 2 / 3


def test_a_wrong_verdict_loses_the_misprint() -> None:
    report = copy.deepcopy(REPORT)
    report["checks"][0] |= {"verdict": "consistent", "severity": "none"}
    measures = measure(GOLD, report, by_line=True)
    assert (measures.rates["ratio_verdicts"], measures.rates["misprint_recall"]) == (0.0, 0.0)
