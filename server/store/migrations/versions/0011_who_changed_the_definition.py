"""which row of the journal tells of each version of a definition"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("definitions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seq", sa.BigInteger(), nullable=True))
    op.create_table(
        "photos",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "digest"),
        comment="Pictures of the staff by what is in them; the definition names them.",
    )


def downgrade() -> None:
    op.drop_table("photos")
    with op.batch_alter_table("definitions", schema=None) as batch_op:
        batch_op.drop_column("seq")
