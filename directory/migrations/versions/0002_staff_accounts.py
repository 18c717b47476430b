"""Who may open the staff pages: second factor, sessions, what was tried.

Made by hand. A migration is a record of what was done: never change one that has been released, write the next one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER staff_event_is_never_changed BEFORE UPDATE ON staff_event
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
        """CREATE TRIGGER staff_event_is_never_deleted BEFORE DELETE ON staff_event
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    ),
    "postgresql": (
        """CREATE TRIGGER staff_event_is_append_only BEFORE UPDATE OR DELETE ON staff_event
        FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_history()""",
        """CREATE TRIGGER staff_event_is_never_emptied BEFORE TRUNCATE ON staff_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()""",
    ),
}


def upgrade() -> None:
    op.add_column("staff_user", sa.Column("totp_secret", sa.String(64)))
    op.add_column("staff_user", sa.Column("code_step", sa.Integer()))
    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_secret", sa.String(64)),
        sa.CheckConstraint("stage IN ('code', 'enrol', 'full')", name="ck_staff_session_stage_known"),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name="fk_staff_session_user_id_staff_user"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.UniqueConstraint("token_hash", name="uq_staff_session_token_hash"),
    )
    op.create_index("ix_staff_session_user_id", "staff_session", ["user_id"])
    op.create_table(
        "staff_device",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name="fk_staff_device_user_id_staff_user"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_device"),
        sa.UniqueConstraint("user_id", "token_hash", name="uq_staff_device_user_id_token_hash"),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name="fk_staff_invitation_user_id_staff_user"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_invitation"),
        sa.UniqueConstraint("token_hash", name="uq_staff_invitation_token_hash"),
    )
    op.create_index("ix_staff_invitation_user_id", "staff_invitation", ["user_id"])
    op.create_table(
        "staff_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("about", sa.String(300), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("detail", sa.String(100), nullable=False),
        sa.CheckConstraint("what IN ('invited', 'link renewed', 'password set', 'password changed', 'second factor set', 'signed in', 'signed out', 'sessions ended', 'role changed', 'deactivated', 'activated', 'reset', 'wrong code')", name="ck_staff_event_what_known"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_event"),
    )
    op.create_index("ix_staff_event_at", "staff_event", ["at"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("restore a copy of the directory instead")
