"""The command line. Thin: commands read options, call what does the work, and print.

Each is imported only when it is asked for: a report is not to wait for all that a hub is made of.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "demo": "serving_commands",
    "init": "init_command",
    "serve": "serving_commands",
    "definition": "definition_commands",
    "export": "export_command",
    "journal": "record_commands",
    "backup": "record_commands",
    "restore": "record_commands",
    "kiosk-mode": "kiosk_mode_command",
}
"""The module of each."""


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"server.{COMMANDS[name]}"), name.replace("-", "_"))
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """jiaohao: queue calling and service rating for a public service hall."""
