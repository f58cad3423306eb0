"""Where on the page a check stands. Checks stored before have no box."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("checks", sa.Column("bbox", sa.Text()))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("checks", "bbox")
