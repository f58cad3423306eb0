"""Reports, figures, checks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pipeline_version", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("issuer", sa.Text),
        sa.Column("issued_on", sa.String(10)),
        sa.Column("title", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contract", sa.Text, nullable=False),
        sa.UniqueConstraint("sha256", "pipeline_version", name="uq_reports_sha256_pipeline_version"),
    )
    op.create_table(
        "figures",
        _report_id(),
        sa.Column("figure_id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("section", "subject", "org", "unit")),
        sa.Column("as_of", sa.String(10)),
        *(sa.Column(name, sa.Text) for name in ("numerator", "denominator", "stated_percent", "value")),
    )
    op.create_table(
        "checks",
        _report_id(),
        sa.Column("check_id", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("cause", sa.String(16)),
        sa.Column("stated", sa.Text),
        sa.Column("computed", sa.Text),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
    )
    op.create_index("ix_checks_verdict_severity", "checks", ["verdict", "severity"])


def _report_id() -> sa.Column[str]:
    foreign = sa.ForeignKey("reports.id", ondelete="CASCADE")
    return sa.Column("report_id", sa.String(32), foreign, primary_key=True)


def downgrade() -> None:
    """Drop them."""
    for table in ("checks", "figures", "reports"):
        op.drop_table(table)
