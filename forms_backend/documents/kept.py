"""What earlier builds made, to be used again."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

Make = Callable[[], Iterable[tuple[str, bytes]]]
MakeOne = Callable[[str], bytes]


class Kept(NamedTuple):
    """Where files made under an equal key are taken from. `tools` is a digest of all that makes documents."""

    tools: str
    once: Callable[[str, Make, str], dict[str, bytes]]  # a key, what makes a set of files, the name of the set
    each: Callable[[Mapping[str, str], MakeOne, str], dict[str, bytes]]  # keys by name, what makes one, the set's name

    def key(self, *sources: object) -> str:
        """A key for what is made of these values; equal for equal values and tools only."""
        return hashlib.blake2b(repr((self.tools, sources)).encode(), digest_size=16).hexdigest()
