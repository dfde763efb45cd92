"""daily roll-ups"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating_tallies",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("cube", sa.Text(), nullable=False),
        sa.Column("span", sa.Date(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("very_satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("basically_satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("dissatisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("very_dissatisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("flagged_very_satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("flagged_satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("flagged_basically_satisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("flagged_dissatisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("flagged_very_dissatisfied", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall", "cube", "span", "window", "staff", "service", "hour", "channel", "tag"),
        comment="What ratings add up to, by the day and hour of what was rated.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallied",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("added_up_to", sa.Date(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall"),
        comment="Up to which day the finest rows were added up to the coarser ones, and by which version of the rules.",
    )
    op.create_table(
        "visit_tallies",
        sa.Column("hall", sa.Text(), nullable=False),
        sa.Column("cube", sa.Text(), nullable=False),
        sa.Column("span", sa.Date(), nullable=False),
        sa.Column("window", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("called", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("waited_ms", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("over_promise", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("missed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("cancelled", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("expired", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("finished", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("due", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("handled_ms", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("on_time", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("on_the_spot", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("statutory_minutes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("statutory_ms", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("wait_00", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_01", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_02", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_03", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_04", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_05", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_06", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_07", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_08", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_09", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_10", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_11", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_12", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_13", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_14", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_15", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_16", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_17", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_18", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_19", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_20", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_21", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_22", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_23", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_24", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_25", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_26", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_27", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("wait_28", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("hall", "cube", "span", "window", "staff", "service", "hour"),
        comment="What tickets and servings add up to.",
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("visit_tallies")
    op.drop_table("tallied")
    op.drop_table("rating_tallies")
