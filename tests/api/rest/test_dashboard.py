"""The example reads a real server and draws every district of a province."""

import re
import subprocess
import sys
from pathlib import Path

from normalize import areas
from tests.api.rest.server import Server

EXAMPLE = Path(__file__).parents[3] / "examples" / "dashboard.py"


def run(server: Server, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    token = folder / "ma.txt"
    token.write_text(server.tokens["viewer"])
    command = [sys.executable, str(EXAMPLE), "--url", f"http://127.0.0.1:{server.port}", "--token-file", str(token)]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_draws_an_indicator_by_district(server: Server, tmp_path: Path) -> None:
    found = server.get("/v1/observations?level=district&measure=computed_rate&limit=1000").json["items"]
    boxed = next(o for o in found if o["bbox"])  # other tests send letters as text, whose figures have no box
    province, indicator = boxed["area"].split("/")[0], boxed["indicator"]
    told = server.get(f"/v1/observations?level=district&measure=computed_rate&indicator={indicator}&limit=1000")
    assert told.json["next"] is None
    wanted = {o["area"] for o in told.json["items"] if o["area"].startswith(f"{province}/")}
    output = tmp_path / "bang.html"
    done = run(server, tmp_path, "--area", province, "--indicator", indicator, "--output", str(output))
    assert done.returncode == 0, done.stderr
    page = output.read_text(encoding="utf-8")
    assert len(re.findall("<polyline", page)) == len(wanted) > 0
    names = [unit.name for unit in map(areas.area, wanted) if unit]
    assert all(name in page for name in names)
    assert "http://www" not in page
    assert "/pages/3.png?box=" in page


def test_chooses_the_most_reported_indicator_and_says_where_there_is_none(server: Server, tmp_path: Path) -> None:
    assert run(server, tmp_path, "--level", "province", "--output", str(tmp_path / "a.html")).returncode == 0
    empty = run(server, tmp_path, "--indicator", "khong.co")
    assert empty.returncode == 1
    assert "khong.co" in empty.stderr
