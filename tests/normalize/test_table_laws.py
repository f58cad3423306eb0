"""Laws of tables: what adds up is never accused, a changed digit always is and alone, numbers of no law are left alone."""

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from document.checks import Check
from tests.normalize.reports import audit

SEEDS = st.integers(0, 10**9)
HEADER = ["TT", "Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn", "Tỷ lệ đúng hạn (%)", "Ghi chú"]


def wrong(checks: tuple[Check, ...]) -> list[Check]:
    return [c for c in checks if c.verdict in ("mismatch", "truncated") and c.kind != "rounding_habit"]


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    tenths = (Fraction(1000 * part, whole) + Fraction(1, 2)).__floor__()
    return f"{tenths // 10},{tenths % 10}"


def offices(draw: Random) -> list[list[str]]:
    """Rows of units with their total, each column a sum, each rate rounded."""
    counts = [(draw.randrange(200, 9000), draw.randrange(1, 400)) for _ in range(draw.randrange(4, 12))]
    total = tuple(map(sum, zip(*counts, strict=True)))
    rows = [[str(i), f"Xã {i}", *_cells(*pair), ""] for i, pair in enumerate(counts, 1)]
    return [*rows, ["", "Tổng cộng", *_cells(*total), ""]]


def _cells(done: int, late: int) -> list[str]:
    return [grouped(done + late), grouped(done), grouped(late), share(done, done + late)]


def budget(draw: Random) -> list[list[str]]:
    """A tree of three levels: A over I and II, I over 1, 2 and 3."""
    rows: list[list[str]] = []
    for letter in "AB":
        groups: list[tuple[list[list[str]], list[int]]] = []
        for roman in ("I", "II")[: draw.randrange(1, 3)] if letter == "B" else ("I", "II"):
            leaves = [[draw.randrange(500, 90_000) for _ in range(2)] for _ in range(draw.randrange(2, 5))]
            sums = [sum(column) for column in zip(*leaves, strict=True)]
            below = [[str(i), f"Khoản {i}", *map(grouped, leaf)] for i, leaf in enumerate(leaves, 1)]
            groups.append(([[roman, f"Mục {roman}", *map(grouped, sums)], *below], sums))
        whole = [sum(column) for column in zip(*(sums for _, sums in groups), strict=True)]
        rows.append([letter, f"Phần {letter}", *map(grouped, whole)])
        rows += [row for made, _ in groups for row in made]
    return rows


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_what_adds_up_is_accused_nowhere(seed: int) -> None:
    draw = Random(seed)
    checks = audit(HEADER, offices(draw))
    assert not wrong(checks)
    assert {c.kind for c in checks} == {"row_sum", "row_ratio", "column_sum", "total_ratio"}
    checks = audit(["STT", "Nội dung", "Dự toán", "Thực hiện"], budget(draw))
    assert not wrong(checks)
    assert checks


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_a_changed_digit_is_noticed_and_nothing_else_accused(seed: int) -> None:
    draw = Random(seed)
    rows = offices(draw)
    row, column = draw.randrange(len(rows)), draw.randrange(2, 5)
    text = rows[row][column]
    at = draw.choice([i for i, c in enumerate(text) if c.isdigit()])
    digit = draw.choice([d for d in "123456789" if d != text[at]])
    rows[row][column] = text[:at] + digit + text[at + 1 :]
    findings = wrong(audit(HEADER, rows))
    assert len(findings) >= 2
    assert all(f"t1:{row}:{column}" in c.cells for c in findings)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_numbers_of_no_law_are_left_alone(seed: int) -> None:
    draw = Random(seed)
    header = ["TT", "Xã", "Số hộ", "Số lớp", "Số máy", "Số sách", "Tỷ lệ (%)"]
    rows = [
        [str(i), f"Xã {i}", *(grouped(draw.randrange(1, 10**p)) for p in (5, 2, 3, 4)), f"{draw.randrange(1000) / 10}"]
        for i in range(1, draw.randrange(5, 15))
    ]
    assert not wrong(audit(header, [[*r[:-1], r[-1].replace(".", ",")] for r in rows]))
