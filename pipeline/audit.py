"""The conductor: the way of a report, stage by stage."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from document.checks import Check
from document.contract import AuditedReport, Source
from document.pages import Page
from document.report import Report
from extract.understand import understand
from ingest import SourceFile, open_source
from models.entities import EntityFinder
from normalize.consistency import settle
from pipeline.present import present
from pipeline.reading import read_pages
from pipeline.settings import Settings

Progress = Callable[[int, int], None]
"""Called with the number of pages done and of all pages."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A finished audit: the contract, and what it was made of (for pictures of the page)."""

    contract: AuditedReport
    file: SourceFile
    report: Report
    checks: tuple[Check, ...]


def audit(path: Path, settings: Settings, progress: Progress | None = None) -> Audit:
    """Audit one file. Raises `InputError` kinds for a file that cannot be taken; a broken page is listed, not raised."""
    file = open_file(path, settings)
    return assess(file, read_pages(file, settings, progress))


def assess(file: SourceFile, pages: tuple[Page, ...]) -> Audit:
    """What the read pages of `file` say, and what of it cannot be true."""
    report, checks = settle(understand(pages, EntityFinder()))
    return Audit(present(_source(file), report, checks), file, report, checks)


def read(path: Path, settings: Settings, progress: Progress | None = None) -> tuple[Page, ...]:
    """Just recognise a file: its pages with words, boxes and confidence."""
    return read_pages(open_file(path, settings), settings, progress)


def open_file(path: Path, settings: Settings) -> SourceFile:
    """Accept a file within the limits of `settings`."""
    return open_source(path, limits=settings.limits)


def _source(file: SourceFile) -> Source:
    return Source(
        name=file.name,
        sha256=file.sha256,
        media_type=file.media_type,
        pages=file.page_count,
        bytes=file.bytes,
    )
