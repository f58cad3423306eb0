"""What counts no more stays readable: it is marked with the moment at which it stopped to count."""

from datetime import datetime

from sqlalchemy import Connection, update

from normalize.store.schema import CheckRow, ObservationRow


def retire(connection: Connection, identity: str, at: datetime) -> None:
    """Nothing that this report gave counts from `at` on."""
    connection.execute(update(CheckRow).where(CheckRow.report_id == identity).values(is_current=False))
    connection.execute(
        update(ObservationRow)
        .where(ObservationRow.report_id == identity, ObservationRow.retired_at.is_(None))
        .values(retired_at=at)
    )
