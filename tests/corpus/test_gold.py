"""The gold of the specimens: rebuilt as committed, complete, and refused where it does not agree with the text."""

from decimal import Decimal

import pytest

from corpus import gold, verdicts
from corpus.clean import clean, repairs
from corpus.specimen import GoldError, Specimen, load, slugs
from corpus.traps import traps, uncovered

HEAD = "Số: 12/BC-UBND\n\n*Phú Thọ, ngày 05 tháng 7 năm 2023*\n\n**BÁO CÁO**\n\n**Kết quả**\n\n"
DOC = {
    "kind": "bao_cao",
    "number": "12/BC-UBND",
    "place": "Phú Thọ",
    "date": "2023-07-05",
    "title": "Kết quả",
}


def specimen(body: str, **rows: object) -> Specimen:
    return Specimen("thu", HEAD + body, {"doc": DOC, **rows})


@pytest.mark.parametrize("slug", slugs())
def test_the_committed_gold_is_the_rebuilt_one(slug: str) -> None:
    assert gold.path(slug).read_text(encoding="utf-8") == gold.dumps(gold.build(load(slug)))


@pytest.mark.parametrize("slug", slugs())
def test_every_number_outside_tables_is_covered(slug: str) -> None:
    one = load(slug)
    left = uncovered(one, gold.spans(gold.build(one)), every=True)
    assert [(t.line, t.quote) for t in left] == []


@pytest.mark.parametrize("slug", slugs())
def test_repairing_the_misprints_leaves_nothing_wrong(slug: str) -> None:
    one = load(slug)
    mended = clean(one)
    assert repairs(one), "a specimen states its misprints"
    assert {n for n, (a, b) in enumerate(zip(one.lines, mended.lines, strict=True), 1) if a != b} == {
        repair.line for repair in repairs(one)
    }
    built = gold.build(mended)
    assert gold.findings(built) == []
    assert [len(built[k]) for k in gold.FIGURES if k != "not_figures"] == [
        len(gold.build(one)[k]) for k in gold.FIGURES if k != "not_figures"
    ]


def test_a_ratio_is_read_from_its_quote_and_judged() -> None:
    one = specimen(
        "**I. KẾT QUẢ**\n\nTiếp nhận 111/4.227 hồ sơ (đạt 2,7%).",
        ratios=[{"quote": "111/4.227 hồ sơ (đạt 2,7%", "subject": "cấp biển số"}],
        misprints=[
            {
                "quote": "đạt 2,7%",
                "printed": "2,7",
                "truth": "2,6",
                "kind": "wrong percentage",
                "why": "",
                "checks": [{"kind": "ratio", "stated": "2,7"}],
            }
        ],
    )
    ratio = gold.build(one)["ratios"][0]
    assert (ratio["numerator"], ratio["denominator"], ratio["stated_percent"]) == (111, 4227, "2,7")
    assert (ratio["verdict"], ratio["computed_percent"], ratio["section_path"]) == ("mismatch", "2.6260", "I")


def test_a_wrong_statement_that_nobody_planted_is_refused() -> None:
    one = specimen("Có 3/4 xã, đạt 70%.", ratios=[{"quote": "3/4 xã, đạt 70%", "subject": "xã"}])
    with pytest.raises(GoldError, match="no misprint plants it"):
        gold.build(one)


def test_a_ratio_that_no_row_covers_is_refused() -> None:
    with pytest.raises(GoldError, match="3/4"):
        gold.build(specimen("Có 3/4 xã."))


def test_a_number_that_is_not_printed_is_refused() -> None:
    row = {"quote": "10 xã", "total": "11", "parts": [["a", "10"]]}
    with pytest.raises(GoldError, match="'11' is not printed"):
        gold.build(specimen("Có 10 xã.", sums=[row]))


def test_an_ambiguous_quote_is_refused_and_near_settles_it() -> None:
    body = "Xã A có 10 máy.\n\nXã B có 10 máy."
    with pytest.raises(GoldError, match="stands on 9, 11"):
        gold.build(specimen(body, quantities=[{"quote": "10 máy", "subject": "máy"}]))
    one = specimen(body, quantities=[{"quote": "10 máy", "subject": "máy", "near": "Xã B"}])
    assert gold.build(one)["quantities"][0]["line"] == 11


def test_a_quote_does_not_begin_or_end_inside_a_longer_number() -> None:
    one = specimen("Có 1.310 máy và 310 máy.", quantities=[{"quote": "310 máy", "subject": "máy"}])
    assert gold.assemble(one)["quantities"][0]["col"] == 16


def test_growth_is_measured_against_its_base() -> None:
    body = "Cùng kỳ có 200 hồ sơ, nay có 250 hồ sơ, tăng 50 hồ sơ, tương ứng tăng 125%."
    common = {"before": "200", "now": "250"}
    count = {"quote": "tăng 50 hồ sơ", "stated": "50", **common}
    rate = {"quote": "tương ứng tăng 125%", "stated": "125", **common}
    built = gold.assemble(specimen(body, growths=[count, rate]))["growths"]
    assert [(g["percent"], g["computed"], g["verdict"]) for g in built] == [
        (False, "50", "consistent"),
        (True, "25.0000", "mismatch"),
    ]


def test_tables_over_pages_are_joined_and_checked() -> None:
    table = "STT\tXã\tTổng\tMạng\tTỷ lệ\n1\tA\t10\t4\t40%\n\n2\tB\t30\t6\t25%\n\tTỔNG\t40\t10\t25%"
    row = {
        "header": ["STT", "Xã", "Tổng", "Mạng", "Tỷ lệ"],
        "blocks": 2,
        "total": "TỔNG",
        "checks": [
            {"kind": "row_ratio", "ratio": "Tỷ lệ", "n": "Mạng", "d": "Tổng"},
            {"kind": "column_sum", "columns": ["Tổng", "Mạng"]},
        ],
    }
    built = gold.assemble(specimen(table, tables=[row]))["tables"][0]
    assert [r[0] for r in built["rows"]] == ["1", "2", ""]
    assert [(c["kind"], c["verdict"]) for c in built["checks"]] == [
        ("row_ratio", "consistent"),
        ("row_ratio", "mismatch"),
        ("total_ratio", "consistent"),
        ("column_sum", "consistent"),
        ("column_sum", "consistent"),
    ]


def test_headings_make_paths_and_footnotes_go_to_their_call() -> None:
    body = "**I. A**\n\n**1. B**\n\n*a) C*\n\nĐã có 21<sup>1</sup> văn bản.\n\n**2. D: chạy tiếp**\n\n<sup>1</sup> Công văn."
    one = specimen(body)
    assert [(h.path, h.kind) for h in one.headings] == [
        ("I", "heading"),
        ("I/1", "heading"),
        ("I/1/a", "heading"),
        ("I/2", "inline"),
    ]
    assert one.section(one.lines.index("<sup>1</sup> Công văn.") + 1) == "I/1/a"


@pytest.mark.parametrize(
    ("n", "d", "p", "bound", "verdict"),
    [
        ("564.197", "595.083", "94,4", "exact", "mismatch"),
        ("1", "8", "12", "exact", "consistent"),
        ("1", "8", "13", "exact", "consistent"),
        ("2", "3", "66,6", "exact", "truncated"),
        ("0", "0", "100", "exact", "undefined"),
        ("0", "0", None, "exact", "unstated"),
        ("3", "4", "70", "over", "consistent"),
        ("3", "4", "80", "under", "consistent"),
        ("3", "4", "75", "under", "mismatch"),
        ("4", "5", "70", "over", "mismatch"),
    ],
)
def test_verdicts(n: str, d: str, p: str | None, bound: str, verdict: str) -> None:
    stated = None if p is None else verdicts.number(p, percent=True)
    assert verdicts.ratio(verdicts.number(n), verdicts.number(d), stated, bound=bound) == verdict


def test_totals() -> None:
    assert verdicts.total(Decimal(10), [Decimal(4), Decimal(6)], exhaustive=True) == "consistent"
    assert verdicts.total(Decimal(10), [Decimal(4)], exhaustive=False) == "consistent"
    assert verdicts.total(Decimal(10), [Decimal(14)], exhaustive=False) == "mismatch"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 590/KH-UBND ngày 15/02/2022", ["590/KH-UBND", "15/02/2022"]),
        ("Nghị định số 59/2022/NĐ-CP", ["59/2022/NĐ-CP"]),
        ("trong tháng 12/2022, giai đoạn 2022 - 2025", ["12/2022", "giai đoạn 2022 - 2025"]),
        ("Đề án 06/CP, mức độ 3,4", ["Đề án 06/CP", "mức độ 3,4"]),
        ("tiếp nhận 12/45 hồ sơ", []),
    ],
)
def test_traps_by_form(text: str, expected: list[str]) -> None:
    one = Specimen("thu", text, {})
    assert [t.quote for t in traps(one)] == expected
