"""`baocao serve`: the server, with everything in it."""

import logging

import click
import uvicorn

from api.rest.app import create_app
from normalize.store import Store
from pipeline.settings import Settings

HOST = "127.0.0.1"
PORT = 8000


@click.command("serve", options_metavar="[TÙY CHỌN]")
@click.option("--host", default=HOST, metavar="ĐỊA-CHỈ", help="Địa chỉ lắng nghe (mặc định 127.0.0.1: chỉ máy này).")
@click.option("--port", default=PORT, metavar="CỔNG", type=click.IntRange(1, 65535), help="Cổng (mặc định 8000).")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command(host: str, port: int) -> None:
    """Chạy máy chủ: REST /v1, kho dữ liệu và hàng đợi đọc báo cáo, tất cả trong một.

    Dừng bằng Ctrl-C; báo cáo đang đọc dở được làm tiếp khi chạy lại.
    """
    settings = Settings.from_env()
    with Store.open(settings.store_url) as store:
        tokens = [token for token in store.tokens() if not token.revoked]
    click.echo(f"Dữ liệu: {settings.data_dir.resolve()}", err=True)
    click.echo(f"Máy chủ: http://{host}:{port}/v1", err=True)
    if not tokens:
        click.echo("Chưa có mã truy cập nào. Tạo bằng: baocao token create --role viewer", err=True)
    else:
        click.echo(f"Đang có {len(tokens)} mã truy cập. Thêm: baocao token create --role viewer", err=True)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        create_app(settings), host, port, log_level="warning", access_log=False, server_header=False, date_header=True
    )
    uvicorn.Server(config).run()
