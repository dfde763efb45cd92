"""``jiaohao export national``: ratings for the national evaluation interface (好差评), from the last file on."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from config import telling_faults
from config.definition import Definition
from server.command_options import all_done, mapping, of_one_hall, one_hall, out, whole
from server.domain.refusal import BadInput
from server.store.database import Store


@click.command()
@of_one_hall
@click.option(
    "--mapping",
    "given",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Field names, codes and constants of the province (TOML); config/national.toml without it.",
)
@click.option(
    "--after",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="seq of the last rating that was handed in; the command says it at its end.",
)
def national(
    database: str | None, config: Path | None, hall: str | None, file: Path, given: Path | None, after: int
) -> None:
    """Every rating by itself as JSON lines, for the national interface.

    Begins after a number of the journal, so that file by file nothing is missing and nothing comes twice.
    """
    # Imported here: the other commands need no reports.
    from server.reports import national

    names = mapping(given)
    store, code = one_hall(database, config, hall)
    count, seq = 0, after
    try:
        with Progress(console=Console(stderr=True)) as progress, whole(file) as part, part.open("wb") as lines:
            uncoded = national.without_code(_definition(store, code), names)
            bar = progress.add_task(f"ratings of {code}", total=None)
            for page, newest in national.pages(store, code, names, after=after):
                lines.writelines(page.lines)
                count, seq = count + len(page.lines), page.seq
                progress.update(bar, completed=seq - after if page.more else newest - after, total=newest - after)
            all_done(progress, bar)
    except BadInput as error:
        raise click.ClickException(telling_faults.refused(error.code, error.values, "en")) from error
    finally:
        store.close()
    if uncoded:
        out.print(f"Services without a code of the province, handed in by the hall's: {', '.join(uncoded)}")
    out.print(f"{file}: {count} ratings; the next file begins with --after {seq}", soft_wrap=True)


def _definition(store: Store, hall: str) -> Definition:
    with store.read() as conn:
        return store.definition(conn, hall)
