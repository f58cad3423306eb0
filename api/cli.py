"""The command line: `baocao`. A thin edge over the same services as REST and the desk."""

import importlib
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from document.errors import BaocaoError, InternalError

COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("api.commands.audit", "Kiểm tra báo cáo: tính lại mọi số liệu, chỉ ra chỗ không thể đúng."),
    "read": ("api.commands.read", "Chỉ nhận dạng chữ của tệp: văn bản, hOCR hoặc JSON."),
    "serve": ("api.commands.serve", "Chạy máy chủ: REST /v1, kho dữ liệu, hàng đợi đọc báo cáo."),
    "token": ("api.commands.token", "Mã truy cập của máy chủ: tạo, xem, thu hồi."),
    "export": ("api.commands.export", "Xuất số liệu kèm nguồn: CSV, Excel, Parquet."),
    "store": ("api.commands.store", "Sao lưu, phục hồi và soát kho dữ liệu."),
}
"""Name -> module that holds `command`, and its line in the help."""

HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh", "Usage": "Cách dùng"}


class _Formatter(click.HelpFormatter):
    """Help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        super().write_usage(prog, args, prefix="Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))


click.Context.formatter_class = _Formatter


class _LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"max_content_width": 110},
    options_metavar="[TÙY CHỌN]",
    subcommand_metavar="LỆNH …",
)
@click.help_option("--help", "-h", help="Hiện hướng dẫn này.")
@click.version_option("0.1.0", "--version", message="baocao %(version)s", help="Hiện phiên bản.")
def baocao() -> None:
    """Đọc báo cáo (bản quét hoặc điện tử), tính lại mọi số liệu và chỉ ra chỗ không thể đúng.

    Ví dụ:  baocao audit bao-cao.pdf --html ket-qua.html
    """


def _usage_message(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}."
        case click.exceptions.NoSuchCommand():
            return f"Không có lệnh “{error.command_name}”."
        case click.exceptions.MissingParameter():
            return "Thiếu tệp hoặc tham số bắt buộc."
        case click.exceptions.BadParameter():
            name = error.param.opts[0] if error.param is not None else "tham số"
            return f"Giá trị của {name} không dùng được."
        case _:
            return "Cách gọi lệnh không đúng."


def fail(error: BaocaoError) -> None:
    """One line on standard error: what is wrong, what to do, and the stable id."""
    click.echo(f"Lỗi: {error.message} {error.remedy} [{error.id}]", err=True)


def internal(error: Exception, name: str) -> InternalError:
    """An unforeseen error as one that a person can act on; its traceback goes to a file of its own."""
    with tempfile.NamedTemporaryFile("w", prefix="baocao-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.writelines(traceback.format_exception(error))
    return InternalError(name=name, log=Path(log.name))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 findings with --strict, 2 bad input, 3 engine, 4 store, 5 own fault."""
    try:
        code = baocao.main(args=arguments, prog_name="baocao", standalone_mode=False)
    except BaocaoError as error:
        fail(error)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context is not None else "baocao"
        click.echo(f"Lỗi: {_usage_message(error)} Xem: {where} --help [cach-goi-sai]", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the edge of the process: nothing may reach a person as a traceback
        failure = internal(error, " ".join(sys.argv[1:]) if arguments is None else " ".join(arguments))
        fail(failure)
        sys.exit(failure.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
