"""What a directory of ten thousand services needs to be searched fast.

Made by hand. A migration is a record of what was done: never change one that has been released, write the next one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both tables are filled by directory/searching/indexing.py, at the end of every upgrade."""
    op.create_table(
        "directory_edition",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_directory_edition"),
    )
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "service_index",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(300, collation=collation), nullable=False),
        sa.Column("of_class", sa.String(1), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["service.id"], name="fk_service_index_id_service", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_index"),
    )
    op.create_index("ix_service_index_name_key", "service_index", ["name_key"])
    op.create_index("ix_service_index_edition", "service_index", ["edition"])
    op.create_index(
        "ix_attribute_of_term", "attribute", ["taxonomy_term_id", "link_type", "link_entity", "link_id"]
    )
    op.create_index("ix_metadata_updated_by", "metadata", ["updated_by"])


def downgrade() -> None:
    raise NotImplementedError("restore a copy of the directory instead")
