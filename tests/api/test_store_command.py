"""`baocao store`, as a person calls it."""

from pathlib import Path

import pytest

from api import cli
from normalize.store import Store
from tests.factories import contract


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(tmp_path / "data"))
    with Store.open(f"sqlite:///{tmp_path / 'data' / 'baocao.db'}") as store:
        store.save(contract(), "1")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["store", *(str(a) for a in arguments)])
    output = capsys.readouterr()
    return int(left.value.code or 0), output.out, output.err


def test_backup_then_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "ban-sao.db"
    code, out, _ = run(capsys, "backup", target)
    assert (code, "1 báo cáo" in out) == (0, True)
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
