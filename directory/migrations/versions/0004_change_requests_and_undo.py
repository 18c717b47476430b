"""Changes that wait for a second person, imports that were undone, and writes past the program told of.

Made by hand. A migration is a record of what was done: never change one that has been released, write the next one.
A migration that adds a column to a table that keeps history must make that table's triggers anew (SQLite names
the columns one by one).
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEEPS_HISTORY = (
    "address",
    "attribute",
    "contact",
    "language",
    "location",
    "organization",
    "organization_identifier",
    "phone",
    "schedule",
    "schedule_exception",
    "service",
    "service_area",
    "service_at_location",
    "taxonomy_term",
    "translation",
    "url",
    "what_happens",
)
ORIGINS = "'form', 'import', 'change_request', 'seed', 'undo', 'database'"
INDEXES = {
    "ix_metadata_resource": ["resource_type", "resource_id"],
    "ix_metadata_service_id": ["service_id"],
    "ix_metadata_last_action_date": ["last_action_date"],
    "ix_metadata_batch_id": ["batch_id"],
    "ix_metadata_seq": ["seq"],
    "ix_metadata_save_id": ["save_id"],
    "ix_metadata_undoes": ["undoes"],
}
OLD = """id, resource_id, resource_type, last_action_date, last_action_type, field_name, previous_value,
    replacement_value, updated_by, origin, service_id, batch_id"""
APPEND_ONLY = (
    """CREATE TRIGGER metadata_is_never_changed BEFORE UPDATE ON metadata
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER metadata_is_never_deleted BEFORE DELETE ON metadata
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)
PROPOSED = ("action", "resource_type", "resource_id", "service_id", "before", "after", "reason", "submitted_by", "submitted_at")

REQUESTS_STAND = {
    "sqlite": (
        f"""CREATE TRIGGER change_request_stands BEFORE UPDATE ON change_request
        WHEN OLD.state <> 'pending' OR {" OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in PROPOSED)}
        BEGIN SELECT RAISE(ABORT, 'a change request can only be decided, once'); END""",
        """CREATE TRIGGER change_request_is_never_deleted BEFORE DELETE ON change_request
        BEGIN SELECT RAISE(ABORT, 'a change request is never deleted'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_to_alter_request() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.state = 'pending'
                AND {" AND ".join(f"OLD.{name}::text IS NOT DISTINCT FROM NEW.{name}::text" for name in PROPOSED)}
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'a change request can only be decided, once' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        """CREATE TRIGGER change_request_stands BEFORE UPDATE OR DELETE ON change_request
        FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_request()""",
        """CREATE TRIGGER change_request_is_never_emptied BEFORE TRUNCATE ON change_request
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()""",
    ),
}

TELL = """CREATE FUNCTION tell_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was jsonb := '{}'; is_now jsonb := '{}'; whole jsonb;
BEGIN
    IF EXISTS (SELECT 1 FROM recording_mark) THEN RETURN NULL; END IF;
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); whole := was; END IF;
    IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW); whole := is_now; END IF;
    INSERT INTO metadata (id, resource_id, resource_type, last_action_date, last_action_type, field_name,
        previous_value, replacement_value, updated_by, origin, service_id, seq)
    SELECT gen_random_uuid()::text, whole->>'id', TG_TABLE_NAME, statement_timestamp(),
        CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END, key,
        coalesce(was->>key, ''), coalesce(is_now->>key, ''), 'database: ' || session_user, 'database',
        CASE WHEN TG_TABLE_NAME = 'service' THEN whole->>'id'
            WHEN whole->>'link_entity' = 'service' THEN whole->>'link_id' ELSE whole->>'service_id' END,
        (SELECT coalesce(max(seq), 0) FROM metadata) + row_number() OVER ()
    FROM jsonb_object_keys(whole) AS key
    WHERE key NOT IN ('id', 'last_modified') AND coalesce(was->>key, '') <> coalesce(is_now->>key, '');
    RETURN NULL;
END $$"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("import_batch", sa.Column("undone_at", sa.DateTime(timezone=True)))
    op.add_column("import_batch", sa.Column("undone_by", sa.String(300)))
    op.create_table(
        "recording_mark",
        sa.Column("id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recording_mark"),
    )
    _metadata_on_sqlite() if sqlite else _metadata_on_postgresql()
    for name, columns in INDEXES.items():
        if sqlite or name not in ("ix_metadata_resource", "ix_metadata_service_id"):
            op.create_index(name, "metadata", columns)
    _change_request()
    for statement in REQUESTS_STAND[op.get_bind().dialect.name]:
        op.execute(statement)
    _tell_on_sqlite() if sqlite else _tell_on_postgresql()


def _metadata_on_sqlite() -> None:
    """SQLite cannot widen a check: a new table with the same rows takes the old one's place."""
    op.create_table(
        "metadata_new",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("resource_id", sa.String(36), nullable=False),
        sa.Column("resource_type", sa.String(40), nullable=False),
        sa.Column("last_action_date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_action_type", sa.String(20), nullable=False),
        sa.Column("field_name", sa.String(60), nullable=False),
        sa.Column("previous_value", sa.Text(), nullable=False),
        sa.Column("replacement_value", sa.Text(), nullable=False),
        sa.Column("updated_by", sa.String(300), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("batch_id", sa.String(36)),
        sa.Column("seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("save_id", sa.String(36)),
        sa.Column("request_id", sa.String(36)),
        sa.Column("undoes", sa.String(36)),
        sa.CheckConstraint("last_action_type IN ('create', 'update', 'delete')", name="ck_metadata_last_action_type_known"),
        sa.CheckConstraint(f"origin IN ({ORIGINS})", name="ck_metadata_origin_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_metadata_batch_id_import_batch"),
        sa.PrimaryKeyConstraint("id", name="pk_metadata"),
    )
    op.execute(f"INSERT INTO metadata_new ({OLD}) SELECT {OLD} FROM metadata ORDER BY rowid")
    op.drop_table("metadata")
    op.rename_table("metadata_new", "metadata")
    for statement in APPEND_ONLY:
        op.execute(statement)


def _metadata_on_postgresql() -> None:
    op.add_column("metadata", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
    for name in ("save_id", "request_id", "undoes"):
        op.add_column("metadata", sa.Column(name, sa.String(36)))
    op.drop_constraint("ck_metadata_origin_known", "metadata", type_="check")
    op.execute(f"ALTER TABLE metadata ADD CONSTRAINT ck_metadata_origin_known CHECK (origin IN ({ORIGINS}))")


def _change_request() -> None:
    """One row a request instead of one a field; what was there is brought along."""
    bind = op.get_bind()
    had = bind.execute(sa.text("SELECT * FROM change_request")).mappings().all()
    op.drop_table("change_request")
    table = op.create_table(
        "change_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("resource_type", sa.String(40), nullable=False),
        sa.Column("resource_id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("submitted_by", sa.String(300), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(300)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("answer", sa.Text()),
        sa.CheckConstraint("state IN ('pending', 'approved', 'rejected', 'withdrawn')", name="ck_change_request_state_known"),
        sa.CheckConstraint("action IN ('create', 'update', 'delete')", name="ck_change_request_action_known"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_change_request_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_change_request"),
    )
    for name in ("resource_id", "service_id", "state"):
        op.create_index(f"ix_change_request_{name}", "change_request", [name])
    for row in had:
        kept = {key: row[key] for key in row if key in table.c}
        before, after = ({row["field_name"]: row[key]} for key in ("old_value", "new_value"))
        bind.execute(
            sa.text(
                f"INSERT INTO change_request ({', '.join(kept)}, action, before, after) "
                f"VALUES ({', '.join(':' + key for key in kept)}, 'update', :before, :after)"
            ),
            {**kept, "before": json.dumps(before), "after": json.dumps(after)},
        )


def _tell_on_postgresql() -> None:
    op.execute(TELL)
    for table in KEEPS_HISTORY:
        op.execute(
            f"CREATE TRIGGER {table}_tells_history AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tell_history()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()"
        )


def _tell_on_sqlite() -> None:
    for table in KEEPS_HISTORY:
        columns = {
            column["name"]: type(column["type"]).__name__
            for column in sa.inspect(op.get_bind()).get_columns(table)
        }
        for event, action in (("INSERT", "create"), ("UPDATE", "update"), ("DELETE", "delete")):
            op.execute(sqlite_trigger(table, columns, event, action))


def sqlite_trigger(table, columns, event, action):
    """Tells the history of each field that a statement from elsewhere changed."""
    row = "OLD" if event == "DELETE" else "NEW"
    service = f"{row}.service_id" if "service_id" in columns else "NULL"
    if table == "service":
        service = f"{row}.id"
    if table == "attribute":
        service = f"CASE {row}.link_entity WHEN 'service' THEN {row}.link_id END"
    fields = " UNION ALL ".join(
        f"SELECT {number} AS number, '{name}' AS field, "
        f"{_text('OLD', name, kind) if event != 'INSERT' else _NOTHING} AS was, "
        f"{_text('NEW', name, kind) if event != 'DELETE' else _NOTHING} AS now"
        for number, (name, kind) in enumerate(sorted(columns.items()), start=1)
        if name not in ("id", "last_modified")
    )
    return f"""CREATE TRIGGER {table}_tells_{action} AFTER {event} ON {table}
    WHEN NOT EXISTS (SELECT 1 FROM recording_mark)
    BEGIN
        INSERT INTO metadata (id, resource_id, resource_type, last_action_date, last_action_type, field_name,
            previous_value, replacement_value, updated_by, origin, service_id, seq)
        SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' ||
                substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
            {row}.id, '{table}', strftime('%Y-%m-%d %H:%M:%f000', 'now'), '{action}', field, was, now,
            'database', 'database', {service}, (SELECT coalesce(max(seq), 0) FROM metadata) + number
        FROM ({fields}) WHERE was <> now;
    END"""


_NOTHING = "''"


def _text(row: str, name: str, kind: str) -> str:
    """A column's value as the program writes it into the history."""
    value = f"{row}.{name}"
    if kind == "BOOLEAN":
        value = f"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    if kind == "TIME":
        value = f"replace({value}, '.000000', '')"
    if kind in ("DATETIME", "TIMESTAMP"):
        value = f"replace(replace({value}, '.000000', ''), ' ', 'T') || '+00:00'"
    return f"coalesce(CAST({value} AS TEXT), '')"


def downgrade() -> None:
    raise NotImplementedError("restore a copy of the directory instead")
