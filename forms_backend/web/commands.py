"""Commands for whoever runs the service: `flask --app forms_backend …`."""

from collections import Counter
from datetime import date
from typing import Literal

import click
from flask import Flask

from forms_backend.answers.days import months_after
from forms_backend.storage.port import NotFound, StorageError
from forms_backend.web.service import InUse, Service, service


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
    since = months_after(here.today(), -months)
    try:
        keys = list(here.store.unused_since(since))
    except StorageError as error:
        raise click.ClickException(f"the workspaces could not be listed: {error}") from error
    if not really:
        click.echo(f"{len(keys)} workspaces would be removed")
        return
    outcomes = Counter(_remove(here, key, since) for key in keys)
    click.echo(f"{outcomes['removed']} workspaces removed")
    if outcomes["failed"]:
        raise SystemExit(1)


def _remove(here: Service, key: str, since: date) -> Literal["removed", "spared", "failed"]:
    """Remove one, unless somebody was quicker. One that cannot go just now is named, and keeps none of the others."""
    try:
        here.remove(key, unless_changed_since=since)
    except (InUse, NotFound):  # changed, or deleted by its own people, since it was listed
        return "spared"
    except StorageError as error:
        click.echo(f"{key} could not be removed: {type(error).__name__}", err=True)
        return "failed"
    return "removed"
