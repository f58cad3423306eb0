"""Values of the stages as rows of the tables."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from document.checks import finds
from document.contract import AuditedReport, CheckOut, FigureOut
from normalize import areas
from normalize.across.findings import AcrossCheck
from normalize.catalogue import by_id
from normalize.folding import fold
from normalize.observations import Observation, Placement, report_place
from normalize.periods import Period, is_day
from normalize.store.scope import province_of
from normalize.store.wording import compact, decimal

Row = dict[str, Any]


def observation_row(identity: str, o: Observation, at: datetime, retired: datetime | None = None) -> Row:
    """The row of an observation that counts from `at`."""
    area = areas.area(o.area) if o.area else None
    return {
        "report_id": identity,
        "figure_id": o.figure,
        "indicator": o.indicator,
        "indicator_group": group_of(o.indicator),
        "provisional": o.placed_by == "provisional",
        "organisation": o.organisation,
        "area": o.area,
        "province": province_of(o.area) if o.area else None,
        "level": area.level if area else None,
        **period_columns(o.period),
        "measure": o.measure,
        "value": o.value,
        "printed": o.printed,
        "stated": o.stated if o.stated is not None else o.value,
        "unit": o.unit,
        "state": o.state,
        "placed_by": o.placed_by,
        "score": o.score,
        "recorded_at": at,
        "retired_at": retired,
    }


def group_of(indicator: str) -> str | None:
    """The group of an indicator of the catalogue; a provisional one has none."""
    found = by_id(indicator)
    return None if found is None else found.group


def period_columns(period: Period | None) -> Row:
    """The three columns of a period."""
    return {
        "period_kind": period.kind if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
    }


def fingerprint(kind: str, quote: str, stated: str | None, inputs: Sequence[object]) -> str:
    """A name of a finding that a better reading of the page does not change: its kind, its numbers, its words' letters."""
    key = "|".join((kind, fold(quote), str(stated), *(str(i) for i in inputs)))
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def report_row(identity: str, report: AuditedReport, pipeline_version: str, models: Mapping[str, str]) -> Row:
    """The row of a report; what it gave is counted when it is written."""
    head, source, coverage = report.letterhead, report.source, report.coverage
    where = report_place(report)
    return {
        "id": identity,
        "sha256": source.sha256,
        "pipeline_version": pipeline_version,
        "models": ", ".join(f"{name} {version}" for name, version in sorted(models.items())),
        "is_current": True,
        "name": source.name,
        "media_type": source.media_type,
        "pages": source.pages,
        "bytes": source.bytes,
        "kind": head.kind,
        "number": head.number,
        "issuer": head.issuer,
        "issuer_key": fold(head.issuer) if head.issuer else None,
        "organisation": where.organisation,
        "area": where.area,
        "issued_on": head.date if head.date and is_day(head.date) else None,
        "title": head.title,
        **period_columns(where.period),
        "figures": len(report.figures),
        "checks": len(report.checks),
        "findings": 0,
        "observations": 0,
        "placed": 0,
        "verified": 0,
        "numbers": coverage.numbers,
        "understood": coverage.understood,
        "checked": coverage.checked,
    }


def figure_row(identity: str, f: FigureOut, placement: Placement) -> Row:
    """The row of a figure."""
    return {
        "report_id": identity,
        "figure_id": f.id,
        "kind": f.kind,
        "quote": f.quote,
        "page": f.page,
        "line": f.line,
        "bbox": None if f.bbox is None else compact(f.bbox),
        "section": f.section,
        "subject": f.subject,
        "org": f.org,
        "unit": f.unit,
        "as_of": f.as_of,
        "approximate": f.approximate,
        "target": f.target,
        "confidence": f.confidence,
        "numerator": decimal(f.numerator),
        "denominator": decimal(f.denominator),
        "stated_percent": f.stated_percent,
        "value": f.value if isinstance(f.value, str) else decimal(f.value),
        "indicator": placement.indicator,
        "organisation": placement.organisation,
        "area": placement.area,
        **period_columns(placement.period),
    }


def check_rows(identity: str, checks: Sequence[CheckOut], placements: Mapping[str, Placement]) -> list[Row]:
    """The rows of a report's own checks; findings with the same fingerprint are numbered in reading order."""
    rows: list[Row] = []
    alike: Counter[str] = Counter()
    for check in checks:
        name = fingerprint(check.kind, check.quote, check.stated, check.inputs)
        alike[name] += 1
        where = next((placements[i] for i in check.figures if i in placements), None)
        rows.append(
            {
                "report_id": identity,
                "check_id": check.id,
                "fingerprint": name if alike[name] == 1 else f"{name}.{alike[name]}",
                "scope": "report",
                "kind": check.kind,
                "verdict": check.verdict,
                "severity": check.severity,
                "cause": check.cause,
                "is_finding": check.is_finding,
                "stated": check.stated,
                "computed": check.computed,
                "page": check.page,
                "line": check.line,
                "bbox": None if check.bbox is None else compact(check.bbox),
                "quote": check.quote,
                "sentence": check.sentence,
                "figures": compact(check.figures),
                "against": "[]",
                "organisation": where.organisation if where else None,
                "area": where.area if where else None,
                **period_columns(where.period if where else None),
            }
        )
    return rows


def across_rows(identity: str, checks: Sequence[AcrossCheck], after: int) -> list[Row]:
    """Checks across reports, numbered on behind the report's own."""
    return [
        {
            "report_id": identity,
            "check_id": f"x{after + number}",
            "fingerprint": fingerprint(check.kind, check.key, check.stated, [check.computed]),
            "scope": "across",
            "kind": check.kind,
            "verdict": check.verdict,
            "severity": check.severity,
            "cause": None if check.severity == "none" else "undecided",
            "is_finding": finds(check.verdict, check.severity),
            "stated": check.stated,
            "computed": check.computed,
            "page": check.page,
            "line": check.line,
            "bbox": None if check.bbox is None else compact(check.bbox),
            "quote": check.quote,
            "sentence": check.sentence,
            "figures": compact(check.figures),
            "against": compact(check.against),
            "organisation": check.organisation,
            "area": check.area,
            **period_columns(check.period),
        }
        for number, check in enumerate(checks, 1)
    ]
