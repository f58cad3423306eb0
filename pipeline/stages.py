"""The stages of a stored audit, each a function that may be run again: it looks at what is there and does the rest.

These run apart from the server (see `pipeline.apart`); what one stage leaves for the next lies in the vault.
"""

import io
from datetime import datetime
from pathlib import Path

from PIL.Image import Image as Picture

from document.contract import AuditedReport, dumps
from document.errors import KeptDamaged, NotFound
from document.pages import Page
from document.places import BBox
from ingest import SourceFile, open_source
from pipeline.audit import assess
from pipeline.evidence import page_picture
from pipeline.keep import keep
from pipeline.reading import read_some
from pipeline.settings import Settings
from pipeline.vault import Accepted, Vault, View

WIDEST = 4000
"""Pixels of a picture that is sent."""


def accept(path: Path, name: str, settings: Settings) -> Accepted:
    """Look at a file that arrived. Raises the `InputError` kinds of `ingest`."""
    file = open_source(path, name, settings.limits)
    return Accepted(file.sha256, name, file.media_type, file.page_count, file.bytes)


def read(report_id: str, sha256: str, name: str, settings: Settings) -> int:
    """Read the pages that were not read yet; each is kept as soon as it is done. Returns how many pages there are."""
    vault = Vault(settings.data_dir)
    file = _open(vault, sha256, name, settings)
    done = vault.pages_whole(report_id)
    for page in read_some(file, [n for n in range(1, file.page_count + 1) if n not in done], settings):
        vault.put_page(report_id, page)
    return file.page_count


def recompute_report(report_id: str, sha256: str, name: str, settings: Settings) -> None:
    """Understand the pages and recompute every figure.

    One stage, not two: it takes a few seconds, and what stands between its halves is larger than the pages themselves.
    """
    vault = Vault(settings.data_dir)
    file = _open(vault, sha256, name, settings)
    pages = tuple(_page(vault, report_id, n) for n in range(1, file.page_count + 1))
    vault.put_work(report_id, dumps(assess(file, pages).contract).encode())


def _page(vault: Vault, report_id: str, number: int) -> Page:
    """A page that was read. Raises KeptDamaged: a report is never recomputed without one of its pages."""
    page = vault.page(report_id, number)
    if page is None:
        raise KeptDamaged(name=f"pages/{report_id}/{number}.json.gz")
    return page


def keep_report(report_id: str, submitted_at: datetime | None, settings: Settings) -> str:
    """Store what was recomputed of a file sent at `submitted_at`. Returns the report's id in the store."""
    contract = AuditedReport.model_validate_json(Vault(settings.data_dir).work(report_id))
    return keep(contract, settings, submitted_at).report_id


def picture(view: View, settings: Settings) -> bytes:
    """PNG. Raises NotFound for a page that is not there, or has no image, or for a box beside it."""
    vault = Vault(settings.data_dir)
    page = vault.page(view.report_id, view.page)
    if page is None:
        raise NotFound(what=f"trang {view.page}")
    image = page_picture(_open(vault, view.sha256, view.sha256, settings), page)
    if image is None:
        raise NotFound(what=f"hình của trang {view.page}: tệp văn bản, hoặc trang không mở được")
    if view.box is not None:
        image = _cut(image, view.box, view.page)
    widest = min(view.width or image.width, WIDEST)
    if widest < image.width:
        image = image.resize((widest, max(1, round(image.height * widest / image.width))))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def _cut(image: Picture, box: BBox, page: int) -> Picture:
    left, top = max(0, int(box[0])), max(0, int(box[1]))
    right, bottom = min(image.width, int(box[2] + 1)), min(image.height, int(box[3] + 1))
    if left >= right or top >= bottom:
        raise NotFound(what=f"khung ấy trên trang {page} ({image.width} × {image.height} điểm ảnh)")
    return image.crop((left, top, right, bottom))


def _open(vault: Vault, sha256: str, name: str, settings: Settings) -> SourceFile:
    return open_source(vault.file(sha256), name, settings.limits)
