"""What checks across reports take and give."""

from dataclasses import dataclass

from document.checks import Severity, Verdict
from document.places import BBox
from normalize.observations import Observation
from normalize.periods import Period


@dataclass(frozen=True, slots=True)
class Said:
    """An observation with the place that it is printed at; `report_id` "" for the report that is being stored."""

    observation: Observation
    report_id: str
    number: str | None
    issued_on: str | None
    page: int
    line: int
    quote: str
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """The other side of a check: the report it stands in, its figure, and what that says."""

    report_id: str
    figure: str | None
    number: str | None
    issued_on: str | None
    page: int | None
    value: str | None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class AcrossCheck:
    """One check across reports. `key` names what is compared, and not where: the same finding again has the same key."""

    kind: str
    key: str
    verdict: Verdict
    severity: Severity
    stated: str | None
    computed: str | None
    page: int
    line: int
    quote: str
    sentence: str
    figures: tuple[str, ...]
    against: tuple[Other, ...]
    organisation: str | None
    area: str | None
    period: Period | None
    bbox: BBox | None = None


def other(said: Said) -> Other:
    """The other side of a check."""
    o = said.observation
    return Other(said.report_id, o.figure, said.number, said.issued_on, said.page, o.value, said.bbox)
