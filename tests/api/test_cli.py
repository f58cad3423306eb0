"""The command line, as a person calls it."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Dictionary, Name

from api import cli
from api.commands.audit import result_names
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


def test_strict_passes_no_page_that_was_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One page is whole and right, the other's scan cannot be shown."""
    path = tmp_path / "x.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    lost = pdf.add_blank_page(page_size=(200, 200))
    scan = pdf.make_stream(b"not a picture", Type=Name.XObject, Subtype=Name.Image, Width=900, Height=900)
    scan.ColorSpace, scan.BitsPerComponent, scan.Filter = Name.DeviceGray, 8, Name.DCTDecode
    lost.obj.Resources = Dictionary(XObject=Dictionary(P=scan))
    lost.obj.Contents = pdf.make_stream(b"200 0 0 200 0 0 cm /P Do")
    pdf.save(path)
    code, out, _ = run(capsys, "audit", path, "--strict", "--no-store")
    assert code == 1
    assert "Trang 2 không đọc được nên không được kiểm: Hình quét của trang 2 bị hỏng" in out
    assert run(capsys, "audit", path, "--no-store")[0] == 0


def test_a_name_as_long_as_names_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / ("ế" * 83 + "ab.txt")
    path.write_text(RIGHT, encoding="utf-8")
    results = tmp_path / "kq"
    results.mkdir()
    code, _, err = run(capsys, "audit", path, "--html", results, "--json", results, "--no-store")
    assert (code, err) == (0, "")
    assert {p.suffix for p in results.iterdir()} == {".html", ".json"}
    longer = [Path("a" * 250 + "1.pdf"), Path("a" * 250 + "2.pdf")]
    assert len(set(result_names(longer))) == 2


def test_what_cannot_be_written_costs_nothing_that_was_read(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "audit", report, "--html", report / "x.html")
    assert code == 2
    assert "khong-ghi-duoc" in err
    assert "Đã lưu trong kho" in out


def test_a_data_directory_that_is_a_file_is_told(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(tmp_path / "tệp"))
    code, _, err = run(capsys, "audit", report)
    assert code == 2
    assert "khong-ghi-duoc" in err


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


def test_two_reports_of_one_name_give_two_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / folder / "quy-1.txt" for folder in ("a", "b")]
    for file, text in zip(files, (WRONG, RIGHT), strict=True):
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    results = tmp_path / "results"
    run(capsys, "audit", *files, "--json", results, "--html", results, "--no-store")
    assert sorted(p.name for p in results.iterdir()) == ["quy-1-2.html", "quy-1-2.json", "quy-1.html", "quy-1.json"]
    assert "70" in (results / "quy-1.json").read_text(encoding="utf-8")
    _, lines, _ = run(capsys, "audit", *files, "--json", "-", "--no-store")
    assert [json.loads(line)["source"]["name"] for line in lines.splitlines()] == ["quy-1.txt", "quy-1.txt"]


def test_names_of_results_never_meet() -> None:
    files = [Path("a/x.pdf"), Path("b/x.pdf"), Path("x-2.pdf"), Path("x.png")]
    assert result_names(files) == ["x", "x-3", "x-2", "x-4"]


def test_a_result_goes_into_a_folder_that_is_there(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    run(capsys, "audit", report, "--html", tmp_path / "out", "--no-store")
    assert (tmp_path / "out" / "quy-1.html").exists()


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "audit", tmp_path)
    assert code == 2
    assert "[la-thu-muc]" in err


def test_html_goes_to_standard_output_alone(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "audit", report, "--html", "-", "--no-store")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert run(capsys, "audit", report, "--html", "-", "--json", "-")[0] == 2
    assert run(capsys, "audit", report, report, "--html", "-")[0] == 2


def _process(*arguments: object, **more: Any) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-c", "from api.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, check=False, **{"capture_output": True, **more})


def test_standard_input_is_a_file_too(report: Path) -> None:
    done = _process("audit", "-", "--no-store", input=report.read_bytes())
    assert done.returncode == 0
    assert "150 : 200 = 75" in done.stdout.decode()
    assert "BÁO CÁO" in _process("read", "-", input=report.read_bytes()).stdout.decode()


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_full_disk_is_no_fault_of_ours(report: Path, locale: str) -> None:
    env = {**os.environ, "LC_ALL": locale}
    with Path("/dev/full").open("wb") as full:
        done = _process(
            "audit", report, "--no-store", capture_output=False, stdout=full, stderr=subprocess.PIPE, env=env
        )
    assert done.returncode == 2
    assert "đĩa đầy" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_pipe_gets_utf8_whatever_the_locale(report: Path, encoding: str) -> None:
    named = report.with_name("b\udce1o.txt")
    report.rename(named)
    done = _process("audit", named, "--no-store", "--json", "-", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert json.loads(done.stdout.decode())["source"]["name"] == "b\ufffdo.txt"
    assert "BÁO CÁO" in _process("read", named, env={**os.environ, "PYTHONIOENCODING": encoding}).stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["audit", "--json"], "--json thiếu giá trị"),
        (["token", "create"], "Thiếu --role"),
        (["token", "create", "--role", "boss"], "cần clerk, auditor, viewer, admin"),
        (["serve", "--port", "99999"], "từ 0 đến 65535"),
        (["export", "a.csv", "--from", "x"], "một ngày"),
        (["export", "a.csv", "--from", "2024-05-01", "--to", "2024-01-01"], "--from trước hoặc bằng --to"),
        (["token", "revoke"], "Thiếu MÃ"),
    ],
)
def test_misuse_says_what_is_wanted(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told in run(capsys, *arguments)[2]


def test_what_was_not_checked_is_said(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_text(WRONG + "- Cấp mới 512 thẻ.\n", encoding="utf-8")
    html = tmp_path / "x.html"
    out = run(capsys, "audit", report, "--no-store", "--html", html)[1]
    assert "không có cảnh báo không có nghĩa là đúng" in out
    assert "không có cảnh báo không có nghĩa là đúng" in html.read_text(encoding="utf-8")
    report.write_text("Đã cấp 512 thẻ.\n", encoding="utf-8")
    out = run(capsys, "audit", report, "--no-store", "--html", html)[1]
    assert "chưa kết luận được gì" in out
    assert "Không thấy chỗ nào sai" not in out + html.read_text(encoding="utf-8")


def test_a_text_file_has_lines_and_no_pages(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "audit", report, "--no-store")[1]
    assert "• dòng 6 — tỷ lệ" in out
    assert "trang" not in out
