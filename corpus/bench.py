"""Benchmarks: `python -m corpus.bench [reading|ocr|audit|misprints|memory|entities|real]`; without a name, the first and four after `ocr`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import click
import cv2

from corpus import bench_audit, bench_memory, bench_ocr, bench_reading, bench_real, scan, specimen
from corpus.bench_entities import main as entities
from corpus.misprints import main as misprints


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure the project on its own corpus, beside its peers where it has any."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    if context.invoked_subcommand is None:
        for command in (reading, audit, misprints, memory, entities):
            click.echo(f"== {command.name}")
            context.invoke(command)


_ONLY = click.option("--only", multiple=True, metavar="SLUG", help="Just these specimens.")
_MISSES = click.option("--misses", is_flag=True, help="List what was lost.")
_SCANS = click.option(
    "--scans", type=click.Path(path_type=Path, file_okay=False), default=Path("../shared/scans"), show_default=True
)
_GOLD = click.option(
    "--gold", type=click.Path(path_type=Path, file_okay=False), default=Path("../shared/gold/real"), show_default=True
)


@main.command()
@click.option("--quick", is_flag=True, help="A page of each specimen, three levels.")
@click.option("--pages", type=int, help="At most so many pages of each specimen.")
@_SCANS
@_GOLD
def reading(*, quick: bool, pages: int | None, scans: Path, gold: Path) -> None:
    """What reading is worth, with targets and peers: levels, tables, real scans, time, memory."""
    extent = bench_reading.QUICK if quick else bench_reading.FULL
    bench_reading.run(replace(extent, pages=pages or extent.pages), scans, gold)


@main.command()
@_ONLY
@_MISSES
@click.option("--levels", multiple=True, type=click.Choice(sorted(scan.RECIPES)), default=scan.LEVELS)
@click.option("--readers", multiple=True, metavar="NAME", help="ours, tesseract, ocrmypdf; the first two if left out.")
@click.option("--pages", default=4, show_default=True, help="At most so many pages of each specimen.")
@click.option("--frame", type=click.Choice(("rows", "none")), help="Tables with rules between rows only, or with none.")
def ocr(
    only: tuple[str, ...],
    *,
    misses: bool,
    levels: tuple[str, ...],
    readers: tuple[str, ...],
    pages: int,
    frame: str | None,
) -> None:
    """Letters, tone marks, numbers, ratios, table cells and time, by specimen and level, beside plain Tesseract."""
    bench_ocr.run(only or specimen.slugs(), levels, readers or ("ours", "tesseract"), pages, misses=misses, frame=frame)


@main.command()
@_ONLY
@_MISSES
@click.option(
    "--levels",
    multiple=True,
    metavar="INPUT",
    default=("text", "office"),
    help="text, digital, or a level of the scanner.",
)
def audit(only: tuple[str, ...], misses: bool, levels: tuple[str, ...]) -> None:
    """What an audit finds of the specimens' figures, sections and planted misprints."""
    broken = bench_audit.run(only or specimen.slugs(), levels, misses=misses)
    click.echo(f"{broken} promises broken" if broken else "all promises hold")


@main.command()
@click.option("--slug", default="kiem-tra", show_default=True)
@click.option("--level", default="office", show_default=True, type=click.Choice(sorted(scan.RECIPES)))
@click.option("--pages", multiple=True, type=int, default=(10, 50, 200))
def memory(slug: str, level: str, pages: tuple[int, ...]) -> None:
    """Peak memory of an audit against the number of pages."""
    bench_memory.run(slug, level, pages)


@main.command()
@_MISSES
@_SCANS
@_GOLD
@click.option("--readers", multiple=True, metavar="NAME", default=("ours", "tesseract"))
def real(misses: bool, scans: Path, gold: Path, readers: tuple[str, ...]) -> None:
    """Numbers of real scans, where a folder of them is at hand."""
    bench_real.run(scans, gold, readers, misses=misses)


main.add_command(misprints, "misprints")
main.add_command(entities, "entities")


if __name__ == "__main__":
    sys.exit(main())
