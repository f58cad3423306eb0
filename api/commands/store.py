"""`baocao store`: back up, restore and check the store."""

from pathlib import Path

import click

from document.errors import StoreError
from normalize.store import Store
from normalize.store.backup import backup, check, restore
from pipeline.settings import Settings


@click.group("store", options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH …")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command() -> None:
    """Sao lưu, phục hồi và kiểm tra kho dữ liệu."""


@command.command("backup", options_metavar="[TÙY CHỌN]")
@click.argument("target", metavar="TỆP", type=click.Path(path_type=Path))
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def backup_command(target: Path) -> None:
    """Ghi cả kho ra một tệp SQLite, kể cả khi kho chạy trên PostgreSQL; kho vẫn dùng được trong lúc sao lưu."""
    with Store.open(Settings.from_env().store_url) as store:
        copied = backup(store.engine, target)
    click.echo(f"Đã sao lưu {copied.reports} báo cáo ({copied.rows} dòng) vào {target}")


@command.command("restore", options_metavar="[TÙY CHỌN]")
@click.argument("source", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Thay tất cả những gì kho đang có.")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def restore_command(source: Path, *, replace: bool) -> None:
    """Đưa một bản sao lưu trở lại kho, SQLite hay PostgreSQL đều được."""
    with Store.open(Settings.from_env().store_url) as store:
        copied = restore(store.engine, source, replace=replace)
    click.echo(f"Đã phục hồi {copied.reports} báo cáo ({copied.rows} dòng) từ {source}")


@command.command("check", options_metavar="[TÙY CHỌN]")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def check_command() -> None:
    """Soát cả kho: tệp, liên kết, kết quả đầy đủ và số đếm của từng báo cáo."""
    with Store.open(Settings.from_env().store_url) as store:
        found = check(store.engine)
    for problem in found.problems:
        click.echo(f"- {problem}", err=True)
    if found.problems:
        raise StoreError(why=f"{len(found.problems)} lỗi khi soát {found.reports} báo cáo")
    click.echo(f"Kho lành lặn: {found.reports} báo cáo.")
