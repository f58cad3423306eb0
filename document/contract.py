"""The public JSON of an audited report, typed once: `baocao.report/1`. Changed only by adding.

Field meanings are in docs/hop-dong-json.md; `schema()` is published as docs/schema/baocao.report-1.json.
"""

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from document.checks import Cause, Severity, Verdict, finds
from document.figures import DOUBTFUL, FigureKind, RatioForm
from document.places import BBox
from document.report import Kind

Number = int | float
"""A JSON number: integers stay integers, decimals are written with the digits they have."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Source(_Model):
    name: str
    sha256: str
    media_type: str
    pages: int
    bytes: int


class PeriodOut(_Model):
    text: str
    start: str | None = None
    end: str | None = None


class LetterheadOut(_Model):
    kind: Kind
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    period: PeriodOut | None = None
    addressees: list[str] = Field(default_factory=list)
    recipients: list[str] = Field(default_factory=list)
    signer: str | None = None
    signer_role: str | None = None


class SectionOut(_Model):
    path: str
    marker: str | None
    title: str
    level: int
    page: int
    line: int


class FigureOut(_Model):
    id: str
    kind: FigureKind
    quote: str
    page: int
    line: int
    bbox: tuple[float, float, float, float] | None
    section: str | None
    subject: str | None
    org: str | None
    unit: str | None
    as_of: str | None
    approximate: bool
    target: bool
    confidence: float
    readings: list[str]
    numerator: Number | None = None
    denominator: Number | None = None
    stated_percent: str | None = None
    form: RatioForm | None = None
    value: str | Number | None = None
    indicator: str | None = None
    area: str | None = None
    period: str | None = None
    when: str | None = None
    """The words that say in which period it was counted ("trong tháng"), where the text has some."""

    @property
    def doubtful(self) -> bool:
        """Whether the readers of a scan are not sure what is printed."""
        return self.confidence < DOUBTFUL or bool(self.readings)


class RowPlaceOut(_Model):
    """Where a row of a table stands: its page, its line, its box, and the box of each of its cells on that page."""

    page: int
    line: int
    bbox: BBox | None = None
    cells: list[BBox | None] = Field(default_factory=list)


class TableOut(_Model):
    id: str
    page: int
    line: int
    last_line: int
    caption: str | None
    header: list[str]
    rows: list[list[str]]
    places: list[RowPlaceOut] = Field(default_factory=list)
    """One for each of `rows`."""


class SuggestionOut(_Model):
    figure: str
    from_: str = Field(alias="from")
    to: str
    why: str


class CheckOut(_Model):
    id: str
    kind: str
    verdict: Verdict
    stated: str | None
    computed: str | None
    inputs: list[Number | str]
    figures: list[str]
    table: str | None
    page: int
    line: int
    lines: list[int]
    quote: str
    severity: Severity
    cause: Cause | None
    suggestions: list[SuggestionOut]
    sentence: str
    bbox: BBox | None = None
    cells: list[str] = Field(default_factory=list)
    """The cells of `rows` that take part: "t1:4:3" is row 4, column 3 of table t1, both counted from 1."""

    @property
    def is_finding(self) -> bool:
        """Whether a person should look at it."""
        return finds(self.verdict, self.severity)


class UnreadOut(_Model):
    page: int
    line: int
    quote: str


class CoverageOut(_Model):
    numbers: int
    understood: int
    checked: int
    unread: list[UnreadOut]
    notes: list[str] = Field(default_factory=list)
    """What was not checked and why, in Vietnamese: pages that could not be read, layers that were replaced."""
    unread_pages: list[int] = Field(default_factory=list)
    """Pages that could not be read, so that nothing of them was checked; `notes` has the reason of each."""


class AuditedReport(_Model):
    schema_: Literal["baocao.report/1"] = Field(default="baocao.report/1", alias="schema")
    source: Source
    letterhead: LetterheadOut
    sections: list[SectionOut]
    figures: list[FigureOut]
    tables: list[TableOut]
    checks: list[CheckOut]
    coverage: CoverageOut


def number(value: Decimal) -> Number:
    """A Decimal as a JSON number: an int where it is whole, else the float that prints the same digits."""
    return int(value) if value == value.to_integral_value() else float(value)


def schema() -> dict[str, Any]:
    """The JSON Schema of the contract."""
    return AuditedReport.model_json_schema(by_alias=True)


def dumps(report: AuditedReport) -> str:
    """The contract as JSON text: UTF-8, NFC, one trailing newline."""
    return report.model_dump_json(by_alias=True, indent=1) + "\n"
