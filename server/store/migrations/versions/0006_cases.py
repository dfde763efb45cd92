"""cases: what a bad rating sets off"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_steps",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "case", "seq"),
        comment="What was done in a case and said of it. Texts go with their salt; the journal keeps a digest.",
    )
    op.create_table(
        "cases",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("serving", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("contact_due", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("complexity", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("contacted_at", sa.BigInteger(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=True),
        sa.Column("mending", sa.Text(), nullable=True),
        sa.Column("mending_by", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("objected_at", sa.BigInteger(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "id"),
        sa.UniqueConstraint("hall", "rating"),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("cases_by_day", ["hall", "opened_on"], unique=False)
        batch_op.create_index("cases_by_due", ["hall", "due"], unique=False)
        batch_op.create_index("cases_of_ticket", ["hall", "ticket"], unique=False)
        batch_op.create_index(
            "cases_open",
            ["hall", "due"],
            unique=False,
            sqlite_where=sa.text("state IN ('open')"),
            postgresql_where=sa.text("state IN ('open')"),
        )

    op.create_table(
        "contacts",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "rating"),
        comment="How citizens who rated badly may be called back, where they left it. Rows go after the hall's days.",
    )
    op.create_table(
        "rating_flags",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("flag", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "rating", "flag"),
        comment="Doubts that arose after a rating was taken, each by the journal row that tells it.",
    )


def downgrade() -> None:
    op.drop_table("rating_flags")
    op.drop_table("contacts")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(
            "cases_open", sqlite_where=sa.text("state IN ('open')"), postgresql_where=sa.text("state IN ('open')")
        )
        batch_op.drop_index("cases_of_ticket")
        batch_op.drop_index("cases_by_due")
        batch_op.drop_index("cases_by_day")

    op.drop_table("cases")
    op.drop_table("case_steps")
