"""appointments, notices on paper, tickets for somebody else"""

import sqlalchemy as sa
from alembic import op

from server.store.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

QUEUED = sa.text("state IN ('queued')")


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "code"),
        comment="A time and a service by a code that its holder types or scans; no name, no contact.",
    )
    op.create_index("appointments_by_time", "appointments", ["hall", "at"])
    op.add_column("tickets", sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()))
    # The batch makes the table anew on SQLite, and a partial index is not what it takes along.
    op.drop_index("prints_queued", "prints")
    with op.batch_alter_table("prints") as prints:
        prints.alter_column("ticket", existing_type=sa.Text(), nullable=True)
        prints.add_column(sa.Column("service", sa.Text(), nullable=True))
        prints.add_column(sa.Column("language", sa.Text(), nullable=True))
    op.create_index("prints_queued", "prints", ["hall", "device"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.create_index("prints_by_age", "prints", ["hall", "created_at"])


def downgrade() -> None:
    op.drop_index("prints_by_age", "prints")
    op.drop_index("prints_queued", "prints")
    op.execute("DELETE FROM prints WHERE ticket IS NULL")
    with op.batch_alter_table("prints") as prints:
        prints.drop_column("language")
        prints.drop_column("service")
        prints.alter_column("ticket", existing_type=sa.Text(), nullable=False)
    op.create_index("prints_queued", "prints", ["hall", "device"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.drop_column("tickets", "on_behalf")
    op.drop_index("appointments_by_time", "appointments")
    op.drop_table("appointments")
