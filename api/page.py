"""The audited report as one self-contained HTML file."""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api import words
from api.terminal import findings
from document.contract import CheckOut, FigureOut
from document.places import Place
from pipeline.audit import Audit
from pipeline.evidence import Shot, crops, shots

MOST_DOUBTED = 60
"""Doubtful figures that get a picture; the others are named."""


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
    doubtful = [f for f in report.figures if f.doubtful]
    pictures = crops(audit.file, audit.report.pages, _wanted(audit, found) | _doubted(doubtful[:MOST_DOUBTED]))
    return _template().render(
        report=report,
        findings=found,
        counts=Counter(c.severity for c in found),
        pictures={
            key: [(shot.place, b64encode(jpeg).decode()) for shot, jpeg in made] for key, made in pictures.items()
        },
        figures={f.id: f for f in report.figures},
        words=words,
        doubtful=doubtful,
        conclusion=words.conclusion(report),
        unstated=sum(c.verdict == "unstated" for c in report.checks),
    )


def _doubted(figures: Sequence[FigureOut]) -> dict[str, tuple[Shot, ...]]:
    """The places of figures that may be read wrongly."""
    places = [(f.id, Place(f.page, f.line, f.bbox)) for f in figures]
    return {name: (Shot(place, place.bbox),) for name, place in places if place.bbox is not None}


def _wanted(audit: Audit, found: list[CheckOut]) -> dict[str, tuple[Shot, ...]]:
    """Where to cut, as the stages found it."""
    checks = {check.id: check for check in audit.checks}
    return {check.id: shots(checks[check.id], audit.report) for check in found if check.id in checks}
