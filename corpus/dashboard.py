"""What a dashboard asks of a million observations: of the server by address, of a peer by SQL that means the same."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from normalize import areas
from normalize.catalogue import catalogue

Names = tuple[tuple[str, str], ...]
"""What must be equal in both answers: our name of it, the column of the SQL."""
_OBSERVED: Names = (("id", "id"), ("value", "value"), ("quote", "quote"), ("page", "page"), ("report_number", "number"))
_SUMMED: Names = (("observation", "id"), ("value", "value"), ("sources", "sources"), ("disputed", "disputed"))
_CHECKED: Names = (("report_id", "report_id"), ("check_id", "check_id"), ("sentence", "sentence"))
_COUNTED = ("pages", "numbers", "understood", "checked", "figures", "checks", "findings", "observations", "verified")
_EVIDENCE = (
    "select o.*, f.page, f.bbox, f.quote, r.number, r.issued_on, r.pipeline_version, r.models from observations o "
    "join reports r on r.id = o.report_id join figures f on f.report_id = o.report_id and f.figure_id = o.figure_id "
    "where o.retired_at is null {} order by o.period_end desc, o.id desc limit :limit"
)
_NEWEST = (
    "select area, level, period_kind, period_start, period_end, value, printed, unit, state, max(id) as id, report_id, "
    "count(distinct report_id) as sources, count(distinct value) > 1 as disputed from observations "
    "where indicator = :indicator and measure = 'computed_rate' and area is not null and retired_at is null {} "
    "group by area, period_end, period_kind, period_start order by area, period_end, period_kind, period_start limit 1001"
)
_CHECKS = (
    "select c.*, r.sha256 from checks c join reports r on r.id = c.report_id "
    "where c.is_finding = 1 and c.is_current = 1 {} order by c.seq desc limit :limit"
)
_WITHIN = "and {0}.area >= :area and {0}.area < :area || '0'"
_MONTH = "and {}period_end >= :period_from and {}period_end <= :period_to"
Way = Literal["rows", "set", "one"]


@dataclass(frozen=True, slots=True)
class Question:
    """`path` and `sql` mean the same for the same `values`; `add` are those that only the address needs.

    `way`: answers are rows in order, rows in any order, or one object.
    """

    name: str
    path: str
    sql: str
    values: Callable[[int], Mapping[str, str]]
    names: Names
    add: Mapping[str, str]
    way: Way = "rows"

    def ours(self, number: int) -> str:
        """The address with its parameters."""
        values = {**self.values(number), **self.add}
        path = self.path.format_map(values)
        query = {name: value for name, value in values.items() if f"{{{name}}}" not in self.path}
        return f"/v1/{path}?{urlencode(query)}" if query else f"/v1/{path}"

    def theirs(self, number: int) -> Mapping[str, str]:
        """The statement and its parameters."""
        return {"sql": self.sql, **self.values(number)}

    def agree(self, ours: Any, theirs: Any) -> bool:
        """Whether two answers say the same."""
        rows = [ours] if self.way == "one" else ours["items"]
        mine = [tuple(row[name] for name, _ in self.names) for row in rows]
        others = [tuple(row[name] for _, name in self.names) for row in theirs]
        if self.way == "set":
            return {row for row in mine if row[-1]} == set(others)
        return mine == others


def questions(reports: int) -> tuple[Question, ...]:
    """Each picks its indicator, area and month by the number of the round."""
    names = [i.id for i in catalogue()]
    groups = sorted({i.group for i in catalogue()})
    provinces = [a.id for a in areas.children(None) if a.valid_from is None]
    districts = [d.id for p in provinces for d in areas.children(p)]
    months = max(1, reports // (len(provinces) + len(districts)))

    def indicator(n: int) -> dict[str, str]:
        return {"indicator": names[n % len(names)]}

    def province(n: int) -> dict[str, str]:
        return {"area": provinces[n % len(provinces)]}

    def month(n: int) -> dict[str, str]:
        year, number = 2022 + n % months // 12, n % months % 12 + 1
        last = monthrange(year, number)[1]
        return {"period_from": f"{year}-{number:02}-01", "period_to": f"{year}-{number:02}-{last}"}

    def page(values: Mapping[str, str], limit: int = 100) -> dict[str, str]:
        return {**values, "limit": str(limit)}

    open_findings = {"findings": "true", "review": "open"}
    counted = ", ".join(f"sum({name}) as {name}" for name in _COUNTED)
    return (
        Question(
            "observations: newest", "observations", _EVIDENCE.format(""), lambda n: page({}, 130 - n), _OBSERVED, {},
        ),
        Question(
            "observations: indicator in a province", "observations",
            _EVIDENCE.format("and o.indicator = :indicator " + _WITHIN.format("o")),
            lambda n: page(indicator(n) | province(n)), _OBSERVED, {},
        ),
        Question(
            "observations: trend of one district", "observations",
            _EVIDENCE.format("and o.indicator = :indicator and o.area = :area and o.measure = 'computed_rate'"),
            lambda n: page(indicator(n) | {"area": districts[n * 7 % len(districts)]}), _OBSERVED,
            {"measure": "computed_rate", "sub_units": "false"},
        ),
        Question(
            "observations: group, province, verified", "observations",
            _EVIDENCE.format("and o.indicator_group = :group and o.province = :area and o.state in ('verified', 'corrected')"),
            lambda n: page(province(n) | {"group": groups[n % len(groups)]}), _OBSERVED, {"verified": "true"},
        ),
        Question(
            "observations: province, one month", "observations",
            _EVIDENCE.format("and o.province = :area " + _MONTH.format("o.", "o.")),
            lambda n: page(province(n) | month(n)), _OBSERVED, {},
        ),
        Question(
            "summary: map of provinces, one month", "summary",
            _NEWEST.format("and level = 'province' " + _MONTH.format("", "")),
            lambda n: indicator(n) | month(n), _SUMMED, {"level": "province"},
        ),
        Question(
            "summary: all districts, one month", "summary",
            _NEWEST.format("and level = 'district' " + _MONTH.format("", "")),
            lambda n: indicator(n) | month(n), _SUMMED, {"level": "district"},
        ),
        Question(
            "summary: districts of a province, all months", "summary", _NEWEST.format(_WITHIN.format("observations")),
            lambda n: indicator(n) | province(n), _SUMMED, {},
        ),
        Question(
            "checks: open findings", "checks", _CHECKS.format("and c.review_state = 'open'"),
            lambda n: page({}, 130 - n), _CHECKED, open_findings,
        ),
        Question(
            "checks: severe ones of a province", "checks",
            _CHECKS.format("and c.severity = 'high' " + _WITHIN.format("c")),
            lambda n: page(province(n)), _CHECKED, {"findings": "true", "severity": "high"},
        ),
        Question(
            "reports: of a province", "reports",
            f"select * from reports where retired_at is null {_WITHIN.format('reports')} "
            "order by created_at desc, id desc limit :limit",
            lambda n: page(province(n)), (("id", "id"), ("number", "number"), ("title", "title")), {},
        ),
        Question(
            "figures of a report", "reports/{report}/figures",
            "select * from figures where report_id = :report order by seq limit :limit",
            lambda n: page({"report": f"{n * 13 % reports:024x}"}), (("id", "figure_id"), ("quote", "quote")), {},
        ),
        Question(
            "indicators with counts", "indicators",
            "select indicator, figures as seen from indicator_counts",
            lambda _: {}, (("id", "indicator"), ("seen", "seen")), {}, "set",
        ),
        Question(
            "coverage: one province", "stats/coverage",
            f"select count(*) as reports, {counted} from reports where retired_at is null {_WITHIN.format('reports')}",
            province, (("reports", "reports"), *((name, name) for name in _COUNTED)), {}, "one",
        ),
        Question(
            "changes since a cursor", "changes", "select * from changes where seq > :since order by seq limit :limit",
            lambda n: page({"since": str(reports // 2 + n)}), (("cursor", "seq"), ("subject", "subject")), {},
        ),
    )  # fmt: skip
