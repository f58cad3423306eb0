"""Findings of an area by an index of their own: without it SQLite goes through the findings of all areas."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_checks_findings_area", "checks", ["is_finding", "area", "severity", "seq"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_checks_findings_area", "checks")
