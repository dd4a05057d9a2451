"""Commands for whoever runs the service: `flask --app forms_backend …`."""

import click
from flask import Flask

from forms_backend.answers.days import months_after
from forms_backend.storage.port import StorageError
from forms_backend.web.service import Service, service


def add_commands(app: Flask) -> None:
    """Add the operator's commands to an app."""
    app.cli.add_command(remove_unused)


@click.command("remove-unused")
@click.option("--months", default=24, show_default=True, help="Remove what nobody changed for so long.")
@click.option("--really", is_flag=True, help="Remove them. Without it, they are only counted.")
def remove_unused(months: int, really: bool) -> None:  # noqa: FBT001 - click hands flags over like this
    """Remove workspaces that nobody has changed for a long time, as the privacy page promises."""
    if months < 1:
        raise click.BadParameter("must be 1 or more", param_hint="--months")
    here = service()
    keys = list(here.store.unused_since(months_after(here.today(), -months)))
    if not really:
        click.echo(f"{len(keys)} workspaces would be removed")
        return
    removed = sum(_removed(here, key) for key in keys)
    click.echo(f"{removed} workspaces removed")
    if removed < len(keys):
        raise SystemExit(1)


def _removed(here: Service, key: str) -> bool:
    """Whether it went. One that cannot go just now is named, and keeps none of the others."""
    try:
        here.remove(key)
    except StorageError as error:
        click.echo(f"{key} could not be removed: {type(error).__name__}", err=True)
        return False
    return True
