"""cases in the order they were opened, for whoever looks through all of them"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("cases_by_opening", "cases", ["hall", "opened_at", "id"])


def downgrade() -> None:
    op.drop_index("cases_by_opening", table_name="cases")
