"""`baocao serve`: the server, with everything in it."""

import faulthandler
import logging
import socket

import click
import uvicorn

from api.cli import PlainOption
from api.rest.app import create_app
from api.rest.services import Services
from document.errors import AddressTaken
from document.reasons import reason
from normalize.store import Store
from pipeline.settings import Settings

HOST = "127.0.0.1"
PORT = 8000
KEEP_ALIVE = 75
"""Seconds that a connection may be idle. A dashboard that asks every half a minute keeps its own: one that is closed at the moment
it asks is an error to many clients.
"""


@click.command("serve", options_metavar="[TÙY CHỌN]")
@click.option("--host", default=HOST, metavar="ĐỊA-CHỈ", help="Địa chỉ lắng nghe (mặc định 127.0.0.1: chỉ máy này).")
@click.option(
    "--port",
    cls=PlainOption,
    default=PORT,
    metavar="CỔNG",
    type=click.IntRange(0, 65535),
    help="Cổng (mặc định 8000; 0: cổng trống bất kỳ).",
)
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command(host: str, port: int) -> None:
    """Chạy máy chủ: REST /v1, kho dữ liệu và hàng đợi đọc báo cáo, tất cả trong một.

    Dừng bằng Ctrl-C; báo cáo đang đọc dở được làm tiếp khi chạy lại.
    """
    settings = Settings.from_env()
    with Store.open(settings.store_url) as store:
        tokens = [token for token in store.tokens() if not token.revoked]
    click.echo(f"Dữ liệu: {settings.data_dir.resolve()}", err=True)
    if not tokens:
        click.echo("Chưa có mã truy cập nào. Tạo bằng: baocao token create --role viewer", err=True)
    else:
        click.echo(f"Đang có {len(tokens)} mã truy cập. Thêm: baocao token create --role viewer", err=True)
    faulthandler.enable(2)  # the descriptor, whatever stands for standard error in this process
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with _listen(host, port) as door:
        app = create_app(settings, Services.open(settings))
        click.echo(f"Máy chủ: http://{host}:{door.getsockname()[1]}/v1", err=True)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=KEEP_ALIVE
        )
        uvicorn.Server(config).run(sockets=[door])


def _listen(host: str, port: int) -> socket.socket:
    """The address, taken before anything else is opened. Raises AddressTaken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Named TCP: for a socket of protocol 0 asyncio leaves Nagle's delay on, 40 ms for every small answer.
        door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(2048)
    except OSError as error:
        raise AddressTaken(address=f"{host}:{port}", why=reason(error)) from error
    return door
