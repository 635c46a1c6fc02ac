"""`./quietline worker`: who may use this as a worker. Invite, list, revoke."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.app import SetupError, agency_of, settings_of
from store import Listed, StoreError, Workers

app = typer.Typer(
    help="Workers: invite one, list them, revoke one.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

_LONGEST = 60
_NO_FOLDER = "No folder is set for workers. Set agency_folder; see config/defaults.toml."


@contextmanager
def _workers() -> Iterator[Workers]:
    opened = agency_of(settings_of())
    if opened is None:
        raise SetupError(_NO_FOLDER)
    durable, vault = opened
    try:
        yield Workers(durable, vault, time.time)
    except StoreError as error:
        raise SetupError(f"{error} Try again; ./quietline worker list shows what is so.") from None
    finally:
        durable.close()


@app.command()
def invite(
    agency: Annotated[str, typer.Option(help="Name of the agency, as its workers know it.")],
    days: Annotated[int, typer.Option(min=1, max=365, help="How long the role lasts.")] = 30,
    valid_days: Annotated[
        int, typer.Option(min=1, max=30, help="How long the code can be used.")
    ] = 7,
) -> None:
    """Print a code that makes one person a worker. It is shown once and kept nowhere."""
    name = agency.strip()
    if not (1 <= len(name) <= _LONGEST and name.isprintable()):
        raise SetupError(f"Name the agency in 1 to {_LONGEST} letters: --agency 'North Shore'.")
    with _workers() as workers:
        code = workers.invite(name, days, valid_days)
    typer.echo(
        f"{code}\n\n"
        "Say it aloud or give it on paper, not by mail or message.\n"
        f"The person sends it to this service within {_days(valid_days)}. It works once, for one\n"
        f"person, who is then a worker of {name} for {_days(days)}.\n"
        "It is not kept here: if it is lost, revoke it and make another (./quietline worker list)."
    )


@app.command("list")
def list_all() -> None:
    """Workers and open invites. Who a worker is, is not kept and cannot be listed."""
    with _workers() as workers:
        listed = workers.list()
    for one in listed:
        typer.echo(_line(one))
    if not listed:
        typer.echo("No workers and no open invites.")


@app.command()
def revoke(
    worker: Annotated[
        str | None, typer.Argument(metavar="ID", help="Of a worker or an invite, as listed.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help="All workers and invites of this agency.")
    ] = None,
) -> None:
    """End a role or an invite, at once; or all of an agency."""
    if (worker is None) == (agency is None):
        raise SetupError("Say which: an ID (see ./quietline worker list), or --agency NAME.")
    with _workers() as workers:
        gone = workers.revoke_agency(agency) if agency else int(workers.revoke(worker or ""))
    if not gone:
        raise SetupError("There is none. See: ./quietline worker list")
    typer.echo(f"Revoked: {gone}.")


def _line(one: Listed) -> str:
    if one.invite:
        return f"{one.id}  invite  {one.agency}: made {one.since}, can be used until {one.until}"
    return f"{one.id}  worker  {one.agency}: since {one.since}, until {one.until}"


def _days(days: int) -> str:
    return f"{days} day{'s' * (days > 1)}"
