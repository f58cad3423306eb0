"""`baocao read`: just the recognised text of a file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from api.files import taken
from api.progress import page_progress
from document.errors import BadRequest
from document.pages import Page
from ocr.hocr import to_hocr
from ocr.plain import to_json, to_text
from ocr.searchable import write_searchable
from pipeline.audit import open_file
from pipeline.reading import read_each
from pipeline.settings import Settings


@click.command("read", options_metavar="[TÙY CHỌN]", no_args_is_help=True)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path, readable=False))
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
    """Chỉ nhận dạng chữ của một tệp: in ra màn hình, hoặc ghi thành PDF tìm kiếm được. Dấu - là đầu vào chuẩn."""
    with taken(file) as there:
        _read(there, form, pdf)


def _read(file: Path, form: str | None, pdf: Path | None) -> None:
    settings = Settings.from_env()
    source = open_file(file, settings)
    if pdf is not None and source.media_type.startswith("text/"):
        raise BadRequest(what=f"--pdf cho tệp văn bản “{file.name}”", expected="tệp PDF hoặc ảnh")
    told: list[str] = []
    text_wanted = pdf is None or form is not None
    with page_progress(file.name) as progress:
        pages: Iterable[Page] = _faults_told(read_each(source, settings, progress), told)
        if text_wanted:  # in the order of the pages; a PDF alone takes them as they are done and keeps none
            pages = sorted(pages, key=lambda page: page.number)
        if pdf is not None:
            bare = write_searchable(file, source.media_type, pages, pdf, source.frames())
            told += [f"Trang {n}: không đặt được chữ, trang giữ nguyên trong “{pdf.name}”." for n in bare]
    if text_wanted:
        click.echo(_write(form or "text", list(pages)), nl=False)
    for line in told:
        click.echo(line, err=True)


def _faults_told(pages: Iterable[Page], told: list[str]) -> Iterator[Page]:
    """The same pages; the faults of those that could not be read are put into `told`."""
    for page in pages:
        if page.fault is not None:
            told.append(f"Trang {page.number} không đọc được: {page.fault}")
        yield page


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
