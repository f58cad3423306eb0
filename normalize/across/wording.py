"""Sentences of the checks across reports, in Vietnamese."""

from decimal import Decimal

from normalize import areas
from normalize.across.findings import Said
from normalize.catalogue import by_id
from normalize.observations import Observation
from normalize.periods import Period

_MEASURES = {
    "numerator": "",
    "denominator": " (mẫu số)",
    "stated_rate": " (tỷ lệ)",
    "computed_rate": " (tỷ lệ tính lại)",
    "value": "",
    "target": " (chỉ tiêu)",
}


def number(o: Observation, value: Decimal | None = None) -> str:
    """ "595.083 hồ sơ", "94,8 %"."""
    text = format(Decimal(o.value) if value is None else value, "f")
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"{grouped} {o.unit}" if o.unit else grouped


def source(said: Said) -> str:
    """The other report as people cite it."""
    name = f"báo cáo số {said.number}" if said.number else f"báo cáo mã {said.report_id}"
    return f"{name} ngày {_day(said.issued_on)}" if said.issued_on else name


def what(o: Observation, *, period: bool = True) -> str:
    """The indicator, where, and over which period."""
    indicator = by_id(o.indicator)
    name = indicator.name if indicator is not None else o.indicator.split(".")[1].replace("-", " ")
    where = f", {name_of(o.area)}" if o.area else ""
    when = f", {_when(o.period)}" if period else ""
    return f"{name}{_MEASURES[o.measure]}{where}{when}"


def name_of(area: str) -> str:
    """The name of a unit."""
    found = areas.area(area)
    return found.name[:1].lower() + found.name[1:] if found is not None else area


def _when(period: Period) -> str:
    match period.kind:
        case "month":
            return f"tháng {int(period.end[5:7])}/{period.end[:4]}"
        case "quarter":
            return f"quý {(int(period.end[5:7]) + 2) // 3}/{period.end[:4]}"
        case "year":
            return f"năm {period.end[:4]}"
        case _ if period.start is None:
            return f"tính đến {_day(period.end)}"
        case _:
            return f"từ {_day(period.start)} đến {_day(period.end)}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
