"""`baocao audit`: audit files and show what cannot be true."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from api.cli import fail, internal
from api.files import write_whole
from api.page import render
from api.progress import page_progress
from api.terminal import findings, show
from document.contract import AuditedReport, dumps
from document.errors import BaocaoError
from pipeline.audit import Audit, audit
from pipeline.settings import Settings

STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class _Outputs:
    json: Path | None
    html: Path | None
    many: bool

    def path(self, wanted: Path, source: Path, suffix: str) -> Path:
        """Where one file's result goes: the path itself, or a file in it where several files are audited."""
        return wanted / f"{source.stem}{suffix}" if self.many else wanted


@click.command("audit", options_metavar="[TÙY CHỌN]", no_args_is_help=True)
@click.argument("files", nargs=-1, required=True, metavar="TỆP…", type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_out",
    metavar="TỆP|-",
    type=click.Path(path_type=Path),
    help="Ghi kết quả đầy đủ dạng JSON (- là ra màn hình; nhiều tệp thì là thư mục).",
)
@click.option(
    "--csv",
    "csv_dir",
    metavar="THƯ-MỤC",
    type=click.Path(path_type=Path),
    help="Ghi các bảng CSV: số liệu, phép kiểm, bảng, đề mục.",
)
@click.option(
    "--html",
    "html_out",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi một trang HTML có hình cắt từ trang giấy (nhiều tệp thì là thư mục).",
)
@click.option("--no-store", is_flag=True, help="Không lưu vào kho dữ liệu.")
@click.option("--strict", is_flag=True, help="Thoát với mã 1 khi còn chỗ không thể đúng.")
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
    """
    settings = Settings.from_env()
    outputs = _Outputs(json_out, html_out, many=len(files) > 1)
    console = Console(stderr=json_out == STDOUT, highlight=False)
    worst, found, reports = 0, False, []
    for path in files:
        try:
            report = _one(path, settings, outputs, console, store=not no_store)
        except BaocaoError as error:
            fail(error)
            worst = max(worst, error.exit_code)
            continue
        except Exception as error:  # noqa: BLE001 - one file's fault must not cost the others
            failure = internal(error, path.name)
            fail(failure)
            worst = max(worst, failure.exit_code)
            continue
        found = found or bool(findings(report))
        reports.append(report)
    if csv_dir is not None and reports:
        from api.sheets import write_sheets  # noqa: PLC0415 - pandas: 70 MB that only sheets need

        write_sheets(csv_dir, reports)
        console.print(f"Đã ghi bảng CSV vào {csv_dir}")
    return worst or int(strict and found)


def _one(path: Path, settings: Settings, outputs: _Outputs, console: Console, *, store: bool) -> AuditedReport:
    began = datetime.now(UTC)
    with page_progress(path.name) as progress:
        result = audit(path, settings, progress)
    show(console, result.contract)
    _write(result, path, outputs, console)
    if store:
        from pipeline.keep import keep_audit  # noqa: PLC0415 - the store's 30 MB come when the pages are read and their readers gone

        kept = keep_audit(result, path, settings, began)
        console.print(f"[dim]{'Đã lưu' if kept.created else 'Đã có sẵn'} trong kho, mã {kept.report_id}.[/]")
    return result.contract


def _write(result: Audit, path: Path, outputs: _Outputs, console: Console) -> None:
    if outputs.json == STDOUT:
        click.echo(dumps(result.contract), nl=False)
    elif outputs.json is not None:
        write_whole(outputs.path(outputs.json, path, ".json"), dumps(result.contract))
    if outputs.html is not None:
        target = outputs.path(outputs.html, path, ".html")
        write_whole(target, render(result))
        console.print(f"Đã ghi {target}")
