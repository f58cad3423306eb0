"""`baocao export`: the files of `/v1/observations`, without a server."""

from datetime import datetime
from pathlib import Path

import click

from api.observation_files import WRITERS, Form
from document.errors import BadRequest
from normalize.store import ObservationFilter, Store
from pipeline.settings import Settings
from pipeline.whole import whole

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMS: dict[str, Form] = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}


@click.command("export", options_metavar="[TÙY CHỌN]", no_args_is_help=True)
@click.argument("path", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--indicator", metavar="MÃ", help="Một chỉ tiêu.")
@click.option("--group", metavar="NHÓM", help="Một nhóm chỉ tiêu.")
@click.option("--area", metavar="MÃ", help="Một đơn vị hành chính và các đơn vị trực thuộc, ví dụ 58 hoặc 58/584.")
@click.option("--predecessors", is_flag=True, help="Cả các đơn vị trước 01/7/2025 đã nhập trọn vào đơn vị ấy.")
@click.option("--from", "start", metavar="NGÀY", type=_DAY, help="Kỳ kết thúc từ ngày này (2024-01-31).")
@click.option("--to", "end", metavar="NGÀY", type=_DAY, help="Kỳ kết thúc đến ngày này.")
@click.option("--verified", is_flag=True, help="Chỉ số đã được xác nhận.")
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
def command(
    path: Path,
    *,
    indicator: str | None,
    group: str | None,
    area: str | None,
    predecessors: bool,
    start: datetime | None,
    end: datetime | None,
    verified: bool,
) -> None:
    """Xuất số liệu kèm nguồn ra tệp .csv, .xlsx hoặc .parquet, y như máy chủ trả lời.

    Ví dụ:  baocao export so-lieu.xlsx --area 58 --verified
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise BadRequest(what=f"đuôi tệp “{path.suffix}”", expected=", ".join(_FORMS))
    if start is not None and end is not None and start > end:
        raise BadRequest(what="--from sau --to", expected="--from trước hoặc bằng --to")
    wanted = ObservationFilter(
        indicator=indicator,
        group=group,
        area=area,
        predecessors=predecessors,
        period_from=f"{start:%Y-%m-%d}" if start else None,
        period_to=f"{end:%Y-%m-%d}" if end else None,
        verified=verified,
    )
    with Store.open(Settings.from_env().store_url) as store:
        rows = _write(path, form, store, wanted)
    click.echo(f"Đã ghi {rows} dòng vào {path}", err=True)


def _write(path: Path, form: Form, store: Store, wanted: ObservationFilter) -> int:
    with whole(path) as beside:
        return WRITERS[form](beside, store.all_observations(wanted))
