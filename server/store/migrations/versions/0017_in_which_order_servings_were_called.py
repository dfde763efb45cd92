"""in which order servings were called, also within one millisecond"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SERVINGS = sa.table("servings", *map(sa.column, ("hall", "id", "ticket", "called_at", "seq")))
JOURNAL = sa.table("journal", *map(sa.column, ("hall", "seq", "kind", "subject", "data")))


def upgrade() -> None:
    with op.batch_alter_table("servings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False))
    order_those_of_one_millisecond(op.get_bind())


def order_those_of_one_millisecond(conn: sa.Connection) -> None:
    """The others are told apart by their time."""
    s, j = SERVINGS.c, JOURNAL.c
    together = sa.select(s.hall, s.ticket).group_by(s.hall, s.ticket, s.called_at).having(sa.func.count() > 1)
    for hall, ticket in conn.execute(together.distinct()).all():
        calls = sa.select(j.seq, j.data).where(j.hall == hall, j.kind == "ticket.called", j.subject == ticket)
        for seq, data in conn.execute(calls).all():
            mine = s.hall == hall, s.id == json.loads(data)["serving"]
            conn.execute(sa.update(SERVINGS).where(*mine).values(seq=seq))


def downgrade() -> None:
    with op.batch_alter_table("servings", schema=None) as batch_op:
        batch_op.drop_column("seq")
