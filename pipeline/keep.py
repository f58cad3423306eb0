"""Keep an audited report: its original and its pages in the data directory, what it says in the store."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from document.contract import AuditedReport
from document.errors import OutputError
from document.reasons import reason
from models.manifest import manifest
from normalize.store import Store
from normalize.store.writing import report_id as id_of
from pipeline.audit import Audit
from pipeline.settings import Settings
from pipeline.vault import Accepted, Vault
from pipeline.version import PIPELINE_VERSION


@dataclass(frozen=True, slots=True)
class Kept:
    """The report's id in the store, whether this call created it, and how many checks across reports it got."""

    report_id: str
    created: bool
    across: int = 0


def keep_audit(audit: Audit, path: Path, settings: Settings, submitted_at: datetime) -> Kept:
    """Keep the audit of the file at `path` as the server keeps what it is sent: original, pages, then the report.

    What is there already stays as it is. Raises OutputError, StoreError.
    """
    source = audit.contract.source
    vault = Vault(settings.data_dir)
    if vault.accepted(source.sha256) is None or not vault.file(source.sha256).exists():
        _keep_original(vault, path, Accepted(source.sha256, source.name, source.media_type, source.pages, source.bytes))
    report_id = id_of(source.sha256, PIPELINE_VERSION)
    there = vault.pages_whole(report_id)
    for page in audit.report.pages:
        if page.number not in there:
            vault.put_page(report_id, page)
    return keep(audit.contract, settings, submitted_at)


def _keep_original(vault: Vault, path: Path, accepted: Accepted) -> None:
    try:
        with path.open("rb") as stream:
            incoming = vault.receive(stream, accepted.name, accepted.bytes)
    except OSError as error:
        raise OutputError(name=str(path), why=reason(error)) from error
    try:
        if incoming.sha256 != accepted.sha256:
            raise OutputError(name=f"files/{accepted.sha256}", why=f"“{accepted.name}” bị sửa trong lúc đang đọc")
        vault.admit(incoming, accepted)
    finally:
        incoming.discard()


def keep(report: AuditedReport, settings: Settings, submitted_at: datetime | None) -> Kept:
    """Store `report`, sent at `submitted_at` (None: just now), once per file and pipeline version. Raises StoreError."""
    models = {model.name: model.version for model in manifest()}
    with Store.open(settings.store_url) as store:
        saved = store.save(report, PIPELINE_VERSION, models, submitted_at)
    return Kept(saved.report_id, saved.created, saved.across)
