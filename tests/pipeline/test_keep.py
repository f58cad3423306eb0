"""What the command line keeps is what the server keeps of the same file."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from document.errors import OutputError
from normalize.store import Store
from pipeline.audit import Audit, audit
from pipeline.keep import keep, keep_audit
from pipeline.settings import Settings
from pipeline.soundness import check
from pipeline.stages import picture
from pipeline.vault import View

SENT = datetime(2024, 4, 1, 7, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Audit]:
    path = tmp_path_factory.mktemp("keep") / "trang.png"
    page = Image.new("RGB", (900, 600), "white")
    ImageDraw.Draw(page).rectangle((100, 100, 300, 140), fill="black")
    page.save(path, dpi=(110, 110))
    return path, audit(path, Settings(workers=1))


def _written(folder: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for top in ("files", "pages") for p in (folder / top).rglob("*")}


def test_an_audited_file_is_kept_with_its_pages_once(scan: tuple[Path, Audit], tmp_path: Path) -> None:
    path, result = scan
    settings = Settings(data_dir=tmp_path, workers=1)
    kept = keep_audit(result, path, settings, SENT)
    before = _written(tmp_path)
    again = keep_audit(result, path, settings, datetime.now(UTC))
    assert (again.report_id, again.created) == (kept.report_id, False)
    assert _written(tmp_path) == before
    sha256 = result.contract.source.sha256
    assert (tmp_path / "files" / sha256).read_bytes() == path.read_bytes()
    shown = Image.open(io.BytesIO(picture(View(kept.report_id, sha256, 1), settings)))
    assert shown.size == (result.report.pages[0].width, result.report.pages[0].height)
    assert shown.convert("L").getextrema()[0] == 0
    assert check(settings).problems == ()
    with Store.open(settings.store_url) as store:
        record = store.report(kept.report_id)
    assert record is not None
    assert record.submitted_at == SENT


def test_a_report_whose_original_was_not_kept_gets_it(scan: tuple[Path, Audit], tmp_path: Path) -> None:
    path, result = scan
    settings = Settings(data_dir=tmp_path, workers=1)
    report_id = keep(result.contract, settings, None).report_id
    assert "mất tệp gốc" in check(settings).problems[0]
    assert keep_audit(result, path, settings, SENT).report_id == report_id
    assert check(settings).problems == ()
    shutil.rmtree(tmp_path / "pages")
    assert "mất chữ đã đọc của trang 1" in check(settings).problems[0]
    keep_audit(result, path, settings, SENT)
    assert check(settings).problems == ()


def test_a_file_that_changed_meanwhile_is_not_kept(scan: tuple[Path, Audit], tmp_path: Path) -> None:
    path, result = scan
    other = tmp_path / "trang.png"
    other.write_bytes(path.read_bytes()[:-1] + b"?")
    settings = Settings(data_dir=tmp_path / "data")
    with pytest.raises(OutputError, match="bị sửa"):
        keep_audit(result, other, settings, SENT)
    other.unlink()
    with pytest.raises(OutputError):
        keep_audit(result, other, settings, SENT)
    assert list((tmp_path / "data" / "files").iterdir()) == []
    assert not (tmp_path / "data" / "baocao.db").exists()
