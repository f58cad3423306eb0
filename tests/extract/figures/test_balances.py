"""What two amounts differ by: trade balances, what is left of income, differences told in words."""

import pytest

from document.figures import Relation
from tests.extract.figures.sentences import passage, read


def balance(*texts: str) -> Relation | None:
    found = [r for r in read(*(passage(t, n) for n, t in enumerate(texts, 1))).relations if r.rule == "balance"]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("texts", "whole", "part"),
    [
        (["Xuất khẩu 810,4 triệu USD, nhập khẩu 350,3 triệu USD, xuất siêu 460,1 triệu USD."], 810_400_000, 350_300_000),
        (["Giá khởi điểm 61,2 tỷ đồng, giá bán 70,1 tỷ đồng, chênh lệch 8,9 tỷ đồng."], 70_100_000_000, 61_200_000_000),
        (["Thu 6.120 triệu đồng, đạt 57% dự toán.", "Chi 3.840 triệu đồng. Chênh lệch thu chi 2.280 triệu đồng."], 6_120_000_000, 3_840_000_000),
    ],
)  # fmt: skip
def test_a_balance_is_what_two_amounts_before_it_differ_by(texts: list[str], whole: int, part: int) -> None:
    found = balance(*texts)
    assert found is not None
    assert found.whole is not None
    assert (int(found.whole.value), [int(p.value) for p in found.parts]) == (whole, [part])


def test_a_trade_balance_that_one_slip_spoils_is_still_bound() -> None:
    found = balance("Xuất khẩu 810,4 triệu USD, nhập khẩu 350,3 triệu USD, xuất siêu 406,1 triệu USD.")
    assert found is not None
    assert found.stated is not None
    assert found.stated.value == 406_100_000


def test_a_balance_of_amounts_that_nobody_told_is_bound_to_nothing() -> None:
    assert balance("Xuất khẩu 810,4 triệu USD, nhập khẩu 350,3 triệu USD, cả vùng xuất siêu 2.215,7 triệu USD.") is None
    assert balance("Kết dư ngân sách 12,5 tỷ đồng, chi thường xuyên 61,3 tỷ đồng.") is None


def test_a_balance_of_totals_told_far_away() -> None:
    found = balance(
        "Tổng thu ngân sách xã 985.617 triệu đồng.",
        "Thu tiền đất 210.400 triệu đồng.",
        "Tổng chi ngân sách xã 941.052 triệu đồng.",
        "Chi đầu tư 214.618 triệu đồng.",
        "Chênh lệch thu - chi: 44.565 triệu đồng.",
    )
    assert found is not None
    assert [int(p.value) for p in found.parts] == [941_052_000_000]
