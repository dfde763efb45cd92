"""the voice of a room: recorded clips, the right to speak; until when a window is paused"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clips",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("wav", sa.LargeBinary(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "language", "token"),
        comment="The hall's recorded voice, where every hub of the database finds it.",
    )
    op.create_table(
        "speaking_rights",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("spoken", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "room"),
        comment="Which one terminal speaks in a room, until when, and the last call that was spoken there.",
    )
    op.add_column("windows", sa.Column("until", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("windows", "until")
    op.drop_table("speaking_rights")
    op.drop_table("clips")
