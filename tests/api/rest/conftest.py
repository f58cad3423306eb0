"""A real server on a store of its own, started once; each role has a token."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from corpus.bench_api import serving
from corpus.bench_store import audited, fill
from normalize.store import Role, Store
from tests.api.rest.server import Server

REPORTS = 130


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("server")
    url = f"sqlite:///{folder / 'baocao.db'}"
    with Store.open(url) as store:
        fill(store, REPORTS)
        whole = tuple(store.save(audited(number), "1").report_id for number in range(4))
        tokens = {role: store.create_token(role, role)[1] for role in get_args(Role)}
    with serving({"BAOCAO_DATA_DIR": str(folder)}) as (port, _):
        yield Server(port, folder, tokens, whole)
