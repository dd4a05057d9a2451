"""What a host may set. Read from the environment once, at the door."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where things lie, and what day it is."""

    content: Path
    site: Path  # made by build.py
    store: str  # address of the store: see storage.opening
    files: Path  # folder for uploaded files
    today: Callable[[], date] = date.today


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Settings from CONTENT_DIR, SITE_DIR, DATA_DIR and STORE; each has a default beside the code."""
    data = Path(environment.get("DATA_DIR") or ROOT / "data").resolve()
    return Settings(
        content=Path(environment.get("CONTENT_DIR") or ROOT / "content").resolve(),
        site=Path(environment.get("SITE_DIR") or ROOT / "site").resolve(),
        store=environment.get("STORE") or f"tinydb://{data}",
        files=data / "files",
    )
