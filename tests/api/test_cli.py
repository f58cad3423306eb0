"""The command line, as a person calls it."""

import json
import sqlite3
import tempfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from api import cli
from document.contract import schema

WRONG = """BÁO CÁO
Kết quả công tác quý I năm 2024

I. KẾT QUẢ

- Cấp phiếu lý lịch tư pháp: 150/200 hồ sơ, đạt 70%.
- Tiếp nhận 30/40 hồ sơ, đạt 75%.
"""
RIGHT = WRONG.replace("đạt 70%", "đạt 75%")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "quy-1.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(tmp_path / "data"))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main([str(a) for a in arguments])
    output = capsys.readouterr()
    return int(left.value.code or 0), output.out, output.err


def test_shows_what_cannot_be_true(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "audit", report)
    assert code == 0
    assert "150 : 200 = 75" in out
    assert "70 %" in out
    assert "30 : 40" not in out
    assert "chưa hiểu 0" in out


def test_strict_tells_by_its_exit_code(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = tmp_path / "right.txt"
    right.write_text(RIGHT, encoding="utf-8")
    assert run(capsys, "audit", report, "--strict", "--no-store")[0] == 1
    assert run(capsys, "audit", right, "--strict", "--no-store")[0] == 0


def test_json_obeys_the_contract(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "audit", report, "--json", "-", "--no-store")
    result = json.loads(out)
    jsonschema.Draft202012Validator(schema()).validate(result)
    assert code == 0
    assert [c["verdict"] for c in result["checks"] if c["kind"] == "ratio"] == ["mismatch", "consistent"]
    assert [s["title"] for s in result["sections"]] == ["KẾT QUẢ"]


def test_html_and_csv_are_written(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html, sheets = tmp_path / "out.html", tmp_path / "sheets"
    code, _, _ = run(capsys, "audit", report, "--html", html, "--csv", sheets, "--no-store")
    assert code == 0
    assert "150 : 200 = 75" in html.read_text(encoding="utf-8")
    assert "http" not in html.read_text(encoding="utf-8")
    assert {p.name for p in sheets.iterdir()} == {"figures.csv", "checks.csv", "sections.csv", "tables.csv"}
    rows = (sheets / "checks.csv").read_bytes()
    assert rows.startswith(b"\xef\xbb\xbf")
    assert "mismatch" in rows.decode()


def test_same_bytes_are_stored_once(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes(report.read_bytes())
    assert "Đã lưu" in run(capsys, "audit", report)[1]
    assert "Đã có sẵn" in run(capsys, "audit", twin)[1]
    with sqlite3.connect(tmp_path / "data" / "baocao.db") as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (1,)


def test_one_bad_file_does_not_stop_the_others(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    results = tmp_path / "results"
    code, _, err = run(capsys, "audit", empty, report, tmp_path / "gone.pdf", "--json", results, "--no-store")
    assert code == 2
    assert [line.rsplit("[", 1)[1] for line in err.strip().splitlines()] == ["tep-rong]", "khong-thay-tep]"]
    assert [p.name for p in results.iterdir()] == ["quy-1.json"]


def test_unwritable_output_is_an_error_of_one_line(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    code, _, err = run(capsys, "audit", report, "--json", tmp_path / "file" / "out.json", "--no-store")
    assert code == 2
    assert err.count("\n") == 1
    assert "[khong-ghi-duoc]" in err


def test_a_fault_of_ours_is_no_traceback(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("api.commands.audit.audit", broken)
    code, _, err = run(capsys, "audit", report)
    assert code == 5
    assert err.count("\n") == 1
    assert "[loi-chuong-trinh]" in err
    (log,) = tmp_path.glob("baocao-*.log")
    assert "ZeroDivisionError: of ours" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["nothing"], ["audit", "--nothing"], ["audit", "--json"], ["--nothing"]])
def test_misuse_is_told_in_vietnamese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert err.startswith("Lỗi: ")
    assert "--help [cach-goi-sai]" in err


def test_a_bad_setting_is_named(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BAOCAO_MAX_PAGES", "many")
    code, _, err = run(capsys, "audit", report)
    assert code == 2
    assert "BAOCAO_MAX_PAGES" in err


@pytest.mark.parametrize("name", ["", *cli.COMMANDS])
def test_help_is_vietnamese(name: str) -> None:
    result = CliRunner().invoke(cli.baocao, [*([name] if name else []), "--help"])
    assert result.exit_code == 0
    assert "Tùy chọn" in result.output
    assert not any(word in result.output for word in ("Usage", "Options", "Show this message", "Commands:"))
