"""Audited reports made up for tests of the store: who says what about which indicator when."""

import hashlib
from typing import Any

from document.contract import AuditedReport

DISTRICTS = {"Bác Ái": "584", "Ninh Sơn": "585", "Ninh Hải": "586"}


def figure(number: int, subject: str, value: int, **changes: Any) -> dict[str, Any]:
    """A quantity of files."""
    return {
        "id": f"f{number}", "kind": "quantity", "quote": f"{value} hồ sơ", "page": 1, "line": number, "bbox": None,
        "section": "I", "subject": subject, "org": None, "unit": "hồ sơ", "as_of": None, "approximate": False,
        "target": False, "confidence": 1.0, "readings": [], "value": value,
    } | changes  # fmt: skip


def ratio(number: int, subject: str, part: int, whole: int, stated: str, **changes: Any) -> dict[str, Any]:
    """A ratio with its percentage."""
    own = {
        "kind": "ratio", "quote": f"{part}/{whole} hồ sơ, đạt {stated}%", "numerator": part, "denominator": whole,
        "stated_percent": stated, "form": "slash", "value": None,
    }  # fmt: skip
    return figure(number, subject, part) | own | changes


def check(number: int, figures: list[str], verdict: str, **changes: Any) -> dict[str, Any]:
    """A check of a ratio."""
    return {
        "id": f"c{number}", "kind": "ratio", "verdict": verdict, "stated": "70", "computed": "75.0000",
        "inputs": [150, 200], "figures": figures, "table": None, "page": 1, "line": number, "lines": [number],
        "quote": "150/200 hồ sơ, đạt 70%", "severity": "none" if verdict == "consistent" else "medium",
        "cause": None if verdict == "consistent" else "report", "suggestions": [], "sentence": "150 : 200 = 75 %.",
    } | changes  # fmt: skip


def report(
    figures: list[dict[str, Any]],
    *,
    issuer: str = "Công an huyện Bác Ái",
    place: str | None = "Ninh Thuận",
    number: str = "10/BC-CAH",
    date: str = "2023-10-05",
    start: str | None = "2023-09-01",
    end: str | None = "2023-09-30",
    checks: list[dict[str, Any]] | None = None,
    name: str = "",
) -> AuditedReport:
    """A report; its hash depends on everything it says, so that another text is another file."""
    head = {
        "kind": "bao_cao", "number": number, "issuer": issuer, "place": place, "date": date, "title": "Kết quả công tác",
        "period": {"text": "tháng 9", "start": start, "end": end} if start and end else None,
    }  # fmt: skip
    digest = hashlib.sha256(repr((name, head, figures)).encode()).hexdigest()
    return AuditedReport.model_validate(
        {
            "source": {"name": "a.txt", "sha256": digest, "media_type": "text/plain", "pages": 1, "bytes": 10},
            "letterhead": head,
            "sections": [{"path": "I", "marker": "I", "title": "Kết quả", "level": 1, "page": 1, "line": 1}],
            "figures": figures,
            "tables": [],
            "checks": checks or [],
            "coverage": {"numbers": len(figures), "understood": len(figures), "checked": 0, "unread": []},
        }
    )
