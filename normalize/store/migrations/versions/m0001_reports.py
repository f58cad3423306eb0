"""All tables: reports, figures, checks, observations, reviews, provisional indicators, tokens, the feed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _bytewise(length: int) -> sa.String:
    """Text that sorts by its bytes on both servers."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _rowid() -> sa.BigInteger:
    """A key that grows."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "changes",
        sa.Column("seq", _rowid(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("report_id", _bytewise(32)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "provisional_indicators",
        sa.Column("id", _bytewise(80), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("report_id", _bytewise(32), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("mapped_to", _bytewise(80)),
        sa.Column("mapped_by", sa.Text()),
        sa.Column("mapped_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_provisional_waiting", "provisional_indicators", ["mapped_to", "seen"])
    op.create_table(
        "reports",
        sa.Column("id", _bytewise(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pipeline_version", sa.String(16), nullable=False),
        sa.Column("models", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", _bytewise(32)),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("issuer_key", sa.Text()),
        sa.Column("organisation", _bytewise(120)),
        sa.Column("area", _bytewise(40)),
        sa.Column("issued_on", sa.String(10)),
        sa.Column("title", sa.Text()),
        sa.Column("period_kind", sa.String(8)),
        sa.Column("period_start", sa.String(10)),
        sa.Column("period_end", sa.String(10)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("observations", sa.Integer(), nullable=False),
        sa.Column("placed", sa.Integer(), nullable=False),
        sa.Column("verified", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("understood", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256", "pipeline_version", name="uq_reports_sha256_pipeline_version"),
    )
    op.create_index("ix_reports_area", "reports", ["area", "created_at"])
    op.create_index("ix_reports_created", "reports", ["created_at", "id"])
    op.create_index("ix_reports_issue", "reports", ["number", "issuer_key"])
    op.create_table(
        "reviews",
        sa.Column("id", _rowid(), autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reviews_finding", "reviews", ["sha256", "fingerprint", "id"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_table(
        "checks",
        sa.Column("seq", _rowid(), autoincrement=True, nullable=False),
        sa.Column("report_id", _bytewise(32), nullable=False),
        sa.Column("check_id", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("cause", sa.String(16)),
        sa.Column("is_finding", sa.Boolean(), nullable=False),
        sa.Column("review_state", sa.String(12), nullable=False),
        sa.Column("stated", sa.Text()),
        sa.Column("computed", sa.Text()),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("organisation", _bytewise(120)),
        sa.Column("area", _bytewise(40)),
        sa.Column("period_kind", sa.String(8)),
        sa.Column("period_start", sa.String(10)),
        sa.Column("period_end", sa.String(10)),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("report_id", "check_id", name="uq_checks_report_check"),
    )
    op.create_index("ix_checks_area", "checks", ["area", "is_finding", "severity", "seq"])
    op.create_index("ix_checks_findings", "checks", ["is_finding", "severity", "seq"])
    op.create_index("ix_checks_review", "checks", ["review_state", "is_finding", "seq"])
    op.create_index("ix_checks_verdict", "checks", ["verdict", "seq"])
    op.create_table(
        "contracts",
        sa.Column("report_id", _bytewise(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_table(
        "figures",
        sa.Column("seq", _rowid(), autoincrement=True, nullable=False),
        sa.Column("report_id", _bytewise(32), nullable=False),
        sa.Column("figure_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("bbox", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("org", sa.Text()),
        sa.Column("unit", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("target", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("numerator", sa.Text()),
        sa.Column("denominator", sa.Text()),
        sa.Column("stated_percent", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.Column("indicator", _bytewise(80)),
        sa.Column("organisation", _bytewise(120)),
        sa.Column("area", _bytewise(40)),
        sa.Column("period_kind", sa.String(8)),
        sa.Column("period_start", sa.String(10)),
        sa.Column("period_end", sa.String(10)),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("report_id", "figure_id", name="uq_figures_report_figure"),
    )
    op.create_index("ix_figures_indicator", "figures", ["indicator", "seq"])
    op.create_index("ix_figures_report", "figures", ["report_id", "seq"])
    op.create_table(
        "observations",
        sa.Column("id", _rowid(), autoincrement=True, nullable=False),
        sa.Column("report_id", _bytewise(32), nullable=False),
        sa.Column("figure_id", sa.String(32), nullable=False),
        sa.Column("indicator", _bytewise(80), nullable=False),
        sa.Column("indicator_group", _bytewise(40)),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("organisation", _bytewise(120)),
        sa.Column("area", _bytewise(40)),
        sa.Column("province", _bytewise(8)),
        sa.Column("level", sa.String(8)),
        sa.Column("period_kind", sa.String(8), nullable=False),
        sa.Column("period_start", sa.String(10)),
        sa.Column("period_end", sa.String(10), nullable=False),
        sa.Column("measure", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text()),
        sa.Column("stated", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("placed_by", sa.String(12), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_observations_area", "observations", ["area", "period_end", "id"])
    op.create_index("ix_observations_group", "observations", ["indicator_group", "period_end", "id"])
    op.create_index("ix_observations_indicator", "observations", ["indicator", "period_end", "id"])
    op.create_index("ix_observations_indicator_area", "observations", ["indicator", "area", "period_end", "id"])
    op.create_index("ix_observations_indicator_level", "observations", ["indicator", "level", "period_end"])
    op.create_index("ix_observations_organisation", "observations", ["organisation", "period_end", "id"])
    op.create_index("ix_observations_period", "observations", ["period_end", "id"])
    op.create_index("ix_observations_report", "observations", ["report_id", "id"])
    op.create_index("ix_observations_province", "observations", ["province", "period_end", "id"])
    op.create_index(
        "ix_observations_province_group", "observations", ["province", "indicator_group", "period_end", "id"]
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "observations",
        "figures",
        "contracts",
        "checks",
        "tokens",
        "reviews",
        "reports",
        "provisional_indicators",
        "changes",
    ):
        op.drop_table(table)
