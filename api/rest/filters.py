"""What may be asked: query parameters as typed models, and the store's filters made of them."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from document.checks import Cause, Severity, Verdict
from document.figures import FigureKind
from document.report import Kind
from normalize.observations import Measure, State
from normalize.periods import PeriodKind
from normalize.store import (
    MOST,
    CheckFilter,
    FigureFilter,
    ObservationFilter,
    ReportFilter,
    ReviewState,
    SummaryFilter,
)
from normalize.store.records import Scope


def _written(value: object) -> object:
    """Pydantic takes bare numbers for seconds since 1970; here a day is written as one."""
    if isinstance(value, str) and not _DATE.match(value):
        raise ValueError("phải là một ngày, ví dụ 2026-01-31, hoặc một thời điểm, ví dụ 2026-01-31T00:00:00Z")
    return value


_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Day = Annotated[date, BeforeValidator(_written)]
When = Annotated[AwareDatetime, BeforeValidator(_written)]
Level = Literal["province", "district", "commune"]
Text = Annotated[str, Field(min_length=1, max_length=200)]
AreaId = Annotated[
    str,
    Field(max_length=40, description="Mã đơn vị hành chính: 58 (tỉnh), 58/584 (huyện), 2025.56 (từ 01/7/2025)."),
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Số dòng của một trang.")]
Cursor = Annotated[str, Field(max_length=300, description="Giá trị next của trang trước.")]


class Asked(BaseModel):
    """Query parameters of one address; a name that is not here is refused, and so is a span that ends before it begins."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, last in (("period_from", "period_to"), ("issued_from", "issued_to")):
            start, end = getattr(self, first, None), getattr(self, last, None)
            if start is not None and end is not None and start > end:
                raise ValueError(f"{first} phải trước hoặc bằng {last}")
        return self


class Paged(Asked):
    """Asked page by page."""

    limit: Limit = 100
    cursor: Cursor | None = None


class ReportsAsked(Paged):
    """Reports; those on their way and those that failed have no other filter than `state`."""

    state: Literal["done", "working", "failed"] = Field(
        default="done", description="done: đã lưu; working: đang chờ hoặc đang làm; failed: không làm được."
    )
    kind: Kind | None = None
    area: AreaId | None = None
    organisation: Text | None = None
    number: Text | None = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    issued_from: Day | None = None
    issued_to: Day | None = None
    with_findings: bool | None = None
    all_versions: bool = Field(default=False, description="Cả kết quả cũ và báo cáo đã được thay thế.")

    @model_validator(mode="after")
    def _known_of_stored_ones(self) -> Self:
        strange = sorted(self.model_fields_set - {"state", "limit", "cursor"})
        if self.state != "done" and strange:
            raise ValueError(f"{', '.join(strange)} chỉ lọc được báo cáo đã xong (state=done)")
        return self

    def filter(self) -> ReportFilter:
        """For the store."""
        return ReportFilter(
            kind=self.kind,
            area=self.area,
            organisation=self.organisation,
            number=self.number,
            sha256=self.sha256,
            issued_from=day(self.issued_from),
            issued_to=day(self.issued_to),
            with_findings=self.with_findings,
            current=None if self.all_versions else True,
        )


class FiguresAsked(Paged):
    """Figures of one report."""

    kind: FigureKind | None = None
    indicator: Text | None = None
    organisation: Text | None = None
    area: AreaId | None = None

    def filter(self, report_id: str) -> FigureFilter:
        """For the store."""
        return FigureFilter(report_id, self.kind, self.indicator, self.organisation, self.area)


class ChecksAsked(Paged):
    """Checks, of one report or of all."""

    scope: Scope | None = None
    kind: Text | None = None
    verdict: Verdict | None = None
    severity: Severity | None = None
    cause: Cause | None = None
    review: ReviewState | None = None
    findings: bool | None = Field(default=None, description="true: chỉ những chỗ người kiểm tra cần xem.")
    organisation: Text | None = None
    area: AreaId | None = None
    period_from: Day | None = None
    period_to: Day | None = None

    def filter(self, report_id: str | None = None) -> CheckFilter:
        """For the store."""
        return CheckFilter(
            report_id=report_id,
            scope=self.scope,
            kind=self.kind,
            verdict=self.verdict,
            severity=self.severity,
            cause=self.cause,
            review=self.review,
            organisation=self.organisation,
            area=self.area,
            period_from=day(self.period_from),
            period_to=day(self.period_to),
            findings=self.findings,
            current=True if report_id is None else None,
        )


_PREDECESSORS = "Cả các đơn vị trước 01/7/2025 đã nhập trọn vào area."


class ObservationsWanted(Asked):
    """Which observations; the same for pages and for files."""

    indicator: Text | None = None
    group: Text | None = Field(default=None, description="Nhóm chỉ tiêu của danh mục.")
    area: AreaId | None = None
    sub_units: bool = Field(default=True, description="Cả các đơn vị trực thuộc của area.")
    predecessors: bool = Field(default=False, description=_PREDECESSORS)
    level: Level | None = None
    organisation: Text | None = None
    measure: Measure | None = None
    period_kind: PeriodKind | None = None
    period_from: Day | None = Field(default=None, description="Ngày cuối của kỳ, từ ngày này.")
    period_to: Day | None = Field(default=None, description="Ngày cuối của kỳ, đến ngày này.")
    verified: bool = Field(default=False, description="Chỉ số đã được phép tính hoặc người kiểm tra xác nhận.")
    state: State | None = None
    report: Text | None = Field(default=None, description="Mã báo cáo.")
    provisional: bool | None = None
    as_of: When | None = Field(default=None, description="Những gì có hiệu lực tại thời điểm này.")

    def filter(self) -> ObservationFilter:
        """For the store."""
        return ObservationFilter(
            indicator=self.indicator,
            group=self.group,
            area=self.area,
            sub_units=self.sub_units,
            predecessors=self.predecessors,
            level=self.level,
            organisation=self.organisation,
            measure=self.measure,
            period_kind=self.period_kind,
            period_from=day(self.period_from),
            period_to=day(self.period_to),
            verified=self.verified,
            state=self.state,
            report_id=self.report,
            provisional=self.provisional,
            as_of=self.as_of,
        )


class ObservationsAsked(ObservationsWanted):
    """Observations page by page."""

    limit: Limit = 100
    cursor: Cursor | None = None


class Whole(Asked):
    """Mostly asked for as one page; page by page where it is longer."""

    limit: Limit = MOST
    cursor: Cursor | None = None


class SummaryAsked(Whole):
    """One indicator by area and period."""

    indicator: Text
    measure: Measure = "computed_rate"
    area: AreaId | None = None
    predecessors: bool = Field(default=False, description=_PREDECESSORS)
    level: Level | None = None
    period_kind: PeriodKind | None = None
    period_from: Day | None = None
    period_to: Day | None = None
    verified: bool = False
    as_of: When | None = None

    def filter(self) -> SummaryFilter:
        """For the store."""
        return SummaryFilter(
            indicator=self.indicator,
            measure=self.measure,
            area=self.area,
            predecessors=self.predecessors,
            level=self.level,
            period_kind=self.period_kind,
            period_from=day(self.period_from),
            period_to=day(self.period_to),
            verified=self.verified,
            as_of=self.as_of,
        )


class AreasAsked(Asked):
    """The units right below one, or all provinces."""

    parent: AreaId | None = None
    on: Day | None = Field(default=None, description="Chỉ các đơn vị có vào ngày này; bỏ trống: cả cũ lẫn mới.")


class CoverageAsked(Asked):
    """Which reports to sum up."""

    area: AreaId | None = None
    period_from: Day | None = None
    period_to: Day | None = None


class ChangesAsked(Asked):
    """The feed after a cursor."""

    since: int = Field(default=0, ge=0, lt=2**63, description="cursor của lần hỏi trước; 0 là từ đầu.")
    limit: Limit = 100


class IndicatorsAsked(Whole):
    """The catalogue."""

    group: Text | None = None


class PictureAsked(Asked):
    """A page, or a box of it."""

    box: (
        Annotated[
            str,
            Field(
                pattern=r"^\d{1,5}(\.\d{1,3})?(,\d{1,5}(\.\d{1,3})?){3}$",
                description="x0,y0,x1,y1 theo điểm ảnh của trang, như bbox của số liệu.",
                examples=["120,340,560,372"],
            ),
        ]
        | None
    ) = None
    width: Annotated[int, Field(ge=16, le=4000, description="Thu nhỏ còn nhiều nhất chừng này điểm ảnh.")] | None = None


def day(value: date | None) -> str | None:
    """An ISO day."""
    return value.isoformat() if value else None


PagedQuery = Annotated[Paged, Query()]
