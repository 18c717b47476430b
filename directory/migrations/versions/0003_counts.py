"""How many turns a day were about what: numbers, no people.

Made by hand. A migration is a record of what was done: never change one that has been released, write the next one.
"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    raise NotImplementedError("restore a copy of the directory instead")
