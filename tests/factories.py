"""Small values for tests."""

from document.contract import AuditedReport

CONTRACT = {
    "schema": "baocao.report/1",
    "source": {"name": "a.txt", "sha256": "0" * 64, "media_type": "text/plain", "pages": 1, "bytes": 10},
    "letterhead": {"kind": "bao_cao", "number": "12/BC-SYT"},
    "sections": [],
    "figures": [
        {
            "id": "f1", "kind": "ratio", "quote": "1/2 hồ sơ, đạt 60%", "page": 1, "line": 3, "bbox": None,
            "section": "I", "subject": "hồ sơ", "org": None, "unit": "hồ sơ", "as_of": None, "approximate": False,
            "target": False, "confidence": 1.0, "readings": [], "numerator": 1, "denominator": 2,
            "stated_percent": "60", "form": "slash",
        }
    ],
    "tables": [],
    "checks": [
        {
            "id": "c1", "kind": "ratio", "verdict": "mismatch", "stated": "60", "computed": "50.0000",
            "inputs": [1, 2], "figures": ["f1"], "table": None, "page": 1, "line": 3, "lines": [3],
            "quote": "1/2 hồ sơ, đạt 60%", "severity": "medium", "cause": "report",
            "suggestions": [{"figure": "f1", "from": "60", "to": "50", "why": "vì 1/2 là 50 %"}],
            "sentence": "1 : 2 = 50 %; báo cáo ghi 60 %.",
        }
    ],
    "coverage": {"numbers": 3, "understood": 3, "checked": 3, "unread": []},
}  # fmt: skip


def contract() -> AuditedReport:
    """An audited report with one wrong ratio."""
    return AuditedReport.model_validate(CONTRACT)
