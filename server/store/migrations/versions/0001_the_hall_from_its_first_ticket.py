"""the hall, from its first ticket"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "rating"),
        comment="What citizens wrote. Rows go with their salt; the journal keeps a digest that then says nothing.",
    )
    op.create_table(
        "counters",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "name"),
        comment="Counts of a hall day: numbers given out by prefix, tickets and calls by service.",
    )
    op.create_table(
        "definitions",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "revision"),
    )
    op.create_table(
        "halls",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall"),
        comment="Each hall's head: whoever changes the hall takes this row first.",
    )
    op.create_table(
        "journal",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "seq"),
    )
    op.create_table(
        "passwords",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("job_number", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "job_number"),
    )
    op.create_table(
        "printers",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "device"),
        comment="Whether each kiosk's printer has paper: yes, no or unknown.",
    )
    op.create_table(
        "prints",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id"),
    )
    with op.batch_alter_table("prints", schema=None) as batch_op:
        batch_op.create_index(
            "prints_queued",
            ["hall", "device"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued')"),
            postgresql_where=sa.text("state IN ('queued')"),
        )

    op.create_table(
        "ratings",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("serving", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.Text(), nullable=True),
        sa.Column("waited_ms", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id"),
        sa.UniqueConstraint("hall", "serving"),
    )
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index("ratings_by_day", ["hall", "day"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_digest", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "caller", "method", "path", "key"),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index("receipts_by_age", ["hall", "at"], unique=False)

    op.create_table(
        "secrets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
        comment="What all hubs of one database must share, such as the key that signs page sessions.",
    )
    op.create_table(
        "servings",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("invitation", sa.Text(), nullable=True),
        sa.Column("invited_at", sa.BigInteger(), nullable=True),
        sa.Column("rated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id"),
    )
    with op.batch_alter_table("servings", schema=None) as batch_op:
        batch_op.create_index(
            "one_citizen_at_a_window",
            ["hall", "window"],
            unique=True,
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )
        batch_op.create_index(
            "one_window_for_a_citizen",
            ["hall", "ticket"],
            unique=True,
            sqlite_where=sa.text("state IN ('called', 'serving', 'held')"),
            postgresql_where=sa.text("state IN ('called', 'serving', 'held')"),
        )
        batch_op.create_index("servings_by_day", ["hall", "day", "window"], unique=False)
        batch_op.create_index("servings_of_ticket", ["hall", "ticket"], unique=False)
        batch_op.create_index(
            "servings_open",
            ["hall", "window", "state"],
            unique=False,
            sqlite_where=sa.text("state IN ('called', 'serving', 'held')"),
            postgresql_where=sa.text("state IN ('called', 'serving', 'held')"),
        )
        batch_op.create_index("servings_recent", ["hall", "service", "finished_at"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("first_called_at", sa.BigInteger(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("due_at_call", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id"),
        sa.UniqueConstraint("hall", "day", "number"),
        sa.UniqueConstraint("token"),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            "tickets_open",
            ["hall", "state"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'called', 'held', 'missed')"),
            postgresql_where=sa.text("state IN ('waiting', 'called', 'held', 'missed')"),
        )
        batch_op.create_index(
            "tickets_waiting",
            ["hall", "service"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting')"),
            postgresql_where=sa.text("state IN ('waiting')"),
        )

    op.create_table(
        "tokens",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.create_index("tokens_by_subject", ["hall", "subject"], unique=False)

    op.create_table(
        "windows",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "code"),
    )


def downgrade() -> None:
    op.drop_table("windows")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_index("tokens_by_subject")

    op.drop_table("tokens")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "tickets_waiting",
            sqlite_where=sa.text("state IN ('waiting')"),
            postgresql_where=sa.text("state IN ('waiting')"),
        )
        batch_op.drop_index(
            "tickets_open",
            sqlite_where=sa.text("state IN ('waiting', 'called', 'held', 'missed')"),
            postgresql_where=sa.text("state IN ('waiting', 'called', 'held', 'missed')"),
        )

    op.drop_table("tickets")
    with op.batch_alter_table("servings", schema=None) as batch_op:
        batch_op.drop_index("servings_recent")
        batch_op.drop_index(
            "servings_open",
            sqlite_where=sa.text("state IN ('called', 'serving', 'held')"),
            postgresql_where=sa.text("state IN ('called', 'serving', 'held')"),
        )
        batch_op.drop_index("servings_of_ticket")
        batch_op.drop_index("servings_by_day")
        batch_op.drop_index(
            "one_window_for_a_citizen",
            sqlite_where=sa.text("state IN ('called', 'serving', 'held')"),
            postgresql_where=sa.text("state IN ('called', 'serving', 'held')"),
        )
        batch_op.drop_index(
            "one_citizen_at_a_window",
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )

    op.drop_table("servings")
    op.drop_table("secrets")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index("receipts_by_age")

    op.drop_table("receipts")
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_index("ratings_by_day")

    op.drop_table("ratings")
    with op.batch_alter_table("prints", schema=None) as batch_op:
        batch_op.drop_index(
            "prints_queued",
            sqlite_where=sa.text("state IN ('queued')"),
            postgresql_where=sa.text("state IN ('queued')"),
        )

    op.drop_table("printers")
    op.drop_table("prints")
    op.drop_table("passwords")
    op.drop_table("journal")
    op.drop_table("halls")
    op.drop_table("definitions")
    op.drop_table("counters")
    op.drop_table("comments")
