"""first passwords, sessions that end when nobody uses them, wrong passwords counted over a restart"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_failures",
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("free_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("whose"),
        comment="Wrong passwords in a row, by person and by the keyed hash of an address, and when the next may be tried.",
    )
    with op.batch_alter_table("login_failures", schema=None) as batch_op:
        batch_op.create_index("login_failures_by_age", ["last_at"], unique=False)

    with op.batch_alter_table("passwords", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first", sa.Text(), nullable=True))
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("idle_ms", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("limited", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_column("limited")
        batch_op.drop_column("idle_ms")
        batch_op.drop_column("seen_at")
    with op.batch_alter_table("passwords", schema=None) as batch_op:
        batch_op.drop_column("first")
    with op.batch_alter_table("login_failures", schema=None) as batch_op:
        batch_op.drop_index("login_failures_by_age")

    op.drop_table("login_failures")
