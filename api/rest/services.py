"""What every address of the server works with: the store, the jobs, the settings."""

from dataclasses import dataclass, field
from typing import Annotated, Self

from fastapi import Depends, Request

from api.rest.kept import Kept
from api.rest.metrics import Metrics
from normalize.store import Store
from pipeline.jobs import Jobs
from pipeline.settings import Settings
from pipeline.witness import Witness


@dataclass(frozen=True, slots=True)
class Services:
    """Opened once, when the server starts; closed once, when it stops."""

    settings: Settings
    store: Store
    jobs: Jobs
    metrics: Metrics
    witness: Witness
    kept: Kept = field(default_factory=Kept)

    @classmethod
    def open(cls, settings: Settings, metrics: Metrics | None = None) -> Self:
        """Open the store, start the jobs. Raises StoreError, ServerRuns."""
        store = Store.open(settings.store_url)
        jobs = Jobs(settings, store)
        try:
            jobs.start()
            witness = Witness(settings.data_dir)
            witness.look(store)
        except BaseException:
            jobs.close()
            store.close()
            raise
        return cls(settings, store, jobs, metrics or Metrics(), witness)

    def close(self) -> None:
        """What runs is taken up at the next start."""
        self.jobs.close()
        self.store.close()


def services(request: Request) -> Services:
    """The services of the server that a request came to."""
    found: Services = request.app.state.services
    return found


async def _parts(request: Request) -> Services:
    """As a dependency: `async`, or FastAPI would hand it to a thread."""
    return services(request)


Parts = Annotated[Services, Depends(_parts)]
