"""`baocao audit`: audit files and show what cannot be true."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from api.cli import fail, told
from api.files import STANDARD, taken, write_whole
from api.page import render
from api.progress import page_progress
from api.terminal import Terminal, findings, say, show
from document.contract import AuditedReport, dumps
from document.errors import BadRequest, BaocaoError
from pipeline.audit import Audit, audit
from pipeline.settings import Settings

LONGEST = 240
"""Bytes of a result's name without its ending."""


@dataclass(frozen=True, slots=True)
class _Outputs:
    json: Path | None
    html: Path | None
    many: bool

    def __post_init__(self) -> None:
        if self.json == self.html == STANDARD:
            raise BadRequest(what="--json - cùng với --html -", expected="một trong hai ghi ra tệp")
        if self.html == STANDARD and self.many:
            raise BadRequest(what="--html - cho nhiều tệp", expected="--html với tên một thư mục")

    def path(self, wanted: Path, name: str, suffix: str) -> Path:
        """Where one file's result goes: the path itself, or a file in it where it is a folder or several are audited."""
        return wanted / f"{name}{suffix}" if self.many or wanted.is_dir() else wanted


def result_names(files: Sequence[Path]) -> list[str]:
    """What the results of `files` are called, each by a name of its own: a/quy-1.pdf and b/quy-1.pdf are two reports.

    >>> result_names([Path("a/quy-1.pdf"), Path("b/quy-1.pdf"), Path("quy-2.pdf")])
    ['quy-1', 'quy-1-2', 'quy-2']
    """
    names: list[str] = []
    stems = ["stdin" if path == STANDARD else _fitting(path.stem) for path in files]
    for stem in stems:
        tried, name = 1, stem
        while name in names or (tried > 1 and name in stems):
            tried += 1
            name = f"{stem}-{tried}"
        names.append(name)
    return names


def _fitting(stem: str) -> str:
    """As much of a name as leaves room for what is added to it: a file system takes 255 bytes."""
    said = os.fsencode(stem)
    return stem if len(said) <= LONGEST else said[:LONGEST].decode(errors="ignore")


@click.command("audit", options_metavar="[TÙY CHỌN]", no_args_is_help=True)
@click.argument("files", nargs=-1, required=True, metavar="TỆP…", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--json",
    "json_out",
    metavar="TỆP|-",
    type=click.Path(path_type=Path, readable=False),
    help="Ghi kết quả đầy đủ dạng JSON (- là ra màn hình; nhiều tệp thì là thư mục, hoặc mỗi tệp một dòng ra màn hình).",
)
@click.option(
    "--csv",
    "csv_dir",
    metavar="THƯ-MỤC",
    type=click.Path(path_type=Path, readable=False),
    help="Ghi các bảng CSV: số liệu, phép kiểm, bảng, đề mục.",
)
@click.option(
    "--html",
    "html_out",
    metavar="TỆP|-",
    type=click.Path(path_type=Path, readable=False),
    help="Ghi một trang HTML có hình cắt từ trang giấy (- là ra màn hình; nhiều tệp thì là thư mục).",
)
@click.option("--no-store", is_flag=True, help="Không lưu vào kho dữ liệu.")
@click.option(
    "--strict",
    is_flag=True,
    help="Thoát với mã 1 khi còn chỗ không thể đúng, hoặc có trang không đọc được nên chưa kiểm.",
)
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command(
    files: tuple[Path, ...],
    *,
    json_out: Path | None,
    csv_dir: Path | None,
    html_out: Path | None,
    no_store: bool,
    strict: bool,
) -> int:
    """Kiểm tra báo cáo: nhận dạng, tính lại mọi số liệu, chỉ ra chỗ không thể đúng.

    TỆP là PDF (quét hoặc điện tử), ảnh PNG/JPEG/TIFF, hay văn bản UTF-8/Markdown; loại tệp được nhận ra theo nội dung.
    Dấu - là đầu vào chuẩn.
    """
    settings = Settings.from_env()
    outputs = _Outputs(json_out, html_out, many=len(files) > 1)
    console = Terminal(stderr=STANDARD in (json_out, html_out), highlight=False)
    worst, found, reports = 0, False, []
    for path, name in zip(files, result_names(files), strict=True):
        try:
            with taken(path) as file:
                report = _one(file, name, settings, outputs, console, store=not no_store)
        except BaocaoError as error:
            fail(error)
            worst = max(worst, error.exit_code)
            continue
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one file's fault must not cost the others
            failure = told(error, path.name)
            fail(failure)
            worst = max(worst, failure.exit_code)
            continue
        found = found or bool(findings(report)) or bool(report.coverage.unread_pages)
        reports.append(report)
    if csv_dir is not None and reports:
        from api.sheets import write_sheets  # noqa: PLC0415 - pandas: 70 MB that only sheets need

        write_sheets(csv_dir, reports)
        say(console, f"Đã ghi bảng CSV vào {csv_dir}")
    return worst or int(strict and found)


def _one(
    path: Path, name: str, settings: Settings, outputs: _Outputs, console: Console, *, store: bool
) -> AuditedReport:
    began = datetime.now(UTC)
    with page_progress(path.name) as progress:
        result = audit(path, settings, progress)
    show(console, result.contract)
    try:
        _write(result, name, outputs, console)
    finally:  # a result that cannot be written costs nothing that was read
        if store:
            _keep(result, path, settings, began, console)
    return result.contract


def _keep(result: Audit, path: Path, settings: Settings, began: datetime, console: Console) -> None:
    from pipeline.keep import keep_audit  # noqa: PLC0415 - the store's 30 MB come when the pages are read and their readers gone

    kept = keep_audit(result, path, settings, began)
    say(console, f"{'Đã lưu' if kept.created else 'Đã có sẵn'} trong kho, mã {kept.report_id}.", style="dim")


def _write(result: Audit, name: str, outputs: _Outputs, console: Console) -> None:
    report = result.contract
    if outputs.json == STANDARD:
        click.echo(f"{report.model_dump_json(by_alias=True)}\n" if outputs.many else dumps(report), nl=False)
    elif outputs.json is not None:
        write_whole(outputs.path(outputs.json, name, ".json"), dumps(report))
    if outputs.html == STANDARD:
        click.echo(render(result))
    elif outputs.html is not None:
        target = outputs.path(outputs.html, name, ".html")
        write_whole(target, render(result))
        say(console, f"Đã ghi {target}")
