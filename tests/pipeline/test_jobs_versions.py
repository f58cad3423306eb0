"""A new program takes up what an older one left."""

from pathlib import Path

import pytest

from corpus.postgres import server
from normalize.store import Store
from pipeline import jobs as service
from pipeline.jobs import Jobs
from pipeline.settings import Settings
from pipeline.vault import Accepted, Vault
from tests.pipeline.test_jobs import finished, text


def test_unfinished_jobs_of_an_older_program_are_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data_dir=tmp_path)
    vault = Vault(settings.data_dir)
    incoming = vault.receive(text(153), "a.txt", 10_000)
    vault.admit(incoming, Accepted(incoming.sha256, "a.txt", "text/plain", 1, incoming.size))
    with Store.open(settings.store_url) as store:
        monkeypatch.setattr(service, "AT_ONCE", 1)
        monkeypatch.setattr(service, "PIPELINE_VERSION", "older")
        monkeypatch.setattr(service, "POLLING", 4.0)  # an older program that never came to it
        jobs = Jobs(settings, store)
        jobs.start()
        older = jobs.submit(incoming.sha256, "a.txt")
        jobs.close()
        monkeypatch.undo()
        jobs = Jobs(settings, store)
        jobs.start()
        try:
            newer = jobs.submit(incoming.sha256, "a.txt")
            assert newer != older
            done, given_up = finished(jobs, newer), jobs.job(older)
            assert given_up is not None
            assert (done.status, done.submitted_at) == ("done", given_up.submitted_at)
            assert [j.report_id for j in jobs.jobs(failed=False, limit=5)] == []
        finally:
            jobs.close()


@pytest.mark.slow
def test_store_and_queue_in_postgresql(tmp_path: Path) -> None:
    with server() as url:
        settings = Settings(data_dir=tmp_path, database_url=url)
        with Store.open(settings.store_url) as store:
            jobs = Jobs(settings, store)
            jobs.start()
            try:
                report_id = jobs.receive(text(155), "a.txt")
                assert finished(jobs, report_id).status == "done"
                assert store.report(report_id) is not None
            finally:
                jobs.close()
    assert not (tmp_path / "jobs.db").exists()
