"""How many turns a day were about what: numbers, no people.

Made by hand. A migration is a record of what was done: never change one that has been released, write the next one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "usage_count",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("need", sa.String(80), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('sv', 'en', 'other')", name="ck_usage_count_language_known"),
        sa.CheckConstraint(
            "outcome IN ('answered', 'asked_back', 'not_understood', 'no_contact', 'danger')",
            name="ck_usage_count_outcome_known",
        ),
        sa.CheckConstraint("count > 0", name="ck_usage_count_count_positive"),
        sa.PrimaryKeyConstraint("id", name="pk_usage_count"),
        sa.UniqueConstraint(
            "date", "need", "language", "outcome", name="uq_usage_count_date_need_language_outcome"
        ),
    )


def downgrade() -> None:
    raise NotImplementedError("restore a copy of the directory instead")
