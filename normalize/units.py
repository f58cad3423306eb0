"""Units of figures to base units.

The reader has already multiplied magnitudes in ("3 tỷ đồng" is 3000000000 đồng); what is left is one name for what
people spell in many ways, and which numbers measure nothing that a dashboard would show.
"""

from normalize.folding import soften

_SAME = {
    "đ": "đồng", "vnđ": "đồng", "vnd": "đồng", "việt nam đồng": "đồng",
    "hecta": "ha", "héc ta": "ha",
    "m2": "m²", "mét vuông": "m²", "m3": "m³", "mét khối": "m³", "km2": "km²", "mét": "m",
    "kilôgam": "kg", "gam": "g",
    "hs": "hồ sơ", "bộ hồ sơ": "hồ sơ", "tk": "tài khoản", "đv": "đơn vị",
    "bn": "bệnh nhân", "cas": "ca", "ca mắc": "ca", "cas mắc": "ca", "trường hợp mắc": "ca",
    "tthc": "thủ tục hành chính", "dvc": "dịch vụ công",
    "dịch vụ công trực tuyến": "dịch vụ công", "lượt người": "lượt", "lượt khám": "lượt",
}  # fmt: skip
_TIME = frozenset(
    [
        "ngày",
        "ngày làm việc",
        "tháng",
        "năm",
        "tuần",
        "giờ",
        "phút",
        "giây",
        "quý",
        "buổi",
        "đêm",
        "thế kỷ",
        "tuổi",
        "giai đoạn",
    ]
)


def base_unit(unit: str | None) -> str | None:
    """The one spelling of a unit: "TTHC" and "thủ tục hành chính" are the same."""
    if unit is None:
        return None
    name = " ".join(unit.lower().split())
    return _SAME.get(name, name)


def is_countable(unit: str | None) -> bool:
    """Whether a number of this unit may be an indicator: spans of time ("20 ngày") are deadlines and ages."""
    return unit is None or soften(unit) not in _TIME
