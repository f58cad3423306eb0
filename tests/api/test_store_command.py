"""`baocao store`, as a person calls it."""

import io
from pathlib import Path

import pytest

from api import cli
from document.pages import Page
from normalize.store import Store
from pipeline.settings import Settings
from pipeline.vault import Accepted, Vault
from tests.factories import contract

LETTER = "BÁO CÁO".encode()


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(tmp_path / "data"))
    settings = Settings(data_dir=tmp_path / "data")
    vault = Vault(settings.data_dir)
    incoming = vault.receive(io.BytesIO(LETTER), "a.txt", 1000)
    accepted = Accepted(incoming.sha256, "a.txt", "text/plain", 1, len(LETTER))
    vault.admit(incoming, accepted)
    report = contract()
    source = report.source.model_copy(update={"sha256": incoming.sha256, "pages": 1})
    with Store.open(settings.store_url) as store:
        saved = store.save(report.model_copy(update={"source": source}), "1")
    vault.put_page(saved.report_id, Page(number=1, width=0, height=0, reader="none"))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["store", *(str(a) for a in arguments)])
    output = capsys.readouterr()
    return int(left.value.code or 0), output.out, output.err


def test_backup_then_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "ban-sao"
    code, out, err = run(capsys, "backup", target)
    assert (code, "1 báo cáo" in out, "1 tệp gốc, 1 trang đã đọc" in out, err) == (0, True, True, "")
    code, out, _ = run(capsys, "check", target)
    assert (code, "Bản sao lưu lành lặn: 1 báo cáo" in out) == (0, True)
    code, _, err = run(capsys, "restore", target)
    assert (code, "--replace" in err) == (2, True)
    assert run(capsys, "restore", target, "--replace")[0] == 0
    code, out, _ = run(capsys, "check")
    assert (code, "lành lặn" in out) == (0, True)


def test_a_damaged_store_leaves_with_its_own_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'data' / 'baocao.db'}") as store, store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM contracts")
    code, _, err = run(capsys, "check")
    assert (code, "mất kết quả đầy đủ" in err) == (4, True)


def test_the_store_file_of_a_backup_is_taken_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "backup", tmp_path / "sao")
    code, out, err = run(capsys, "restore", tmp_path / "sao" / "baocao.db", "--replace")
    assert (code, "1 báo cáo" in out, "không có hàng đợi" in err) == (0, True, True)


def test_a_lost_original_is_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "data" / "files").iterdir():
        path.unlink()
    code, _, err = run(capsys, "check")
    assert (code, "mất tệp gốc" in err, "Gửi lại tệp gốc" in err) == (4, True, True)
