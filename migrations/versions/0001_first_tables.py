"""The first tables: conferences, agendas, people, publications, users, audit.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subtitle", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("marking", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference")),
        sa.UniqueConstraint("slug", name=op.f("uq_conference_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_conference_uid")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_slug", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_audit_entry_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_conference_slug_at", "audit_entry", ["conference_slug", "at"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_side", sa.Boolean(), nullable=False),
        sa.Column("home_zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_delegation_conference_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("conference_id", "code", name=op.f("uq_delegation_conference_id_code")),
    )
    op.create_index(op.f("ix_delegation_conference_id"), "delegation", ["conference_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=300), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_publication_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_publication_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("conference_id", "number", name=op.f("uq_publication_conference_id_number")),
        sqlite_autoincrement=True,  # rendered bytes are kept by this id, so that it must never come back
    )
    op.create_index(op.f("ix_publication_conference_id"), "publication", ["conference_id"], unique=False)

    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=80), nullable=False),
        sa.Column("precedence", sa.Integer(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("family_name", sa.String(length=300), nullable=False),
        sa.Column("given_name", sa.String(length=300), nullable=False),
        sa.Column("native_family_name", sa.String(length=300), nullable=False),
        sa.Column("native_given_name", sa.String(length=300), nullable=False),
        sa.Column("family_name_reading", sa.String(length=300), nullable=False),
        sa.Column("given_name_reading", sa.String(length=300), nullable=False),
        sa.Column("prefix", sa.String(length=300), nullable=False),
        sa.Column("suffix", sa.String(length=300), nullable=False),
        sa.Column("id_name", sa.String(length=300), nullable=False),
        sa.Column("badge_name", sa.String(length=300), nullable=False),
        sa.Column("display_order", sa.String(length=32), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_attendee_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_attendee_delegation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_attendee_conference_id_public_id")),
    )
    op.create_index(op.f("ix_attendee_conference_id"), "attendee", ["conference_id"], unique=False)
    op.create_index(op.f("ix_attendee_delegation_id"), "attendee", ["delegation_id"], unique=False)

    op.create_table(
        "venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("host_delegation_id", sa.Integer(), nullable=True),
        sa.Column("gate_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_venue_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["host_delegation_id"], ["delegation.id"], name=op.f("fk_venue_host_delegation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_venue_conference_id_public_id")),
    )
    op.create_index(op.f("ix_venue_conference_id"), "venue", ["conference_id"], unique=False)

    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("booths", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_room_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_room_venue_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_room_conference_id_public_id")),
    )
    op.create_index(op.f("ix_room_conference_id"), "room", ["conference_id"], unique=False)
    op.create_index(op.f("ix_room_venue_id"), "room", ["venue_id"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("from_venue_id", sa.Integer(), nullable=False),
        sa.Column("to_venue_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_venue_id <> to_venue_id", name=op.f("ck_transfer_two_venues")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_transfer_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_venue_id"], ["venue.id"], name=op.f("fk_transfer_from_venue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_venue_id"], ["venue.id"], name=op.f("fk_transfer_to_venue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
        sa.UniqueConstraint(
            "from_venue_id", "to_venue_id", "mode", name=op.f("uq_transfer_from_venue_id_to_venue_id_mode")
        ),
    )
    op.create_index(op.f("ix_transfer_conference_id"), "transfer", ["conference_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=80), nullable=False),
        sa.Column("uid", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("start_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("from_venue_id", sa.Integer(), nullable=True),
        sa.Column("to_venue_id", sa.Integer(), nullable=True),
        sa.Column("transfer_mode", sa.String(length=32), nullable=True),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("attribution", sa.String(length=32), nullable=False),
        sa.Column("interpretation", sa.String(length=32), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("side_cap", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.CheckConstraint("end_at > start_at", name=op.f("ck_session_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_session_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_venue_id"], ["venue.id"], name=op.f("fk_session_from_venue_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_session_room_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["to_venue_id"], ["venue.id"], name=op.f("fk_session_to_venue_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_session_conference_id_public_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_session_uid")),
    )
    op.create_index(op.f("ix_session_conference_id"), "session", ["conference_id"], unique=False)
    op.create_index("ix_session_conference_id_start_at", "session", ["conference_id", "start_at"], unique=False)
    op.create_index(op.f("ix_session_room_id"), "session", ["room_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("public_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("proposing_delegation_id", sa.Integer(), nullable=True),
        sa.Column("agreement", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_topic_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposing_delegation_id"],
            ["delegation.id"],
            name=op.f("fk_topic_proposing_delegation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_topic_session_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("conference_id", "number", name=op.f("uq_topic_conference_id_number")),
        sa.UniqueConstraint("conference_id", "public_id", name=op.f("uq_topic_conference_id_public_id")),
    )
    op.create_index(op.f("ix_topic_conference_id"), "topic", ["conference_id"], unique=False)
    op.create_index(op.f("ix_topic_session_id"), "topic", ["session_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(session_id IS NULL) <> (topic_id IS NULL)", name=op.f("ck_placement_session_or_topic")),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_placement_attendee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_placement_conference_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_placement_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_placement_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("session_id", "attendee_id", "role", name=op.f("uq_placement_session_id_attendee_id_role")),
        sa.UniqueConstraint("topic_id", "attendee_id", "role", name=op.f("uq_placement_topic_id_attendee_id_role")),
    )
    op.create_index(op.f("ix_placement_attendee_id"), "placement", ["attendee_id"], unique=False)
    op.create_index(op.f("ix_placement_conference_id"), "placement", ["conference_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_placement_conference_id"), table_name="placement")
    op.drop_index(op.f("ix_placement_attendee_id"), table_name="placement")

    op.drop_table("placement")
    op.drop_index(op.f("ix_topic_session_id"), table_name="topic")
    op.drop_index(op.f("ix_topic_conference_id"), table_name="topic")

    op.drop_table("topic")
    op.drop_index(op.f("ix_session_room_id"), table_name="session")
    op.drop_index("ix_session_conference_id_start_at", table_name="session")
    op.drop_index(op.f("ix_session_conference_id"), table_name="session")

    op.drop_table("session")
    op.drop_index(op.f("ix_transfer_conference_id"), table_name="transfer")

    op.drop_table("transfer")
    op.drop_index(op.f("ix_room_venue_id"), table_name="room")
    op.drop_index(op.f("ix_room_conference_id"), table_name="room")

    op.drop_table("room")
    op.drop_index(op.f("ix_venue_conference_id"), table_name="venue")

    op.drop_table("venue")
    op.drop_index(op.f("ix_attendee_delegation_id"), table_name="attendee")
    op.drop_index(op.f("ix_attendee_conference_id"), table_name="attendee")

    op.drop_table("attendee")
    op.drop_index(op.f("ix_publication_conference_id"), table_name="publication")

    op.drop_table("publication")
    op.drop_index(op.f("ix_delegation_conference_id"), table_name="delegation")

    op.drop_table("delegation")
    op.drop_index("ix_audit_entry_conference_slug_at", table_name="audit_entry")

    op.drop_table("audit_entry")
    op.drop_table("user")
    op.drop_table("conference")
