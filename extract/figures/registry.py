"""The patterns of the grammar, by name, in the order in which they are tried at each number."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.figures import growth, pairs, quantities, ratios
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
    Pattern(
        "growth-bracket", "kỳ này/kỳ trước trong ngoặc sau mức tăng, giảm: “giảm 03 vụ (14/17)”", pairs.now_and_before
    ),
    Pattern("quantity-two-units", "hai số, hai đơn vị: “120/155 lượt/người”", pairs.two_counts),
    Pattern("ratio-slash", "phần/tổng có dấu gạch chéo, tỷ lệ đứng sau hoặc trước hoặc không có", ratios.slash),
    Pattern(
        "ratio-slash-bracket",
        "phần có ngoặc kê riêng trước dấu gạch chéo: “176 đơn (…)/221 đơn”",
        ratios.slash_past_bracket,
    ),
    Pattern("ratio-of-whole", "“Trong số 25 …, có 08 …”", ratios.of_whole),
    Pattern("ratio-in-whole", "“08 trong tổng số 25 …”", ratios.in_whole),
    Pattern("percent", "tỷ lệ phần trăm đứng riêng", quantities.percent),
    Pattern("quantity-rate", "mức trên một đơn vị: “04 phút/ngày”", quantities.rate),
    Pattern("quantity-score", "điểm đạt trên điểm tối đa: “16,7/18 điểm”", quantities.score),
    Pattern("quantity-range", "khoảng: “3 - 5 ngày”", quantities.spread),
    Pattern("quantity-counted", "số đếm hoặc số đo có đơn vị", quantities.counted),
    Pattern("quantity-labelled", "số có nhãn đứng trước, không có đơn vị", quantities.labelled),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule of the second pass, which binds figures that stand apart; it has no reader of its own."""

    id: str
    description: str


BINDINGS: tuple[Rule, ...] = (
    Rule("ratio-equation", "“12.405 / 9.870 = 125,68%”"),
    Rule("ratio-implicit", "phần và tổng đứng xa nhau, có tỷ lệ: “429 hồ sơ, trong đó 97 hồ sơ … đạt 22,6%”"),
    Rule("ratio-prose", "phần và tổng đứng xa nhau, không có tỷ lệ: “25 dịch vụ, trong đó 08 dịch vụ …”"),
    Rule("breakdown-strong", "tổng và các phần sau “gồm”, “cụ thể”"),
    Rule("breakdown-weak", "tổng và các phần sau “trong đó”"),
    Rule("breakdown-late", "tổng ở câu trước, các phần ở câu sau"),
    Rule("breakdown-colon", "tổng và các phần sau dấu hai chấm"),
    Rule("breakdown-bracket", "tổng và các phần trong ngoặc"),
    Rule("breakdown-closed", "danh sách kết thúc bằng mục “khác”"),
    Rule("breakdown-summed", "các phần trước, tổng sau: “…, cộng là 150 người”"),
    Rule("breakdown-plain", "tổng rồi các phần nối tiếp, không từ nối, cộng lại đúng bằng tổng"),
    Rule("breakdown-again", "danh sách cộng lại đúng bằng một số đã nêu trước đó"),
    Rule("breakdown-shares", "các phần có tỷ lệ của cùng một tổng, cộng lại đúng bằng tổng đó"),
    Rule("breakdown-bullets", "tổng và các gạch đầu dòng bên dưới"),
    Rule("remainder", "số còn lại của một tổng đã biết phần"),
    Rule("balance", "chênh lệch của hai số: xuất siêu, nhập siêu, kết dư, chênh lệch thu chi"),
    Rule("growth", "tăng, giảm so với kỳ trước"),
    Rule("shares", "các tỷ lệ của một tổng, cộng thành 100%"),
    Rule("shares-named", "các tỷ lệ nêu liền nhau, cộng thành 100%"),
    Rule("enumeration", "số mục nêu trước một danh sách"),
    Rule("spelled", "số tiền viết bằng chữ sau số"),
    Rule("citation", "một văn bản được dẫn với hai ngày khác nhau"),
)


def rule_names() -> frozenset[str]:
    """Every name that a figure or a relation may carry as its rule."""
    return frozenset(p.id for p in PATTERNS) | frozenset(r.id for r in BINDINGS)
