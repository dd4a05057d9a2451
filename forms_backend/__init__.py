"""DSPT Companion: questions, answers, and what is made of them.

questions   what is asked, read from content/
answers     what was answered, and what follows from it
documents   what can be downloaded      pages   what the site shows      storage   where answers rest
web         the Flask app; knows all of the above, and nothing below knows it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> Flask:
    """The app as the environment sets it, for `flask --app forms_backend`."""
    import os  # noqa: PLC0415 - build.py imports this package and needs no Flask

    from forms_backend.web import create_app as create  # noqa: PLC0415
    from forms_backend.web.settings import from_environment  # noqa: PLC0415

    return create(from_environment(os.environ))
