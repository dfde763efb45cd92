"""New halls on the command line: set up, and told what they are entered with, this once."""

from __future__ import annotations

import sys

import click

from config.definition import Definition
from server import setting_up
from server.command_options import out
from server.first_credentials import FirstCredentials, naming
from server.operations.kiosk_pin import HOLDER as KIOSK_PIN
from server.store.database import Store


def add_halls(store: Store, definitions: list[Definition], *, url: str) -> None:
    """Adds the halls that are new and prints, this once, what they are entered with."""
    before = store.halls()
    several = len({*before, *(definition.code for definition in definitions)}) > 1
    for definition in definitions:
        first = FirstCredentials.made_for(definition)
        if setting_up.set_up(store, definition, first):
            out.print(f"{definition.code}: set up. These passwords and addresses are shown only now; keep them.")
            out.print("  Whoever signs in on a page chooses a password of their own first.")
            show(definition, first, url, named=several)
        else:
            out.print(f"{definition.code}: is in the database already and stays as it is there")
    if len(before) == 1 and len(store.halls()) > 1:
        out.print(f"{before[0]}: is not the only hall any more; its addresses now end in ?hall={before[0]}")


def show(definition: Definition, first: FirstCredentials, url: str, *, named: bool = False) -> None:
    """The address of every page and everybody's login, on plain lines that can be copied.

    The addresses are ``named`` by their hall where the database holds several.
    """

    def address(href: str) -> str:
        return url + (naming(definition.code, href) if named else href)

    click.echo(f"{definition.name[definition.languages[0]]}: {address('/')}")
    for link in first.links(definition):
        page = link["page"].replace("_", " ")
        click.echo(f"  {page:<16}{link.get('window', ''):<4}{address(link['href'])}")
    for person in (each for each in definition.staff if each.job_number in first.passwords):
        login = f"{person.job_number} / {first.passwords[person.job_number]}"
        click.echo(f"  {'login':<16}{person.window or '':<4}{login}  ({', '.join(person.roles)})")
    if pin := first.passwords.get(KIOSK_PIN):
        click.echo(f"  {'kiosk PIN':<20}{pin}  (press the upper right corner of the kiosk five times)")
    sys.stdout.flush()
