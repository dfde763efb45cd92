"""tickets that let others go first"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("postponed", sa.Boolean(), nullable=False, server_default=sa.false()))
