"""`baocao token`: make, list and revoke the access tokens of the server."""

from typing import get_args

import click

from api.cli import PlainOption
from document.errors import NotFound
from normalize.store import Role, Store
from pipeline.settings import Settings


@click.group("token", options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH …")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command() -> None:
    """Mã truy cập của máy chủ: tạo (create), xem (list), thu hồi (revoke)."""


@command.command("create", options_metavar="[TÙY CHỌN]")
@click.option(
    "--role",
    cls=PlainOption,
    required=True,
    metavar="VAI-TRÒ",
    type=click.Choice(get_args(Role)),
    help="viewer: xem; clerk: xem, gửi báo cáo; auditor: thêm quyết định phép kiểm; admin: mọi việc.",
)
@click.option("--name", default=None, metavar="TÊN", help="Người hoặc phần mềm sẽ dùng mã (mặc định: tên vai trò).")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def create(role: Role, name: str | None) -> None:
    """Tạo một mã truy cập và in ra, chỉ một lần này."""
    with Store.open(Settings.from_env().store_url) as store:
        record, secret = store.create_token(name or role, role)
    click.echo(secret)
    click.echo(f"Mã {record.id} ({record.role}, {record.name}). Hãy cất ngay: mã không xem lại được.", err=True)


@command.command("list", options_metavar="[TÙY CHỌN]")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def listed() -> None:
    """Các mã đã tạo (không kèm bí mật)."""
    with Store.open(Settings.from_env().store_url) as store:
        for token in store.tokens():
            state = f"đã thu hồi {token.revoked_at:%Y-%m-%d %H:%M}Z" if token.revoked_at else "còn hiệu lực"
            click.echo(f"{token.id}\t{token.role}\t{token.created_at:%Y-%m-%d %H:%M}Z\t{state}\t{token.name}")


@command.command("revoke", options_metavar="[TÙY CHỌN]")
@click.argument("token_id", metavar="MÃ")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def revoke(token_id: str) -> None:
    """Thu hồi một mã: từ lúc ấy mã không dùng được nữa."""
    with Store.open(Settings.from_env().store_url) as store:
        if not store.revoke_token(token_id):
            raise NotFound(what=f"mã truy cập {token_id!r}")
    click.echo(f"Đã thu hồi {token_id}.", err=True)
