"""Keep an audited report in the store."""

from dataclasses import dataclass
from datetime import datetime

from document.contract import AuditedReport
from models.manifest import manifest
from normalize.store import Store
from pipeline.settings import Settings
from pipeline.version import PIPELINE_VERSION


@dataclass(frozen=True, slots=True)
class Kept:
    """The report's id in the store, whether this call created it, and how many checks across reports it got."""

    report_id: str
    created: bool
    across: int = 0


def keep(report: AuditedReport, settings: Settings, submitted_at: datetime | None) -> Kept:
    """Store `report`, sent at `submitted_at` (None: just now), once per file and pipeline version. Raises StoreError."""
    models = {model.name: model.version for model in manifest()}
    with Store.open(settings.store_url) as store:
        saved = store.save(report, PIPELINE_VERSION, models, submitted_at)
    return Kept(saved.report_id, saved.created, saved.across)
