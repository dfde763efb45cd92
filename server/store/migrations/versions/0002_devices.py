"""devices that pair, report and are revoked"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tokens", sa.Column("used_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE tokens SET used_at = created_at")
    if op.get_bind().dialect.name != "sqlite":
        op.create_table_comment(
            "tokens",
            "Digests only. used_at is the first use: from then on a paired device is not told its token again.",
        )
    op.create_table(
        "pairings",
        sa.Column("poll_digest", sa.Text(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("poll_digest"),
        sa.UniqueConstraint("code"),
        comment="Screens that ask to be let in: digests of what they poll with and of the token they will get.",
    )
    op.create_index("pairings_of_hall", "pairings", ["hall", "state"])
    op.create_table(
        "devices",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("window", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paired_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("sound", sa.Text(), nullable=True),
        sa.Column("unsent", sa.Integer(), nullable=True),
        sa.Column("clock_off_seconds", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "device"),
        comment="Every device that may enter, and what it last said of itself.",
    )
    # Devices that were entered when their hall was set up are devices like any other.
    op.execute(
        """
        INSERT INTO devices (hall, device, kind, "window", name, paired_at)
        SELECT hall, subject, MIN(role), MIN("window"), subject, MIN(created_at)
        FROM tokens WHERE role IN ('kiosk', 'display', 'evaluator') GROUP BY hall, subject
        """
    )
    op.create_table(
        "presences",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "device", "hub"),
        comment="Which hub sees which device; a hub that is gone stops renewing seen_at.",
    )
