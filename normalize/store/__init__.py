"""Keep audited reports and answer what people and programs ask about them."""

from normalize.store.access import Admission
from normalize.store.filters import (
    MOST,
    CheckFilter,
    FigureFilter,
    ObservationFilter,
    Page,
    ReportFilter,
    SummaryFilter,
)
from normalize.store.records import (
    ROLES,
    Against,
    ChangeRecord,
    CheckRecord,
    Correction,
    Coverage,
    FigureRecord,
    IndicatorRecord,
    ObservationRecord,
    ReportRecord,
    Review,
    ReviewState,
    Role,
    SummaryRow,
    TokenRecord,
)
from normalize.store.store import Saved, Store

__all__ = [
    "MOST",
    "ROLES",
    "Admission",
    "Against",
    "ChangeRecord",
    "CheckFilter",
    "CheckRecord",
    "Correction",
    "Coverage",
    "FigureFilter",
    "FigureRecord",
    "IndicatorRecord",
    "ObservationFilter",
    "ObservationRecord",
    "Page",
    "ReportFilter",
    "ReportRecord",
    "Review",
    "ReviewState",
    "Role",
    "Saved",
    "Store",
    "SummaryFilter",
    "SummaryRow",
    "TokenRecord",
]
