"""Tokens on the command line, and what `serve` says when it cannot start."""

import fcntl
import socket
from pathlib import Path

import pytest

from api import cli
from normalize.store import Store


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


def test_a_token_is_made_listed_and_revoked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("token", "create", "--role", "auditor", "--name", "Chị Hoa") == 0
    secret = capsys.readouterr().out.strip()
    with Store.open(f"sqlite:///{data / 'baocao.db'}") as store:
        admission = store.admit(secret)
        assert admission is not None
        token = admission.token
        assert (token.role, token.name) == ("auditor", "Chị Hoa")
    assert secret.encode() not in b"".join(p.read_bytes() for p in data.glob("baocao.db*"))
    assert run("token", "list") == 0
    assert "còn hiệu lực\tChị Hoa" in capsys.readouterr().out
    assert run("token", "revoke", token.id) == 0
    assert run("token", "list") == 0
    assert "đã thu hồi" in capsys.readouterr().out
    with Store.open(f"sqlite:///{data / 'baocao.db'}") as store:
        assert store.admit(secret) is None


def test_what_is_not_there_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("token", "revoke", "nothing") == 2
    assert "[khong-co]" in capsys.readouterr().err
    assert run("token", "create", "--role", "king") == 2
    assert run("export", str(data / "a.doc")) == 2
    assert "[yeu-cau-sai]" in capsys.readouterr().err


def test_one_server_for_one_data_directory(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (data / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run("serve", "--port", "0") == 2
    assert "[may-chu-dang-chay]" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("serve", "--port", str(taken.getsockname()[1])) == 2
    assert "[dia-chi-ban]" in capsys.readouterr().err
