"""`baocao read`: just the recognised text of a file."""

from collections.abc import Sequence
from pathlib import Path

import click

from api.progress import page_progress
from document.errors import BadRequest
from document.pages import Page
from ocr.hocr import to_hocr
from ocr.plain import to_json, to_text
from ocr.searchable import write_searchable
from pipeline.audit import open_file, read
from pipeline.settings import Settings


@click.command("read", options_metavar="[TÙY CHỌN]", no_args_is_help=True)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option(
    "--text",
    "form",
    flag_value="text",
    help="Văn bản, các trang cách nhau bằng ký tự sang trang (mặc định).",
)
@click.option("--hocr", "form", flag_value="hocr", help="hOCR: chữ, khung và độ tin cậy.")
@click.option("--json", "form", flag_value="json", help="JSON: trang, dòng, từ, khung, độ tin cậy, các cách đọc.")
@click.option(
    "--pdf",
    "pdf",
    metavar="TỆP-RA",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi PDF tìm kiếm được: trang gốc giữ nguyên, chữ nằm ẩn đúng chỗ; không in gì ra màn hình trừ khi chọn thêm một dạng.",
)
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command(file: Path, form: str | None, pdf: Path | None) -> None:
    """Chỉ nhận dạng chữ của một tệp: in ra màn hình, hoặc ghi thành PDF tìm kiếm được."""
    settings = Settings.from_env()
    media_type = open_file(file, settings).media_type
    if pdf is not None and media_type.startswith("text/"):
        raise BadRequest(what=f"--pdf cho tệp văn bản “{file.name}”", expected="tệp PDF hoặc ảnh")
    with page_progress(file.name) as progress:
        pages = read(file, settings, progress)
    if pdf is not None:
        write_searchable(file, media_type, pages, pdf)
    if pdf is None or form is not None:
        click.echo(_write(form or "text", pages), nl=False)
    for page in pages:
        if page.fault is not None:
            click.echo(f"Trang {page.number} không đọc được: {page.fault}", err=True)


def _write(form: str, pages: Sequence[Page]) -> str:
    match form:
        case "text":
            return to_text(pages)
        case "hocr":
            return to_hocr(pages)
        case "json":
            return to_json(pages)
        case _:
            raise BadRequest(what=f"dạng {form}", expected="--text, --hocr hoặc --json")
