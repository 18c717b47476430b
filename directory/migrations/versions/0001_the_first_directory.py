"""The first directory: all tables, and a history that cannot be altered.

Made from the models by Alembic and tidied by hand. A migration is a record of what was done: never change
one that has been released, write the next one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER metadata_is_never_changed BEFORE UPDATE ON metadata
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
        """CREATE TRIGGER metadata_is_never_deleted BEFORE DELETE ON metadata
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_to_alter_history() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER metadata_is_append_only BEFORE UPDATE OR DELETE ON metadata
        FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_history()""",
        """CREATE TRIGGER metadata_is_never_emptied BEFORE TRUNCATE ON metadata
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_history()""",
    ),
}


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(300), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.Column("file_name", sa.String(300), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.CheckConstraint("origin IN ('form', 'import', 'change_request', 'seed')", name="ck_import_batch_origin_known"),
        sa.PrimaryKeyConstraint("id", name="pk_import_batch"),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("alternate_name", sa.String(300)),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("website", sa.String(1000)),
        sa.Column("email", sa.String(300)),
        sa.Column("uri", sa.String(1000)),
        sa.Column("parent_organization_id", sa.String(36)),
        sa.ForeignKeyConstraint(["parent_organization_id"], ["organization.id"], name="fk_organization_parent_organization_id_organization"),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
        sa.UniqueConstraint("name", name="uq_organization_name"),
    )
    op.create_table(
        "staff_user",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(300), nullable=False),
        sa.Column("password_hash", sa.String(300), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'editor', 'approver', 'admin')", name="ck_staff_user_role_known"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_user"),
        sa.UniqueConstraint("email", name="uq_staff_user_email"),
    )
    op.create_table(
        "taxonomy",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("uri", sa.String(1000)),
        sa.Column("version", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_taxonomy"),
        sa.UniqueConstraint("name", name="uq_taxonomy_name"),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("location_type", sa.String(20), nullable=False),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("organization_id", sa.String(36)),
        sa.Column("name", sa.String(300)),
        sa.Column("description", sa.Text()),
        sa.Column("transportation", sa.Text()),
        sa.Column("accessibility", sa.Text()),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.CheckConstraint("location_type IN ('physical', 'postal', 'virtual')", name="ck_location_location_type_known"),
        sa.CheckConstraint("visibility IN ('public', 'internal')", name="ck_location_visibility_known"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_location_organization_id_organization"),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
    )
    op.create_index("ix_location_organization_id", "location", ["organization_id"])
    op.create_table(
        "metadata",
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
        sa.CheckConstraint("last_action_type IN ('create', 'update', 'delete')", name="ck_metadata_last_action_type_known"),
        sa.CheckConstraint("origin IN ('form', 'import', 'change_request', 'seed')", name="ck_metadata_origin_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_metadata_batch_id_import_batch"),
        sa.PrimaryKeyConstraint("id", name="pk_metadata"),
    )
    op.create_index("ix_metadata_resource", "metadata", ["resource_type", "resource_id"])
    op.create_index("ix_metadata_service_id", "metadata", ["service_id"])
    op.create_table(
        "organization_identifier",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("identifier_scheme", sa.String(100)),
        sa.Column("identifier_type", sa.String(100), nullable=False),
        sa.Column("identifier", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_organization_identifier_organization_id_organization"),
        sa.PrimaryKeyConstraint("id", name="pk_organization_identifier"),
    )
    op.create_index("ix_organization_identifier_organization_id", "organization_identifier", ["organization_id"])
    op.create_table(
        "service",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("alternate_name", sa.String(300)),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("eligibility_description", sa.Text()),
        sa.Column("minimum_age", sa.Integer()),
        sa.Column("maximum_age", sa.Integer()),
        sa.Column("application_process", sa.Text()),
        sa.Column("fees_description", sa.Text()),
        sa.Column("interpretation_services", sa.Text()),
        sa.Column("alert", sa.Text()),
        sa.Column("alert_until", sa.Date()),
        sa.Column("assured_date", sa.Date()),
        sa.Column("assurer_email", sa.String(300)),
        sa.Column("last_modified", sa.DateTime(timezone=True)),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("anonymous", sa.String(20), nullable=False),
        sa.Column("always_open", sa.Boolean(), nullable=False),
        sa.Column("hours_note", sa.Text()),
        sa.Column("review_interval_days", sa.Integer()),
        sa.Column("internal_note", sa.Text()),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("anonymous IN ('yes', 'partly', 'no', 'unknown')", name="ck_service_anonymous_known"),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low', 'memory-unverified')", name="ck_service_confidence_known"),
        sa.CheckConstraint("status IN ('active', 'inactive', 'defunct', 'temporarily closed')", name="ck_service_status_known"),
        sa.CheckConstraint("maximum_age >= minimum_age AND maximum_age <= 120", name="ck_service_maximum_age_sane"),
        sa.CheckConstraint("minimum_age >= 0 AND minimum_age <= 120", name="ck_service_minimum_age_sane"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_service_organization_id_organization"),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
        sa.UniqueConstraint("code", name="uq_service_code"),
    )
    op.create_index("ix_service_organization_id", "service", ["organization_id"])
    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("taxonomy_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.String(36)),
        sa.CheckConstraint("kind IN ('crisis', 'need', 'dialogue', 'district', 'municipality', 'city', 'county', 'country')", name="ck_taxonomy_term_kind_known"),
        sa.ForeignKeyConstraint(["parent_id"], ["taxonomy_term.id"], name="fk_taxonomy_term_parent_id_taxonomy_term"),
        sa.ForeignKeyConstraint(["taxonomy_id"], ["taxonomy.id"], name="fk_taxonomy_term_taxonomy_id_taxonomy"),
        sa.PrimaryKeyConstraint("id", name="pk_taxonomy_term"),
        sa.UniqueConstraint("taxonomy_id", "code", name="uq_taxonomy_term_taxonomy_id_code"),
    )
    op.create_index("ix_taxonomy_term_taxonomy_id", "taxonomy_term", ["taxonomy_id"])
    op.create_table(
        "address",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("location_id", sa.String(36), nullable=False),
        sa.Column("attention", sa.String(200)),
        sa.Column("address_1", sa.String(300), nullable=False),
        sa.Column("address_2", sa.String(300)),
        sa.Column("city", sa.String(100), nullable=False),
        sa.Column("state_province", sa.String(100), nullable=False),
        sa.Column("postal_code", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("address_type", sa.String(20), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("verified_on", sa.Date()),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("address_type IN ('physical', 'postal', 'virtual')", name="ck_address_address_type_known"),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low', 'memory-unverified')", name="ck_address_confidence_known"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_address_location_id_location"),
        sa.PrimaryKeyConstraint("id", name="pk_address"),
    )
    op.create_index("ix_address_location_id", "address", ["location_id"])
    op.create_table(
        "attribute",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("link_id", sa.String(36), nullable=False),
        sa.Column("link_entity", sa.String(40), nullable=False),
        sa.Column("link_type", sa.String(20), nullable=False),
        sa.Column("taxonomy_term_id", sa.String(36), nullable=False),
        sa.Column("rank", sa.Integer()),
        sa.Column("value", sa.String(300)),
        sa.Column("label", sa.String(300)),
        sa.CheckConstraint("link_type IN ('need', 'last_resort', 'audience', 'gender', 'category')", name="ck_attribute_link_type_known"),
        sa.ForeignKeyConstraint(["taxonomy_term_id"], ["taxonomy_term.id"], name="fk_attribute_taxonomy_term_id_taxonomy_term"),
        sa.PrimaryKeyConstraint("id", name="pk_attribute"),
        sa.UniqueConstraint("link_id", "link_entity", "link_type", "taxonomy_term_id", name="uq_attribute_once"),
    )
    op.create_index("ix_attribute_link", "attribute", ["link_entity", "link_id"])
    op.create_index("ix_attribute_taxonomy_term_id", "attribute", ["taxonomy_term_id"])
    op.create_table(
        "change_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("resource_type", sa.String(40), nullable=False),
        sa.Column("resource_id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("field_name", sa.String(60), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("new_value", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("submitted_by", sa.String(300), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(300)),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("state IN ('pending', 'approved', 'rejected')", name="ck_change_request_state_known"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_change_request_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_change_request"),
    )
    op.create_index("ix_change_request_resource_id", "change_request", ["resource_id"])
    op.create_index("ix_change_request_service_id", "change_request", ["service_id"])
    op.create_table(
        "contact",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36)),
        sa.Column("service_id", sa.String(36)),
        sa.Column("title", sa.String(200)),
        sa.Column("department", sa.String(200)),
        sa.Column("email", sa.String(300)),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_contact_organization_id_organization"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_contact_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_organization_id", "contact", ["organization_id"])
    op.create_index("ix_contact_service_id", "contact", ["service_id"])
    op.create_table(
        "language",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(3), nullable=False),
        sa.Column("name", sa.String(100)),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_language_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_language"),
        sa.UniqueConstraint("service_id", "code", name="uq_language_service_id_code"),
    )
    op.create_index("ix_language_service_id", "language", ["service_id"])
    op.create_table(
        "phone",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("organization_id", sa.String(36)),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("e164", sa.String(20)),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("description", sa.String(300)),
        sa.Column("textable", sa.Boolean(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("verified_on", sa.Date()),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low', 'memory-unverified')", name="ck_phone_confidence_known"),
        sa.CheckConstraint("service_id IS NOT NULL OR organization_id IS NOT NULL", name="ck_phone_has_a_parent"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_phone_organization_id_organization"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_phone_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
    )
    op.create_index("ix_phone_organization_id", "phone", ["organization_id"])
    op.create_index("ix_phone_service_id", "phone", ["service_id"])
    op.create_table(
        "problem_report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("field_name", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("field_name IN ('phone', 'link', 'address', 'hours', 'other')", name="ck_problem_report_field_name_known"),
        sa.CheckConstraint("count > 0", name="ck_problem_report_count_positive"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_problem_report_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_problem_report"),
        sa.UniqueConstraint("service_id", "field_name", "date", name="uq_problem_report_service_id_field_name_date"),
    )
    op.create_index("ix_problem_report_service_id", "problem_report", ["service_id"])
    op.create_table(
        "schedule",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("freq", sa.String(20), nullable=False),
        sa.Column("byday", sa.String(60), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("attending_type", sa.String(20), nullable=False),
        sa.Column("open_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("attending_type IN ('phone', 'visit', 'chat', 'any')", name="ck_schedule_attending_type_known"),
        sa.CheckConstraint("freq IN ('WEEKLY', 'MONTHLY')", name="ck_schedule_freq_known"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_schedule_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
    )
    op.create_index("ix_schedule_service_id", "schedule", ["service_id"])
    op.create_table(
        "schedule_exception",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("date_from", sa.Date(), nullable=False),
        sa.Column("date_to", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.Time()),
        sa.Column("closes_at", sa.Time()),
        sa.Column("reason", sa.String(300)),
        sa.CheckConstraint("(opens_at IS NULL) = (closes_at IS NULL)", name="ck_schedule_exception_both_times_or_none"),
        sa.CheckConstraint("date_to >= date_from", name="ck_schedule_exception_dates_in_order"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_schedule_exception_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_schedule_exception"),
    )
    op.create_index("ix_schedule_exception_service_id", "schedule_exception", ["service_id"])
    op.create_table(
        "service_area",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("uri", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("description", sa.Text()),
        sa.Column("extent", sa.Text()),
        sa.Column("extent_type", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_service_area_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_service_area"),
        sa.UniqueConstraint("service_id", "uri", name="uq_service_area_service_id_uri"),
    )
    op.create_index("ix_service_area_service_id", "service_area", ["service_id"])
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("location_id", sa.String(36), nullable=False),
        sa.Column("description", sa.Text()),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_service_at_location_location_id_location"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_service_at_location_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_service_at_location"),
        sa.UniqueConstraint("service_id", "location_id", name="uq_service_at_location_service_id_location_id"),
    )
    op.create_index("ix_service_at_location_location_id", "service_at_location", ["location_id"])
    op.create_index("ix_service_at_location_service_id", "service_at_location", ["service_id"])
    op.create_table(
        "translation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("resource_type", sa.String(40), nullable=False),
        sa.Column("resource_id", sa.String(36), nullable=False),
        sa.Column("field_name", sa.String(40), nullable=False),
        sa.Column("language", sa.String(3), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source_last_modified", sa.DateTime(timezone=True)),
        sa.Column("service_id", sa.String(36)),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_translation_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_translation"),
        sa.UniqueConstraint("resource_id", "field_name", "language", name="uq_translation_resource_id_field_name_language"),
    )
    op.create_index("ix_translation_service_id", "translation", ["service_id"])
    op.create_table(
        "url",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36)),
        sa.Column("organization_id", sa.String(36)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("label", sa.String(300)),
        sa.Column("url", sa.String(1000), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.String(20), nullable=False),
        sa.Column("verified_on", sa.Date()),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low', 'memory-unverified')", name="ck_url_confidence_known"),
        sa.CheckConstraint("kind IN ('web', 'chat', 'email')", name="ck_url_kind_known"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name="fk_url_organization_id_organization"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_url_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_url"),
    )
    op.create_index("ix_url_organization_id", "url", ["organization_id"])
    op.create_index("ix_url_service_id", "url", ["service_id"])
    op.create_table(
        "verification",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("assigned_to", sa.String(300)),
        sa.Column("due_on", sa.Date()),
        sa.Column("method", sa.String(40)),
        sa.Column("outcome", sa.String(20)),
        sa.Column("notes", sa.Text()),
        sa.Column("checked_fields", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("by", sa.String(300)),
        sa.CheckConstraint("outcome IN ('confirmed', 'changed', 'partly', 'no answer', 'closed')", name="ck_verification_outcome_known"),
        sa.CheckConstraint("state IN ('assigned', 'submitted', 'approved', 'sent back')", name="ck_verification_state_known"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_verification_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
    )
    op.create_index("ix_verification_service_id", "verification", ["service_id"])
    op.create_table(
        "what_happens",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("service_id", sa.String(36), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(200)),
        sa.Column("source_date", sa.String(200)),
        sa.Column("source_url", sa.String(1000)),
        sa.CheckConstraint("kind IN ('what', 'cost', 'anonymity', 'id', 'interpreter', 'duty_to_report', 'referral', 'trace')", name="ck_what_happens_kind_known"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_what_happens_service_id_service"),
        sa.PrimaryKeyConstraint("id", name="pk_what_happens"),
    )
    op.create_index("ix_what_happens_service_id", "what_happens", ["service_id"])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first directory: restore a copy instead")
