"""alerts: what the hall is told of while it can still be put right"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("windows", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.BigInteger(), nullable=True))

    op.create_table(
        "alerts",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("watch", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("answered", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "id"),
    )
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.create_index("alerts_by_day", ["hall", "day"], unique=False)
        batch_op.create_index(
            "alerts_open",
            ["hall", "watch", "subject"],
            unique=True,
            sqlite_where=sa.text("state IN ('open')"),
            postgresql_where=sa.text("state IN ('open')"),
        )

    op.create_table(
        "alert_steps",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "alert", "seq"),
        comment="Who was told of an alert and who reacted, by what. Texts go with their salt; the journal keeps a digest.",
    )


def downgrade() -> None:
    op.drop_table("alert_steps")
    with op.batch_alter_table("alerts", schema=None) as batch_op:
        batch_op.drop_index(
            "alerts_open", sqlite_where=sa.text("state IN ('open')"), postgresql_where=sa.text("state IN ('open')")
        )
        batch_op.drop_index("alerts_by_day")

    op.drop_table("alerts")
    with op.batch_alter_table("windows", schema=None) as batch_op:
        batch_op.drop_column("since")
