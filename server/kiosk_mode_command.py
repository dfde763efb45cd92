"""The command that makes a computer start straight into its page."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from server.command_options import out
from server.kiosk_mode import writing


@click.command("kiosk-mode")
@click.option("--page", required=True, help="Address of the page, e.g. http://192.168.1.10:8000/kiosk/")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--kind", type=click.Choice(["debian", "android"]), default="debian", show_default=True)
@click.option(
    "--rotate",
    type=click.Choice(["none", "left", "right"]),
    default="none",
    show_default=True,
    help="Which way a panel was turned that hangs on its side.",
)
def kiosk_mode(page: str, folder: Path, kind: str, rotate: str) -> None:
    """Write what a Debian mini-PC or an Android tablet needs to start straight into its page."""
    try:
        for file in writing.write(
            folder, page=page, kind=cast(writing.Kind, kind), rotation=cast(writing.Rotation, rotate)
        ):
            out.print(str(file), soft_wrap=True)
    except writing.BadAddress as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot write to {folder}: {error.strerror or error}") from error
