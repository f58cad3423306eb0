"""What `/v1` answers, typed: field names are the store's own, numbers are exact strings, moments are UTC.

The store's records become these by their attributes; only links and names of places are added.
"""

from datetime import UTC
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from api.observation_files import boxed
from api.rest.errors import Problem
from document.checks import Cause, Severity, Verdict
from document.places import BBox
from normalize import areas
from normalize.catalogue import by_id
from normalize.observations import Measure, State
from normalize.periods import PeriodKind
from normalize.store import (
    ReviewState,
)
from normalize.store.records import Scope

Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Status = Literal["queued", "reading", "checking", "failed", "done"]
T = TypeVar("T")


class Model(BaseModel):
    """Read from the attributes of the store's records."""

    model_config = ConfigDict(from_attributes=True)


class PageOf(Model, Generic[T]):
    """One page of a list. Ask again with `cursor` = `next`; null on the last page."""

    items: list[T]
    next: str | None = Field(description="Con trỏ của trang sau, giữ nguyên từng ký tự; null là hết.")


class PeriodOut(Model):
    """A period; `iso` as ISO 8601 writes it."""

    kind: PeriodKind
    start: str | None
    end: str
    iso: str = Field(examples=["2024-Q1"])


class Progress(Model):
    """How far the reading is."""

    pages_read: int = Field(ge=0, examples=[12])
    pages: int = Field(ge=0, examples=[30])


class ReportOut(Model):
    """A report: where it is on its way and, once it is `done`, what it is."""

    id: str = Field(examples=["0c1afd5e152b5e6422cdd60a"])
    status: Status
    progress: Progress
    sha256: str
    name: str = Field(examples=["bao-cao-quy-1.pdf"])
    submitted_at: Moment | None = Field(default=None, description="Lúc tệp được gửi; null: chưa được ghi lại.")
    error: Problem | None = Field(default=None, description="Vì sao không làm được; chỉ khi status là failed.")
    media_type: str | None = None
    bytes: int | None = None
    pipeline_version: str | None = None
    current: bool | None = Field(default=None, description="false: kết quả của một phiên bản cũ của phần mềm.")
    superseded_by: str | None = Field(default=None, description="Mã báo cáo được phát hành lại thay cho báo cáo này.")
    kind: str | None = None
    number: str | None = Field(default=None, examples=["12/BC-UBND"])
    issuer: str | None = None
    organisation: str | None = None
    area: str | None = Field(default=None, examples=["58/584"])
    issued_on: str | None = None
    title: str | None = None
    period: PeriodOut | None = None
    created_at: Moment | None = Field(default=None, description="Lúc kết quả được lưu vào kho.")
    figures: int | None = None
    checks: int | None = None
    findings: int | None = Field(default=None, description="Số phép kiểm mà người kiểm tra cần xem.")
    observations: int | None = None
    numbers: int | None = None
    understood: int | None = None
    checked: int | None = None


class Refused(Model):
    """A file of an upload that was not taken."""

    name: str
    problem: Problem


class Uploaded(Model):
    """What became of an upload: reports that are queued (or known already), files that were refused."""

    reports: list[ReportOut]
    refused: list[Refused]


class FigureRow(Model):
    """One figure with its place on paper."""

    id: str
    report_id: str
    kind: str
    quote: str
    page: int
    line: int
    bbox: BBox | None
    section: str | None
    subject: str | None
    org: str | None
    unit: str | None
    as_of: str | None
    approximate: bool
    target: bool
    confidence: float
    numerator: str | None = Field(examples=["3000000000"])
    denominator: str | None
    stated_percent: str | None = Field(examples=["94,40"])
    value: str | None
    indicator: str | None
    organisation: str | None
    area: str | None
    period: PeriodOut | None


class CorrectionIn(BaseModel):
    """What a number should read."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    figure: str = Field(max_length=32, examples=["f12"])
    measure: Measure
    value: str = Field(max_length=64, description="Số thập phân với dấu chấm.", examples=["94.8"])


class ReviewIn(BaseModel):
    """A decision about a check."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"state": "confirmed", "note": "Đã hỏi lại đơn vị"}]}
    )

    state: ReviewState = Field(
        description="confirmed: báo cáo sai; rejected: không sai; corrected: ghi lại giá trị đúng; open: chưa quyết."
    )
    note: str = Field(default="", max_length=2000)
    corrections: list[CorrectionIn] = Field(default_factory=list, max_length=100)
    seen_at: Moment | None = Field(
        default=None,
        description="review.at của quyết định đang thấy, null nếu chưa có: có người quyết định sau đó thì bị từ chối (409). "
        "Không gửi thì ghi đè.",
    )


class ReviewOut(Model):
    """The newest decision about a check."""

    state: ReviewState
    reviewer: str
    note: str
    at: Moment
    corrections: list[CorrectionIn]


class AgainstOut(Model):
    """What a check across reports was held against."""

    report_id: str
    figure: str | None
    number: str | None
    issued_on: str | None
    page: int | None
    bbox: BBox | None
    value: str | None
    evidence: str | None = Field(default=None, description="Hình của chỗ ấy trên trang giấy của báo cáo kia.")


class CheckRow(Model):
    """One recomputed statement."""

    id: str = Field(examples=["0c1afd5e152b5e6422cdd60a.c3"])
    report_id: str
    check_id: str
    scope: Scope
    kind: str
    verdict: Verdict
    severity: Severity
    cause: Cause | None
    is_finding: bool
    stated: str | None
    computed: str | None
    page: int
    line: int
    bbox: BBox | None = Field(description="Khung của chỗ được ghi; null: tệp văn bản, không có hình.")
    evidence: str | None = Field(default=None, description="Hình của chỗ ấy trên trang giấy.")
    quote: str
    sentence: str = Field(description="Phép tính trong một câu.", examples=["150 : 200 = 75 %; báo cáo ghi 70 %."])
    figures: list[str]
    organisation: str | None
    area: str | None
    period: PeriodOut | None
    review: ReviewOut | None
    against: list[AgainstOut]


class ObservationRow(Model):
    """One observed value with its evidence: indicator × organisation × area × period × measure."""

    id: int
    indicator: str
    indicator_name: str | None
    provisional: bool
    organisation: str | None
    area: str | None = Field(examples=["58/584"])
    area_name: str | None = Field(examples=["Huyện Bác Ái"])
    level: str | None
    period: PeriodOut
    measure: Measure
    value: str = Field(description="Số thập phân chính xác.", examples=["94.4"])
    printed: str | None = Field(description="Chữ số như in trong báo cáo; null là số tính ra.", examples=["94,40"])
    stated: str = Field(description="Giá trị báo cáo ghi; khác value khi state là corrected.")
    unit: str | None
    state: State
    report_id: str
    report_number: str | None
    issued_on: str | None
    figure: str
    page: int
    bbox: BBox | None
    quote: str
    evidence: str | None = Field(description="Hình của chỗ ấy trên trang giấy; null: tệp văn bản, không có hình.")
    placed_by: str
    score: float
    pipeline_version: str
    models: str
    recorded_at: Moment
    retired_at: Moment | None


class SummaryOut(Model):
    """The newest value of the indicator in one area and period."""

    area: str
    area_name: str | None
    level: str
    period: PeriodOut
    value: str
    printed: str | None
    unit: str | None
    state: State
    observation: int
    report_id: str
    sources: int = Field(description="Số báo cáo nói về giá trị ấy.")
    disputed: bool = Field(description="Các báo cáo không nói như nhau.")


class Summary(Model):
    """For a map or a bar chart."""

    indicator: str
    indicator_name: str | None
    measure: Measure
    items: list[SummaryOut]
    next: str | None = Field(description="Con trỏ của trang sau, giữ nguyên từng ký tự; null là hết.")


class ChangeOut(Model):
    """One entry of the feed."""

    cursor: int
    kind: str = Field(examples=["report.added"])
    subject: str
    report_id: str | None
    at: Moment


class Changes(Model):
    """Changes after a cursor, oldest first. Ask again with `since` = `cursor`."""

    items: list[ChangeOut]
    cursor: int
    more: bool


class IndicatorOut(Model):
    """An indicator of the catalogue, or a provisional one that waits for a person to map it."""

    id: str
    name: str
    group: str | None
    unit: str | None
    numerator: str | None
    denominator: str | None
    good_direction: str | None
    since: str | None
    provisional: bool
    seen: int = Field(description="Số lần gặp trong các báo cáo đã lưu.")
    aliases: list[str]
    example: str | None
    mapped_to: str | None


class MappingIn(BaseModel):
    """Which indicator of the catalogue a provisional one is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"indicator": "dvc.cu-tru"}]})

    indicator: str = Field(max_length=80)


class Mapped(Model):
    """What a mapping moved."""

    provisional: str
    indicator: str
    observations: int


class CoverageOut(Model):
    """How much of the reports was read, understood, checked and placed."""

    reports: int
    pages: int
    numbers: int
    understood: int
    checked: int
    figures: int
    checks: int
    findings: int
    observations: int
    placed: int
    verified: int


class AreaOut(Model):
    """One unit of administration with its official code and validity."""

    id: str = Field(examples=["58/584"])
    code: str = Field(description="Mã của Cục Thống kê.", examples=["584"])
    name: str = Field(examples=["Huyện Bác Ái"])
    level: Literal["province", "district", "commune"]
    parent: str | None = Field(examples=["58"])
    valid_from: str | None = Field(description="Ngày đầu có hiệu lực; null: có từ trước.")
    valid_to: str | None = Field(description="Ngày cuối có hiệu lực; null: đang có.", examples=["2025-06-30"])


class LinkOut(Model):
    """A unit on the other side of the merger of 1 July 2025."""

    area: AreaOut
    whole: bool = Field(description="Đơn vị cũ nhập trọn vào đơn vị mới, không chỉ một phần.")


class AreaFamily(AreaOut):
    """A unit with what it was made of and what became of it."""

    successor: AreaOut | None = Field(description="Đơn vị nhỏ nhất hiện nay chứa trọn đơn vị cũ này.")
    successors: list[LinkOut]
    predecessors: list[LinkOut]


def area_name(area_id: str | None) -> str | None:
    """The full name of an area."""
    found = areas.area(area_id) if area_id else None
    return found.name if found else None


def indicator_name(indicator_id: str) -> str | None:
    """The name of an indicator of the catalogue; None for a provisional one."""
    found = by_id(indicator_id)
    return found.name if found else None


def evidence(report_id: str, page: int, box: BBox | None) -> str | None:
    """Where the picture of a place on paper is; None for a text file, which has no paper."""
    return None if box is None else f"/v1/reports/{report_id}/pages/{page}.png?box={boxed(box)}"
