"""The comparisons: the same key said twice, totals that fall, a whole against its districts, an issue against the one before.

All take what the new report says and what stored ones say, and give checks of the new report. They hold as many as they
can compare, those that agree included, so that "nothing found" can be told from "nothing to compare with".
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from document.checks import Severity, Verdict
from normalize import areas
from normalize.across.findings import AcrossCheck, Said, other
from normalize.across.wording import name_of, number, source, what
from normalize.catalogue import by_id
from normalize.observations import Observation

COUNTS = frozenset({"numerator", "denominator", "value"})
"""Measures that are compared one by one; rates follow from them, except where a percentage stands alone."""
SURE = 0.8
"""From this score on, a difference between two reports is not the matcher's own doing."""

Key = tuple[str, str | None, str | None, str, str, str | None, str]
Series = tuple[str, str | None, str | None, str, str | None]
Shared = tuple[str, str, str, str | None, str]


def key(o: Observation) -> Key:
    """What one value is about."""
    return (o.indicator, o.organisation, o.area, o.measure, o.period.kind, o.period.start, o.period.end)


def restated(new: Sequence[Said], stored: Iterable[Said]) -> list[AcrossCheck]:
    """The same key in two reports must have the same value. A report that itself gives two values for a key is left out."""
    mine = _single(new)
    theirs: dict[Key, list[Said]] = defaultdict(list)
    for said in stored:
        theirs[key(said.observation)].append(said)
    found = []
    for about, said in mine.items():
        others = [o for o in _one_each(theirs.get(about, ())) if o.report_id != said.report_id]
        if not others or not _is_compared(said, mine):
            continue
        differing = [o for o in others if _value(o) != _value(said)]
        severity: Severity = _severity(said, differing) if differing else "none"
        said_by = differing or others
        found.append(
            _check(
                "restated",
                "|".join(map(str, about)),
                said,
                said_by,
                severity,
                computed=said_by[0].observation.value,
                sentence=f"{what(said.observation)}: báo cáo này ghi {number(said.observation)}; "
                + "; ".join(f"{source(o)} ghi {number(o.observation)}" for o in said_by)
                + ".",
            )
        )
    return found


def falling(new: Sequence[Said], stored: Iterable[Said]) -> list[AcrossCheck]:
    """A total to date cannot be less than at an earlier day. Held against the nearest day before, and the nearest behind."""
    theirs: dict[Series, list[Said]] = defaultdict(list)
    for said in stored:
        theirs[_series(said.observation)].append(said)
    found = []
    for said in _single(new).values():
        if not is_total(said.observation):
            continue
        end = said.observation.period.end
        line = [o for o in theirs.get(_series(said.observation), ()) if o.observation.period.end != end]
        before = max((o for o in line if o.observation.period.end < end), key=_end, default=None)
        behind = min((o for o in line if o.observation.period.end > end), key=_end, default=None)
        for neighbour, falls in (
            (before, before is not None and _value(said) < _value(before)),
            (behind, behind is not None and _value(said) > _value(behind)),
        ):
            if neighbour is not None:
                found.append(_fall(said, neighbour, falls=falls))
    return found


def _fall(said: Said, neighbour: Said, *, falls: bool) -> AcrossCheck:
    earlier, later = sorted((said, neighbour), key=_end)
    verb = "không thể giảm: " if falls else ""
    return _check(
        "falling_total",
        f"{'|'.join(map(str, _series(said.observation)))}|{earlier.observation.period.end}|{later.observation.period.end}",
        said,
        [neighbour],
        "medium" if falls else "none",
        computed=neighbour.observation.value,
        sentence=f"{what(said.observation, period=False)} {verb}đến {_vn(earlier)} là {number(earlier.observation)}, "
        f"đến {_vn(later)} là {number(later.observation)} ({source(neighbour)}).",
    )


def summed(new: Sequence[Said], stored: Iterable[Said]) -> list[AcrossCheck]:
    """A province against its districts: they cannot make more than the whole; all of them together should make it.

    Where all are there and make less, offices of the province itself may have done the rest: a note, no accusation.
    """
    groups: dict[Shared, dict[str, Said]] = defaultdict(dict)
    for said in (*stored, *_single(new).values()):
        o = said.observation
        indicator = by_id(o.indicator)
        if o.area is None or o.measure not in COUNTS or indicator is None or not indicator.additive:
            continue
        shared: Shared = (o.indicator, o.measure, o.period.kind, o.period.start, o.period.end)
        groups[shared].setdefault(o.area, said)
        if said.report_id == "":
            groups[shared][o.area] = said
    found = []
    for shared, by_area in groups.items():
        parents = {area.rpartition("/")[0] for area in by_area} & set(by_area)
        for parent in sorted(parents):
            check = _sum(shared, parent, by_area)
            if check is not None:
                found.append(check)
    return found


def _sum(shared: Shared, parent: str, by_area: dict[str, Said]) -> AcrossCheck | None:
    units = areas.children(parent)
    parts = [by_area[unit.id] for unit in units if unit.id in by_area]
    whole = by_area[parent]
    subject = whole if whole.report_id == "" else next((p for p in parts if p.report_id == ""), None)
    reports = {said.report_id for said in (whole, *parts)}
    if subject is None or len(reports) < 2 or not parts:
        return None
    total = sum((_value(p) for p in parts), Decimal(0))
    complete = len(parts) == len(units)
    if not complete and total <= _value(whole):
        return None
    severity: Severity = "none" if total == _value(whole) else ("medium" if total > _value(whole) else "low")
    span = "tất cả" if complete else "mới có"
    return _check(
        "area_sum",
        "|".join(map(str, (*shared, parent))),
        subject,
        [said for said in (whole, *parts) if said is not subject and said.report_id],
        severity,
        computed=format(total, "f"),
        stated=whole.observation.value,
        sentence=f"{what(whole.observation)}: {name_of(parent)} ghi {number(whole.observation)}; {span} {len(parts)}/{len(units)}"
        f" đơn vị bên dưới cộng lại là {number(whole.observation, total)}.",
    )


def reissued(new: Sequence[Said], before: Sequence[Said]) -> list[AcrossCheck]:
    """What changed in numbers between a report and the one that it was issued again for; `before` is never empty."""
    mine, theirs = _single(new), _single(before)
    common = [about for about in mine if about in theirs and _is_compared(mine[about], mine)]
    differing = [about for about in common if _value(mine[about]) != _value(theirs[about])]
    found = []
    for about in differing:
        said, old = mine[about], theirs[about]
        delta = _value(said) - _value(old)
        turn = "tăng" if delta > 0 else "giảm"
        found.append(
            _check(
                "reissue",
                "|".join(map(str, about)),
                said,
                [old],
                "low",
                computed=old.observation.value,
                sentence=f"{what(said.observation)}: bản trước ({source(old)}) ghi {number(old.observation)}, bản này ghi "
                f"{number(said.observation)}, {turn} {number(said.observation, abs(delta))}.",
            )
        )
    return found


def _check(
    kind: str,
    about: str,
    said: Said,
    others: Sequence[Said],
    severity: Severity,
    *,
    computed: str,
    sentence: str,
    stated: str | None = None,
) -> AcrossCheck:
    verdict: Verdict = "consistent" if severity == "none" else "mismatch"
    o = said.observation
    return AcrossCheck(
        kind=kind,
        key=about,
        verdict=verdict,
        severity=severity,
        stated=o.value if stated is None else stated,
        computed=computed,
        page=said.page,
        line=said.line,
        quote=said.quote,
        sentence=sentence,
        figures=(o.figure,),
        against=tuple(other(entry) for entry in others),
        organisation=o.organisation,
        area=o.area,
        period=o.period,
        bbox=said.bbox,
    )


def _severity(said: Said, others: Sequence[Said]) -> Severity:
    """Two values for one thing weigh most; less where the matcher may have made two things one."""
    if said.observation.placed_by == "provisional":
        return "low"
    sure = all(s.observation.score >= SURE for s in (said, *others))
    return "high" if sure else "medium"


def _single(said: Iterable[Said]) -> dict[Key, Said]:
    """Values by key, without keys to which one report gives several values."""
    found: dict[Key, list[Said]] = defaultdict(list)
    for entry in said:
        found[key(entry.observation)].append(entry)
    return {about: entries[0] for about, entries in found.items() if len({_value(e) for e in entries}) == 1}


def _one_each(said: Iterable[Said]) -> list[Said]:
    """One entry for each report that gives one value."""
    by_report: dict[str, list[Said]] = defaultdict(list)
    for entry in said:
        by_report[entry.report_id].append(entry)
    return [entries[0] for entries in by_report.values() if len({_value(e) for e in entries}) == 1]


def _is_compared(said: Said, mine: dict[Key, Said]) -> bool:
    """Counts are; a stated rate only where no count stands beside it."""
    o = said.observation
    if o.measure in COUNTS:
        return True
    return o.measure == "stated_rate" and not any(
        e.observation.figure == o.figure and e.observation.measure in COUNTS for e in mine.values()
    )


def is_total(o: Observation) -> bool:
    """Counts up to a day, from the beginning or from New Year on."""
    indicator = by_id(o.indicator)
    counted = o.measure in ("numerator", "value")
    since = o.period.start is None or o.period.start.endswith("-01-01")
    return indicator is not None and indicator.accumulates and counted and since


def _series(o: Observation) -> Series:
    return (o.indicator, o.organisation, o.area, o.measure, o.period.start)


def _value(said: Said) -> Decimal:
    return Decimal(said.observation.value)


def _end(said: Said) -> str:
    return said.observation.period.end


def _vn(said: Said) -> str:
    year, month, day = said.observation.period.end.split("-")
    return f"{day}/{month}/{year}"
