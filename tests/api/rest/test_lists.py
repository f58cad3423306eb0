"""What a dashboard reads: pages, filters, files, caching."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import TypeAdapter

from api import cli
from api.observation_files import COLUMNS
from api.rest.models import (
    AreaFamily,
    AreaOut,
    Changes,
    CheckRow,
    CoverageOut,
    FigureRow,
    IndicatorOut,
    ObservationRow,
    PageOf,
    ReportOut,
    Summary,
)
from tests.api.rest.conftest import REPORTS
from tests.api.rest.server import Server

LISTS = ("reports", "checks", "observations", f"reports/{1:024x}/figures", f"reports/{1:024x}/checks")


@pytest.mark.parametrize("name", LISTS)
def test_pages_join_to_the_whole_without_gap_or_repeat(server: Server, name: str) -> None:
    key = "id"
    whole = [item[key] for item in server.get(f"/v1/{name}?limit=600").json["items"]]
    joined: list[object] = []
    cursor = ""
    size = 5 if name.startswith("reports/") else 97
    while len(joined) < len(whole):
        page = server.get(f"/v1/{name}?limit={size}{cursor}").json
        joined += [item[key] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert joined[: len(whole)] == whole
    assert len(set(joined)) == len(joined)


ANSWERS: tuple[tuple[str, Any], ...] = (
    ("observations?limit=200", PageOf[ObservationRow]),
    ("reports?limit=200", PageOf[ReportOut]),
    ("checks?limit=200", PageOf[CheckRow]),
    (f"reports/{1:024x}", ReportOut),
    (f"reports/{1:024x}/figures", PageOf[FigureRow]),
    (f"checks/{1:024x}.c1", CheckRow),
    ("indicators", PageOf[IndicatorOut]),
    ("indicators/waiting", PageOf[IndicatorOut]),
    ("changes", Changes),
    ("stats/coverage", CoverageOut),
    ("areas", PageOf[AreaOut]),
    ("areas/58/584", AreaFamily),
    ("areas/2025.56", AreaFamily),
)


@pytest.mark.parametrize(("path", "model"), ANSWERS)
def test_an_answer_is_what_its_model_would_write(server: Server, path: str, model: Any) -> None:
    """Answers are written without their models: each must have every field, in their order, in their form."""
    body = server.get(f"/v1/{path}").body
    again = TypeAdapter(model).validate_json(body, strict=True, extra="forbid")
    assert TypeAdapter(model).dump_json(again) == body


def test_a_summary_is_what_its_model_would_write(server: Server) -> None:
    body = server.get(f"/v1/summary?indicator={_most_seen(server)}").body
    assert Summary.model_validate_json(body, strict=True, extra="forbid").model_dump_json().encode() == body


@pytest.mark.parametrize("size", [1, 7])
def test_pages_of_what_mostly_fits_in_one_join_to_the_whole(server: Server, size: int) -> None:
    for path in (f"summary?indicator={_most_seen(server)}", "indicators?group=dvc-bo-cong-an"):
        whole = server.get(f"/v1/{path}").json
        assert whole["next"] is None
        joined, cursor = [], ""
        for _ in range(len(whole["items"])):
            page = server.get(f"/v1/{path}&limit={size}{cursor}").json
            joined += page["items"]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert joined == whole["items"]


def _most_seen(server: Server) -> str:
    return str(max(server.get("/v1/indicators").json["items"], key=lambda item: item["seen"])["id"])


def test_a_generated_report_answers_as_a_stored_one(server: Server) -> None:
    identity = f"{2:024x}"
    contract = server.get(f"/v1/reports/{identity}/report.json").json
    listed = server.get(f"/v1/reports/{identity}/figures?limit=1000").json["items"]
    assert [figure["id"] for figure in contract["figures"]] == [figure["id"] for figure in listed]
    decided = server.send_json("PATCH", f"/v1/checks/{identity}.c1", {"state": "rejected"}, role="auditor")
    assert (decided.status, decided.json["review"]["state"]) == (200, "rejected")


def test_numbers_are_exact_strings_beside_the_printed_digits(server: Server) -> None:
    item = server.get(f"/v1/observations?report={1:024x}&measure=numerator").json["items"][0]
    assert isinstance(item["value"], str)
    assert isinstance(item["printed"], str)
    assert item["recorded_at"].endswith("Z")
    assert item["evidence"].startswith(f"/v1/reports/{item['report_id']}/pages/3.png?box=")


def test_filters_hold(server: Server) -> None:
    area = server.get("/v1/observations?limit=1").json["items"][0]["area"]
    province = area.split("/")[0]
    found = server.get(f"/v1/observations?area={province}&measure=computed_rate&verified=true&limit=1000").json["items"]
    assert found
    assert {item["area"].split("/")[0] for item in found} == {province}
    assert {(item["measure"], item["state"]) for item in found} == {("computed_rate", "verified")}


def test_findings_are_filtered_by_severity(server: Server) -> None:
    found = server.get("/v1/checks?findings=true&severity=high&limit=1000").json["items"]
    assert 0 < len(found) < REPORTS
    assert {(item["severity"], item["is_finding"]) for item in found} == {("high", True)}


def test_summary_coverage_and_changes_agree_with_the_store(server: Server) -> None:
    rows = server.get(f"/v1/summary?indicator={_most_seen(server)}").json["items"]
    assert rows
    assert all(row["sources"] >= 1 and row["area_name"] for row in rows)
    assert server.get("/v1/stats/coverage").json["reports"] >= REPORTS
    feed = server.get("/v1/changes?since=0&limit=100").json
    assert (len(feed["items"]), feed["more"]) == (100, True)
    after = server.get(f"/v1/changes?since={feed['cursor']}&limit=1000").json
    assert after["items"][0]["cursor"] > feed["cursor"]


@pytest.mark.parametrize(
    "path", ["observations", "checks", "reports", "indicators", "stats/coverage", "observations.csv"]
)
def test_what_has_not_changed_is_not_sent_again(server: Server, path: str) -> None:
    first = server.get(f"/v1/{path}")
    again = server.get(f"/v1/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    for held in ("*", f'"other", {first.headers["etag"]}'):
        assert server.get(f"/v1/{path}", headers={"If-None-Match": held}).status == 304
    other = server.get(f"/v1/{path}", headers={"If-None-Match": 'W/"other"'})
    assert (other.status, other.body) == (200, first.body)


def test_answers_are_compressed_for_those_who_ask(server: Server) -> None:
    plain, packed = (server.get("/v1/observations", headers=headers) for headers in ({}, {"Accept-Encoding": "gzip"}))
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == plain.body


def test_the_same_rows_in_every_kind_of_file(server: Server, tmp_path: Path) -> None:
    query = "measure=computed_rate&verified=true"
    text = server.get(f"/v1/observations.csv?{query}").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    sheet = pd.read_parquet(_kept(tmp_path / "a.parquet", server.get(f"/v1/observations.parquet?{query}").body))
    assert list(sheet["value"]) == [row["value"] for row in rows]
    assert sheet["number"].sum() == pytest.approx(sum(float(row["value"]) for row in rows))
    book = zipfile.ZipFile(_kept(tmp_path / "a.xlsx", server.get(f"/v1/observations.xlsx?{query}").body))
    assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == len(rows) + 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_export_writes_what_the_server_sends(
    server: Server, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOCAO_DATA_DIR", str(server.folder))
    target = tmp_path / f"out.{form}"
    with pytest.raises(SystemExit) as left:
        cli.main(["export", str(target), "--area", "2025.01", "--predecessors", "--verified"])
    assert left.value.code == 0
    sent = server.get(f"/v1/observations.{form}?area=2025.01&predecessors=true&verified=true").body
    assert len(sent) > len(server.get(f"/v1/observations.{form}?area=2025.01&verified=true").body)
    if form == "csv":
        assert target.read_bytes() == sent
    elif form == "parquet":
        assert pd.read_parquet(target).equals(pd.read_parquet(io.BytesIO(sent)))
    else:
        ours, theirs = (zipfile.ZipFile(f).read("xl/worksheets/sheet1.xml") for f in (target, io.BytesIO(sent)))
        assert ours == theirs
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_units_of_administration(server: Server) -> None:
    today = server.get("/v1/areas?on=2025-07-01").json["items"]
    assert len(today) == 34
    district = server.get("/v1/areas/58/584").json
    assert (district["code"], district["valid_to"], district["successor"]["id"]) == ("584", "2025-06-30", "2025.56")
    assert {link["area"]["parent"] for link in district["successors"]} == {"2025.56"}
    province = server.get("/v1/areas/2025.56").json
    assert [(link["area"]["id"], link["whole"]) for link in province["predecessors"]] == [("56", True), ("58", True)]
    assert province["successor"] is None
    assert server.get("/v1/areas/58/999").status == 404
    assert server.get("/v1/areas?parent=99").status == 404


def test_a_province_of_today_is_asked_with_those_it_was_made_of(server: Server) -> None:
    after = "area=2025.56&limit=1000"
    assert server.get(f"/v1/observations?{after}").json["items"] == []
    found = server.get(f"/v1/observations?{after}&predecessors=true").json["items"]
    assert {item["area"].split("/")[0] for item in found} == {"56", "58"}
    first = next(item for item in found if item["measure"] == "computed_rate")
    shown = server.get(f"/v1/summary?indicator={first['indicator']}&{after}&predecessors=true").json["items"]
    assert first["area"] in {item["area"] for item in shown}


@pytest.mark.parametrize(
    "path",
    [
        "/livez",
        "/v1/observations?limit=3",
        "/v1/observations.csv",
        "/v1/observations.xlsx?level=province",
        "/v1/stats/coverage",
        "/v1/areas/58",
        "/v1/reports/khong-co",
        "/v1/observations?colour=red",
    ],
)
def test_head_is_get_without_the_body(server: Server, path: str) -> None:
    asked = server.get(path)
    told = server.ask("HEAD", path)
    assert told.status == asked.status
    assert told.body == b""
    kept = ("etag", "content-length", "content-type", "content-disposition")
    if not path.endswith(".xlsx"):  # the moment of writing is in the file
        assert [told.headers.get(name) for name in kept] == [asked.headers.get(name) for name in kept]
    if "etag" in asked.headers:
        assert server.ask("HEAD", path, headers={"If-None-Match": asked.headers["etag"]}).status == 304
    assert server.ask("HEAD", path, role=None).status == (200 if path == "/livez" else 401)
    route = path.partition("?")[0].replace("khong-co", "{report_id}").replace("58", "{area_id}")
    assert f'method="HEAD",path="{route}"' in server.get("/metrics").body.decode()
