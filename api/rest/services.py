"""What every address of the server works with: the store, the jobs, the settings."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.rest.metrics import Metrics
from normalize.store import Store
from pipeline.jobs import Jobs
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """Opened once, when the server starts."""

    settings: Settings
    store: Store
    jobs: Jobs
    metrics: Metrics


def services(request: Request) -> Services:
    """The services of the server that a request came to."""
    found: Services = request.app.state.services
    return found


Parts = Annotated[Services, Depends(services)]
