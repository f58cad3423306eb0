"""The command line: `baocao`. A thin edge over the same services as REST and the desk."""

import codecs
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click
from click.types import OptionHelpExtra

from document.errors import BaocaoError, InternalError, OutputError
from document.reasons import reason
from pipeline.faults import logged

COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("api.commands.audit", "Kiểm tra báo cáo: tính lại mọi số liệu, chỉ ra chỗ không thể đúng."),
    "read": ("api.commands.read", "Chỉ nhận dạng chữ của tệp: văn bản, hOCR, JSON hoặc PDF tìm kiếm được."),
    "serve": ("api.commands.serve", "Chạy máy chủ: REST /v1, kho dữ liệu, hàng đợi đọc báo cáo."),
    "token": ("api.commands.token", "Mã truy cập của máy chủ: tạo, xem, thu hồi."),
    "export": ("api.commands.export", "Xuất số liệu kèm nguồn: CSV, Excel, Parquet."),
    "store": ("api.commands.store", "Sao lưu, phục hồi và soát kho dữ liệu."),
}
"""Name -> module that holds `command`, and its line in the help."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

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


class PlainOption(click.Option):
    """An option whose line of help says all: click would add its own English words."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:  # noqa: ARG002
        """Nothing."""
        return {}


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "tham số"
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(click.Context(baocao))


def _wanted(parameter: click.Parameter | None) -> str:
    match parameter.type if parameter is not None else None:
        case click.Choice(choices=choices):
            return f": cần {', '.join(choices)}"
        case click.IntRange(min=least, max=most):
            return f": cần một số từ {least} đến {most}"
        case click.DateTime():
            return ": cần một ngày, ví dụ 2024-01-31"
        case _:
            return ""


def _usage_message(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}."
        case click.exceptions.NoSuchCommand():
            return f"Không có lệnh “{error.command_name}”."
        case click.exceptions.MissingParameter():
            return f"Thiếu {_named(error.param)}."
        case click.exceptions.BadParameter():
            return f"Giá trị của {_named(error.param)} không dùng được{_wanted(error.param)}."
        case click.exceptions.BadOptionUsage():
            return f"Tùy chọn {error.option_name} thiếu giá trị, hoặc không nhận giá trị."
        case _:
            return "Cách gọi lệnh không đúng."


def fail(error: BaocaoError) -> None:
    """One line on standard error: what is wrong, what to do, and the stable id."""
    click.echo(f"Lỗi: {error.message} {error.remedy} [{error.id}]", err=True)


def told(error: Exception, name: str) -> BaocaoError:
    """An unforeseen error as one that a person can act on; the traceback of a fault of ours goes to a file of its own."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return OutputError(name=error.filename or "đầu ra", why=reason(error))
    return InternalError(name=name, log=logged(error))


def _prepare_streams() -> None:
    """UTF-8 to files and pipes, also where the locale is another; on a terminal of another locale what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if codecs.lookup(stream.encoding).name == "utf-8" or not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
        else:
            stream.reconfigure(errors="replace")


def _silence() -> None:
    """What could not be written is not tried again when the process ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 findings with --strict, 2 bad input, 3 engine, 4 store, 5 own fault."""
    _prepare_streams()
    try:
        code = baocao.main(args=arguments, prog_name="baocao", standalone_mode=False)
        if code:  # what went wrong was told
            _silence()
        sys.stdout.flush()
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
        _silence()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the edge of the process: nothing may reach a person as a traceback
        failure = told(error, " ".join(sys.argv[1:]) if arguments is None else " ".join(arguments))
        fail(failure)
        _silence()
        sys.exit(failure.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
