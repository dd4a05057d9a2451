"""`content/areas.yaml`: the areas of England in which people look for help, and what else they call them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from forms_backend.questions.model import Checked, Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, read_yaml
from forms_backend.questions.typed import typed

ON_THE_PAGE = frozenset({"main", "q", "find", "regions", "areas", "a-to-z", "national-help", "partners"})  # other ids


class AreasFacts(Facts, frozen=True, kw_only=True):
    """The whole of the file: region, area and the places in it; names that mean several areas; anchors kept."""

    checked: Checked
    regions: dict[str, dict[str, tuple[str, ...]]]
    wider_names: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    anchors: dict[str, str] = msgspec.field(default_factory=dict)


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A council area with adult social care duties."""

    name: str
    anchor: str  # its place on the page, and its name in addresses for good
    region: str
    places: tuple[str, ...]
    wider: tuple[str, ...]  # names of counties and the like that it belongs to


class Areas(msgspec.Struct, frozen=True, kw_only=True):
    """All areas, in the order of the file, and names that mean several of them."""

    checked: Checked
    areas: tuple[Area, ...]
    wider: dict[str, tuple[str, ...]]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions, each once."""
        return tuple(dict.fromkeys(one.region for one in self.areas))

    def named(self, name: str) -> Area | None:
        """The area of this name."""
        return next((one for one in self.areas if one.name == name), None)


def anchor_of(name: str) -> str:
    """A name as it stands in an address: "King's Lynn" is `kings-lynn`."""
    words = name.casefold().replace("'", "")
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words).split())


def load_areas(content: Path, report: Report) -> Areas | None:
    """Load `areas.yaml`, or None after reporting."""
    source = read_yaml(content / "areas.yaml", report)
    facts = typed(source, AreasFacts, report) if source else None
    if source is None or facts is None:
        return None
    before = len(report.problems)
    for place, what, remedy in _faults(facts):
        report.add(source.path, source.line(place), what, remedy)
    return None if len(report.problems) > before else _areas(facts)


def _areas(facts: AreasFacts) -> Areas:
    areas = tuple(
        Area(
            name=name,
            anchor=_anchor(name, facts),
            region=region,
            places=places,
            wider=tuple(wide for wide, inside in facts.wider_names.items() if name in inside),
        )
        for region, inside in facts.regions.items()
        for name, places in inside.items()
    )
    return Areas(checked=facts.checked, areas=areas, wider=facts.wider_names)


def _anchor(name: str, facts: AreasFacts) -> str:
    return facts.anchors.get(name) or anchor_of(name)


def _faults(facts: AreasFacts) -> Iterator[tuple[Place, str, str]]:
    """Each fault of the file: where, what, remedy."""
    seen: dict[str, str] = {anchor_of(region): region for region in facts.regions}
    names = {name for inside in facts.regions.values() for name in inside}
    for region, inside in facts.regions.items():
        for name in inside:
            anchor = _anchor(name, facts)
            if anchor in ON_THE_PAGE or seen.setdefault(anchor, name) is not name:
                what = f"the anchor of `{name}`, #{anchor}, is taken by {seen.get(anchor, 'another part of the page')}"
                yield ("regions", region, name), what, "Change the name, or give it another anchor under `anchors`."
    for wide, inside_it in facts.wider_names.items():
        for at, name in enumerate(inside_it):
            if name not in names:
                yield ("wider-names", wide, at), f"`{name}` is not an area of this file", "Correct the name."
    for name in facts.anchors:
        if name not in names:
            yield ("anchors", name), f"`{name}` is not an area of this file", "Correct the name, or take the line out."
