"""Alembic's way in. The connection is handed over by `directory.schema`; there is no alembic.ini."""

from __future__ import annotations

from alembic import context

from directory.models import Model

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
