"""The patterns of the grammar, by name, in the order in which they are tried at each number."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.figures import growth, quantities, ratios
from extract.figures.clause import Clause, Draft

Reader = Callable[[Clause, int], Draft | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named pattern: `read` tries it at one number of a clause."""

    id: str
    description: str
    read: Reader


PATTERNS: tuple[Pattern, ...] = (
    Pattern("growth-pair", "kỳ này/kỳ trước: “15/20 vụ, giảm 05 vụ”", growth.pair),
    Pattern("ratio-slash", "phần/tổng có dấu gạch chéo, tỷ lệ đứng sau hoặc trước hoặc không có", ratios.slash),
    Pattern("ratio-of-whole", "“Trong số 25 …, có 08 …”", ratios.of_whole),
    Pattern("ratio-in-whole", "“08 trong tổng số 25 …”", ratios.in_whole),
    Pattern("percent", "tỷ lệ phần trăm đứng riêng", quantities.percent),
    Pattern("quantity-rate", "mức trên một đơn vị: “04 phút/ngày”", quantities.rate),
    Pattern("quantity-score", "điểm đạt trên điểm tối đa: “16,7/18 điểm”", quantities.score),
    Pattern("quantity-range", "khoảng: “3 - 5 ngày”", quantities.spread),
    Pattern("quantity-counted", "số đếm hoặc số đo có đơn vị", quantities.counted),
    Pattern("quantity-labelled", "số có nhãn đứng trước, không có đơn vị", quantities.labelled),
)
