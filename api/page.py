"""The audited report as one self-contained HTML file."""

from base64 import b64encode
from collections import Counter
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api import words
from api.terminal import findings
from document.contract import CheckOut
from document.places import BBox
from pipeline.audit import Audit
from pipeline.evidence import crops


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["thousands"] = words.thousands
    environment.filters["date"] = lambda iso: "/".join(reversed(iso.split("-")))
    return environment.get_template("report.html")


def render(audit: Audit) -> str:
    """HTML with a cropped picture of the page at each finding that has a place on one."""
    report = audit.contract
    found = findings(report)
    pictures = crops(audit.file, audit.report.pages, _wanted(audit, found))
    return _template().render(
        report=report,
        findings=found,
        counts=Counter(c.severity for c in found),
        pictures={key: b64encode(jpeg).decode() for key, jpeg in pictures.items()},
        figures={f.id: f for f in report.figures},
        words=words,
        coverage_line=words.coverage_line(report.coverage.numbers, report.coverage.understood, report.coverage.checked),
        unstated=sum(c.verdict == "unstated" for c in report.checks),
    )


def _wanted(audit: Audit, found: list[CheckOut]) -> dict[str, tuple[int, BBox]]:
    """Where to cut: the check's own box, as the stages found it."""
    places = {check.id: check.place for check in audit.checks}
    return {
        check.id: (places[check.id].page, box)
        for check in found
        if check.id in places and (box := places[check.id].bbox) is not None
    }
