"""`baocao store`: back up, restore and check everything that is kept."""

from collections.abc import Sequence
from pathlib import Path

import click

from document.errors import StoreDamaged
from pipeline.backup import Copied, backup, restore
from pipeline.settings import Settings
from pipeline.soundness import check, check_backup

MOST_NAMED = 20
"""Problems or files that are named one by one."""


@click.group("store", options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH …")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command() -> None:
    """Sao lưu, phục hồi và soát mọi thứ máy chủ giữ: kho dữ liệu, hàng đợi, tệp gốc, các trang đã đọc."""


@command.command("backup", short_help="Ghi mọi thứ ra một thư mục mới.", options_metavar="[TÙY CHỌN]")
@click.argument("target", metavar="THƯ-MỤC", type=click.Path(path_type=Path))
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def backup_command(target: Path) -> None:
    """Ghi mọi thứ ra một thư mục mới; máy chủ vẫn chạy được trong lúc sao lưu.

    Kho trên PostgreSQL cũng được ghi ra (dạng SQLite), trừ hàng đợi: hàng đợi ấy nằm trong PostgreSQL.
    """
    settings = Settings.from_env()
    copied = backup(settings, target)
    click.echo(f"Đã sao lưu {_said(copied)} vào {target}")
    if settings.queue_file is None:
        click.echo(
            "Hàng đợi nằm trong PostgreSQL, không có trong bản sao lưu này; không cần sao lưu riêng: tệp nào chưa có báo cáo"
            " thì sau khi phục hồi, máy chủ tự đọc lúc chạy lại.",
            err=True,
        )


@command.command("restore", short_help="Đưa một bản sao lưu trở lại.", options_metavar="[TÙY CHỌN]")
@click.argument("source", metavar="THƯ-MỤC", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Thay kho và hàng đợi đang có.")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def restore_command(source: Path, *, replace: bool) -> None:
    """Đưa một bản sao lưu trở lại, vào SQLite hay PostgreSQL đều được; cần dừng máy chủ trước.

    Cả bản sao lưu được soát trước khi ghi. Chỗ đang có dữ liệu thì không ghi đè, trừ khi thêm --replace.
    """
    settings = Settings.from_env()
    copied = restore(settings, source, replace=replace)
    click.echo(f"Đã phục hồi {_said(copied)} từ {source}")
    if not copied.queue:
        click.echo("Bản sao lưu không có hàng đợi: máy chủ sẽ đọc các tệp chưa có báo cáo khi chạy lại.", err=True)
        _named([f"chưa có báo cáo: {name}" for name in copied.unread], "tệp")


@command.command(
    "check", short_help="Soát kho, tệp gốc, trang đã đọc; hoặc soát một bản sao lưu.", options_metavar="[TÙY CHỌN]"
)
@click.argument("folder", metavar="[BẢN-SAO-LƯU]", required=False, type=click.Path(path_type=Path))
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def check_command(folder: Path | None) -> None:
    """Soát tất cả: kho, số đếm, kết quả đầy đủ, hàng đợi, mã băm của từng tệp gốc, chữ đã đọc của từng trang.

    Có BẢN-SAO-LƯU thì soát bản sao lưu ấy thay cho thư mục dữ liệu.
    """
    found = check(Settings.from_env()) if folder is None else check_backup(folder)
    _named(found.problems, "lỗi")
    if found.problems:
        raise StoreDamaged(problems=len(found.problems), reports=found.reports)
    click.echo(f"{'Kho' if folder is None else 'Bản sao lưu'} lành lặn: {found.reports} báo cáo.")


def _named(lines: Sequence[str], what: str) -> None:
    for line in lines[:MOST_NAMED]:
        click.echo(f"- {line}", err=True)
    if len(lines) > MOST_NAMED:
        click.echo(f"- và {len(lines) - MOST_NAMED} {what} nữa", err=True)


def _said(copied: Copied) -> str:
    queue = ", hàng đợi" if copied.queue else ""
    return f"{copied.reports} báo cáo ({copied.rows} dòng), {copied.files} tệp gốc, {copied.pages} trang đã đọc{queue}"
