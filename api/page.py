"""The audited report as one self-contained HTML file."""

from base64 import b64encode
from collections import Counter
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api import words
from api.terminal import findings
from document.contract import CheckOut
from pipeline.audit import Audit
from pipeline.evidence import Shot, crops, shots


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = words.thousands
    environment.filters["date"] = lambda iso: "/".join(reversed(iso.split("-")))
    return environment.get_template("report.html")


def render(audit: Audit) -> str:
    """HTML with cropped pictures of the page at each finding that has a place on one."""
    report = audit.contract
    found = findings(report)
    pictures = crops(audit.file, audit.report.pages, _wanted(audit, found))
    return _template().render(
        report=report,
        findings=found,
        counts=Counter(c.severity for c in found),
        pictures={
            key: [(shot.place, b64encode(jpeg).decode()) for shot, jpeg in made] for key, made in pictures.items()
        },
        figures={f.id: f for f in report.figures},
        words=words,
        coverage_line=words.coverage_line(report.coverage.numbers, report.coverage.understood, report.coverage.checked),
        unstated=sum(c.verdict == "unstated" for c in report.checks),
    )


def _wanted(audit: Audit, found: list[CheckOut]) -> dict[str, tuple[Shot, ...]]:
    """Where to cut, as the stages found it."""
    checks = {check.id: check for check in audit.checks}
    return {check.id: shots(checks[check.id], audit.report) for check in found if check.id in checks}
