"""Who may see and do what."""

import pytest

from normalize.store import Store
from tests.api.rest.server import Server, letter

OPEN = ("/livez", "/readyz")
GUARDED = (
    "/metrics", "/openapi.json", "/v1/reports", "/v1/reports/0", "/v1/reports/0/report.json", "/v1/reports/0/figures",
    "/v1/reports/0/checks", "/v1/reports/0/pages/1.png", "/v1/checks", "/v1/checks/0", "/v1/indicators",
    "/v1/indicators/waiting", "/v1/observations", "/v1/observations.csv", "/v1/observations.xlsx",
    "/v1/observations.parquet", "/v1/summary?indicator=dvc.ket-hon", "/v1/changes", "/v1/stats/coverage", "/v1/areas",
    "/v1/areas/0",
)  # fmt: skip


@pytest.mark.parametrize("path", OPEN)
def test_health_is_open(server: Server, path: str) -> None:
    assert server.get(path, role=None).status == 200


@pytest.mark.parametrize("path", GUARDED)
def test_nothing_else_is_open(server: Server, path: str) -> None:
    refused = server.get(path, role=None)
    assert (refused.status, refused.json["id"]) == (401, "can-ma-truy-cap")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert server.get(path).status in (200, 404)


def test_guarded_is_everything_that_is_described(server: Server) -> None:
    paths = server.get("/openapi.json").json["paths"]
    described = {path for path, ways in paths.items() if "get" in ways} - set(OPEN)
    names = {"report_id": "0", "check_id": "0", "number": "1", "area_id": "0"}
    plain = {path.partition("?")[0] for path in GUARDED} - {"/openapi.json"}
    assert {path.format_map(names) for path in described} == plain


@pytest.mark.parametrize("value", ["Bearer wrong", "Bearer", "Basic YTpi", "baocao_x", ""])
def test_a_wrong_token_is_no_token(server: Server, value: str) -> None:
    assert server.get("/v1/reports", role=None, headers={"Authorization": value}).status == 401


def test_a_viewer_sends_and_decides_nothing(server: Server) -> None:
    assert server.upload(("a.txt", letter(1)), role="viewer").json["id"] == "khong-du-quyen"
    assert server.send_json("PATCH", "/v1/checks/x.c1", {"state": "open"}, role="clerk").status == 403
    assert server.send_json("PUT", "/v1/indicators/waiting/x", {"indicator": "y"}, role="viewer").status == 403


def test_a_revoked_token_is_good_for_nothing_at_once(server: Server) -> None:
    with Store.open(f"sqlite:///{server.folder / 'baocao.db'}") as store:
        record, secret = store.create_token("short", "viewer")
        headers = {"Authorization": f"Bearer {secret}"}
        assert server.get("/v1/reports", role=None, headers=headers).status == 200
        store.revoke_token(record.id)
    assert server.get("/v1/reports", role=None, headers=headers).status == 401


@pytest.mark.parametrize("path", ["", "/report.json", "/figures", "/checks", "/pages/1.png"])
@pytest.mark.parametrize("identity", ["f" * 24, "..%2F..%2Fetc%2Fpasswd", "a'b", "0"])
def test_a_strangers_id_is_not_found(server: Server, identity: str, path: str) -> None:
    answer = server.get(f"/v1/reports/{identity}{path}")
    assert (answer.status, answer.json["id"]) == (404, "khong-co")
