"""Observations: what a report says about an indicator of an organisation, in an area, over a period.

    observation = indicator × organisation × area × period × measure

`place` finds for every figure its indicator, organisation, area and period; `complete` writes them into the contract, so
that everything downstream agrees; `observe` makes the observations, one for each measure of a figure.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import regex

from document.contract import AuditedReport, FigureOut, Number
from document.numerals import parse
from normalize import areas, periods
from normalize.catalogue import by_id, match, may_wait, provisional_id
from normalize.folding import fold
from normalize.organisations import resolve
from normalize.periods import Period
from normalize.units import base_unit, is_countable

Measure = Literal["numerator", "denominator", "stated_rate", "computed_rate", "value", "target"]
"""numerator, denominator and their rates in percent, of a ratio; stated_rate alone of a printed percentage; value of a
quantity; target of a quantity that is planned, not reached."""
State = Literal["verified", "unverified", "corrected"]
"""verified: an arithmetic check that it takes part in holds and none fails, or a person rejected the findings;
corrected: a person wrote down the right value; unverified: everything else."""
PlacedBy = Literal["alias", "words", "person", "provisional"]

RATE_DIGITS = 4
"""Decimals of a computed rate, as the checks print theirs."""
CARRIED = 0.7
"""Score of a figure that stands under the indicator of the whole before it."""
SURE = 0.9
"""Below this confidence of the reading, a check that holds does not make a figure verified."""
_LAST_DAY = "2025-06-30"
"""The day on which names are resolved where a report has no date: most undated ones are older than the merger."""
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_UNDONE = regex.compile(r"\b(?:con lai|hien con|chua)\b")
_ONE_LEVEL = regex.compile(
    r"\bcap (?:tinh|huyen|xa)$|(?<!\b(?:dia ban|toan|cua|ubnd|hdnd|cong an|tai|o|y te|nhan dan|hoi|doan|thuoc|thi|cho|moi|cac|so|va|don vi|uy|dang bo|trung tam|co quan) )\b(?:huyen|xa)$"
)
"""A label that ends in the level whose offices are counted ("Số hóa hồ sơ: cấp tỉnh 92%, huyện 88%")."""
_PLANS = regex.compile(
    r"^(?:phuong huong|nhiem vu|muc tieu|chuong trinh cong tac|ke hoach (?:cong tac|nam|quy|thang)|chi tieu (?:phan dau |chu yeu |ke hoach )?nam|giai phap|du kien)\b"
)
"""Headings of what is still to be done."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a figure belongs. `indicator` is None for numbers that measure nothing ("2 tháng", "năm", "tăng 5 hồ sơ")."""

    figure: str
    indicator: str | None
    placed_by: PlacedBy
    score: float
    organisation: str | None
    area: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Whose report it is: ids of organisation and area, the period it covers, the day on which its names hold."""

    organisation: str | None
    area: str | None
    period: Period | None
    day: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One value before it is stored. `value` is an exact decimal with a point, in the base unit `unit`; rates are percent.

    `printed` holds the digits of the report, None for a computed rate. `indicator` is an id of the catalogue or a
    provisional one. `organisation` and `area` are ids of the resolvers. `placed_by` and `score` tell how the indicator
    was found. `stated` is what the report says where a person corrected `value`.
    """

    figure: str
    indicator: str
    organisation: str | None
    area: str | None
    period: Period
    measure: Measure
    value: str
    printed: str | None
    unit: str | None
    state: State
    placed_by: PlacedBy
    score: float
    stated: str | None = None


# whose report ---------------------------------------------------------------------------------------------------------


def report_place(report: AuditedReport) -> ReportPlace:
    """Whose report it is, from its issuer, title and place of writing.

    A report that names no period tells the state of things on its day, or on the day that most of its figures name.
    """
    head = report.letterhead
    issued = head.date if head.date and periods.is_day(head.date) else None
    period = periods.of_report(
        head.period.text if head.period else None,
        head.period.start if head.period else None,
        head.period.end if head.period else None,
        issued,
    )
    dates = Counter(f.as_of for f in report.figures if f.as_of and periods.is_day(f.as_of))
    if period is None:
        told = issued or max(dates, key=lambda d: (dates[d], d), default=None)
        period = periods.to_date(told) if told else None
    day = issued or (period.end if period else _LAST_DAY)
    home = _home(report, day)
    issuer = resolve(head.issuer, day, home) if head.issuer else None
    if _is_nowhere(report, day):
        return ReportPlace(issuer.id if issuer and issuer.area is None else None, None, period, day)
    area = issuer.area if issuer is not None and issuer.area is not None else home
    return ReportPlace(issuer.id if issuer else None, area, period, day)


def _home(report: AuditedReport, day: str) -> str | None:
    """The area that the letterhead names, the most telling words first; else the one that most figures name."""
    head = report.letterhead
    if _is_nowhere(report, day):
        return None
    for text in (head.issuer, head.title, head.place):
        found = areas.mentioned(text, day) if text else None
        if found is not None:
            return found.id
    found = areas.find(head.place, day) if head.place else None
    return found.id if found else _from_figures(report, day)


def _is_nowhere(report: AuditedReport, day: str) -> bool:
    """Whether the letterhead calls its place a province or city, and none has that name: misread, or in no list.

    "Bắc Hà" under "UBND TỈNH BẮC HÀ" is not the district of that name.
    """
    head = report.letterhead
    said = f" {fold(' '.join((head.issuer or '', head.title or '')))} "
    called = [kind for kind in ("tỉnh", "thành phố") if head.place and f" {fold(f'{kind} {head.place}')} " in said]
    return bool(called) and all(areas.find(f"{kind} {head.place}", day) is None for kind in called)


def _from_figures(report: AuditedReport, day: str) -> str | None:
    """Where the letterhead names no unit: the province in which most of the named districts lie together."""
    votes: dict[str, set[str]] = defaultdict(set)
    for name in {f.org for f in report.figures if f.org}:
        for province in areas.provinces_naming(name, day):
            votes[province].add(name)
    ranked = sorted(votes, key=lambda p: (-len(votes[p]), p))
    if not ranked or len(votes[ranked[0]]) < 3:
        return None
    runner_up = len(votes[ranked[1]]) if len(ranked) > 1 else 0
    return ranked[0] if len(votes[ranked[0]]) > runner_up else None


# figures --------------------------------------------------------------------------------------------------------------


def place(report: AuditedReport) -> tuple[Placement, ...]:
    """Every figure with its indicator, organisation, area and period."""
    where = report_place(report)
    titles = {section.path: section.title for section in report.sections}
    found: list[Placement] = []
    carried: _Carried | None = None
    for figure in report.figures:
        placement = _place(figure, where, titles)
        if carried is not None and _is_part(figure, carried.figure):
            placement = replace(
                placement,
                indicator=carried.placement.indicator,
                placed_by="words",
                score=min(CARRIED, carried.placement.score),
            )
        elif placement.placed_by != "provisional":
            carried = _Carried(figure, placement)
        elif not _is_bare(figure):
            carried = None
        found.append(placement)
    return _without_parts(report, found)


def _without_parts(report: AuditedReport, found: list[Placement]) -> tuple[Placement, ...]:
    """The parts of a total are no values of its indicator, nor of another group's ("đã số hóa 900, trong đó khai sinh 400").

    Parts of other organisations and areas keep it: they are that indicator there.
    """
    at = {placement.figure: n for n, placement in enumerate(found)}
    figures = {figure.id: figure for figure in report.figures}
    for check in report.checks:
        told = [figures[f] for f in check.figures if f in at]
        whole = next(
            (f for f in told if check.kind == "sum" and check.stated in (_number(f.value), _number(f.numerator))), None
        )
        if whole is None:
            continue
        of = found[at[whole.id]]
        for part in (f for f in told if f.id != whole.id):
            own = found[at[part.id]]
            if _is_no_value(own, of) or _left_over(whole):
                waiting = provisional_id(part.subject or "", part.unit)
                found[at[part.id]] = replace(own, indicator=waiting, placed_by="provisional", score=0.0)
    return tuple(found)


def _number(value: Number | str | None) -> str | None:
    return None if value is None else str(value)


def _left_over(whole: FigureOut) -> bool:
    """Whether a total is of what is not done yet: its parts are the reasons."""
    return _UNDONE.search(fold(f"{whole.subject} {whole.quote}")) is not None


def _is_no_value(part: Placement, whole: Placement) -> bool:
    """Whether the part of a whole must not stand under the indicator it was placed on."""
    mine, its = by_id(part.indicator or ""), by_id(whole.indicator or "")
    if mine is None or its is None:
        return False
    if mine is its:
        return (part.organisation, part.area) == (whole.organisation, whole.area)
    return mine.group != its.group and not (mine.group.startswith("dvc") and its.group.startswith("dvc"))


@dataclass(frozen=True, slots=True)
class _Carried:
    """The whole that a list of units after it divides."""

    figure: FigureOut
    placement: Placement


def _is_bare(figure: FigureOut) -> bool:
    """Nothing stands at the figure but the organisation it is about: "CAH Ninh Sơn: 65.668 hồ sơ"."""
    return bool(figure.org) and fold(figure.subject or "") == fold(figure.org or "")


def _is_part(figure: FigureOut, whole: FigureOut) -> bool:
    """A bare figure in the same section: of the whole's unit, or a percentage where the whole has one."""
    if not _is_bare(figure) or figure.section != whole.section:
        return False
    if figure.kind == "percent":
        return whole.stated_percent is not None or whole.kind == "percent"
    return figure.unit is None or whole.kind == "ratio" or base_unit(figure.unit) == base_unit(whole.unit)


def complete(report: AuditedReport) -> AuditedReport:
    """The contract with `indicator`, `area` and `period` of its figures filled in."""
    found = {p.figure: p for p in place(report)}
    figures = [
        figure.model_copy(
            update={
                "indicator": found[figure.id].indicator,
                "area": found[figure.id].area,
                "period": _iso(found[figure.id].period),
            }
        )
        for figure in report.figures
    ]
    return report.model_copy(update={"figures": figures})


def _iso(period: Period | None) -> str | None:
    return period.iso if period else None


def _place(figure: FigureOut, where: ReportPlace, titles: Mapping[str, str]) -> Placement:
    above = headings(figure.section, titles)
    organisation = resolve(figure.org, where.day, where.area) if figure.org else None
    near = (figure.quote, figure.subject or "")
    period = periods.of_figure(near, above, figure.as_of, where.period, figure.when)
    told = organisation.area if organisation else None
    apart = (organisation is not None and organisation.elsewhere) or _ONE_LEVEL.search(fold(figure.subject or ""))
    area = told if told or apart else where.area
    name = (organisation.id if organisation else None) or (where.organisation if organisation is None else None)
    if not is_countable(figure.unit):
        return Placement(figure.id, None, "provisional", 0.0, name, area, period)
    subject = figure.subject or ""
    found = match(subject, figure.quote, figure.unit, " ; ".join(above))
    if found is None:
        waits = not _is_bare(figure) and may_wait(subject, figure.quote, figure.unit)
        unplaced = provisional_id(subject, figure.unit) if waits else None
        return Placement(figure.id, unplaced, "provisional", 0.0, name, area, period)
    by: PlacedBy = "alias" if found.by == "alias" else "words"
    return Placement(figure.id, found.indicator.id, by, found.score, name, area, period)


def headings(section: str | None, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Titles of a section and those above it, the nearest first."""
    found = []
    path = section or ""
    while path:
        if path in titles:
            found.append(titles[path])
        path = path.rpartition("/")[0]
    return tuple(found)


def is_plan(title: str) -> bool:
    """Whether what stands under a title is still to be done."""
    return _PLANS.search(fold(title)) is not None


# observations ---------------------------------------------------------------------------------------------------------


def observe(
    report: AuditedReport, placements: Mapping[str, Placement], states: Mapping[str, State] | None = None
) -> tuple[Observation, ...]:
    """The observations of a report, in reading order. Figures without an indicator or a period give none.

    `states` are those of `verdicts` where they are not given.
    """
    states = verdicts(report) if states is None else states
    titles = {section.path: section.title for section in report.sections}
    found: list[Observation] = []
    for figure in report.figures:
        placement = placements[figure.id]
        if placement.indicator is None or placement.period is None:
            continue
        unit = base_unit(figure.unit)
        planned = figure.target or any(map(is_plan, headings(figure.section, titles)))
        for measure, value, printed in _measures(figure, planned=planned):
            found.append(
                Observation(
                    figure=figure.id,
                    indicator=placement.indicator,
                    organisation=placement.organisation,
                    area=placement.area,
                    period=placement.period,
                    measure=measure,
                    value=value,
                    printed=printed,
                    unit="%" if measure in ("stated_rate", "computed_rate") else unit,
                    state=states[figure.id],
                    placed_by=placement.placed_by,
                    score=placement.score,
                )
            )
    return tuple(found)


def verdicts(report: AuditedReport) -> dict[str, State]:
    """Whether each figure is verified by arithmetic, before any person looked at it."""
    held: set[str] = set()
    doubted: set[str] = set()
    for check in report.checks:
        if check.is_finding:
            doubted.update(check.figures)
        elif check.verdict == "consistent":
            held.update(check.figures)
    return {
        f.id: "verified" if f.id in held and f.id not in doubted and f.confidence >= SURE else "unverified"
        for f in report.figures
    }


def _measures(figure: FigureOut, *, planned: bool) -> list[tuple[Measure, str, str | None]]:
    """Measure, exact value, printed digits."""
    if figure.kind == "ratio":
        return _ratio(figure)
    if figure.kind == "percent":
        value = _rate(str(figure.value))
        return [] if value is None else [("target" if planned else "stated_rate", value, str(figure.value))]
    if figure.value is None or isinstance(figure.value, str):
        return []
    return [("target" if planned else "value", exact(figure.value), printed_as(figure.value, figure.quote))]


def _ratio(figure: FigureOut) -> list[tuple[Measure, str, str | None]]:
    found: list[tuple[Measure, str, str | None]] = []
    for measure, number in (("numerator", figure.numerator), ("denominator", figure.denominator)):
        if number is not None:
            found.append((_ROLES[measure], exact(number), printed_as(number, figure.quote)))
    stated = _rate(figure.stated_percent) if figure.stated_percent else None
    if stated is not None:
        found.append(("stated_rate", stated, figure.stated_percent))
    computed = computed_rate(figure.numerator, figure.denominator)
    if computed is not None:
        found.append(("computed_rate", computed, None))
    return found


_ROLES: dict[str, Measure] = {"numerator": "numerator", "denominator": "denominator"}


def computed_rate(numerator: Number | Decimal | None, denominator: Number | Decimal | None) -> str | None:
    """The exact percentage rounded half up to four decimals; None where there is no value."""
    if numerator is None or denominator is None or not denominator:
        return None
    top, bottom = Decimal(str(numerator)), Decimal(str(denominator))
    scaled = (top * 100 * 10**RATE_DIGITS * 2 + bottom) // (bottom * 2)
    return format((scaled / 10**RATE_DIGITS).quantize(Decimal(1).scaleb(-RATE_DIGITS)), "f")


def _rate(printed: str) -> str | None:
    numeral = parse(printed, percent=True)
    return None if numeral is None else format(numeral.value, "f")


def exact(number: Number) -> str:
    """A number of the contract as decimal text without an exponent."""
    return format(Decimal(str(number)), "f")


def printed_as(number: Number, quote: str) -> str | None:
    """The digits of `quote` that mean `number`, also where a magnitude stands behind them ("03 tỷ"); None if none do."""
    wanted = Decimal(str(number))
    for match_ in _NUMBER.finditer(quote):
        numeral = parse(match_[0])
        if numeral is not None and wanted in (numeral.value, numeral.other):
            return match_[0]
    for match_ in _NUMBER.finditer(quote):
        numeral = parse(match_[0])
        if numeral is not None and numeral.value and _is_scaled(wanted / numeral.value):
            return match_[0]
    return None


def _is_scaled(factor: Decimal) -> bool:
    return factor in (10**2, 10**3, 10**6, 10**9, 10**12)
