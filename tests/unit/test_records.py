"""A workspace becomes a record and comes back, whatever program wrote it."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_backend.answers.model import Workspace
from forms_backend.storage.port import Unreadable
from forms_backend.storage.records import (
    UPGRADES,
    Record,
    Upgrade,
    checked_key,
    encoded,
    from_record,
    to_record,
    upgraded,
)

# As the first release wrote it, one of everything. It is never changed: when the shape of a workspace changes, an
# upgrade must make today's shape of this one.
FIRST_RELEASE = b"""{
  "schema": 1, "year": "2025-26", "aim": "standards-met", "created_on": "2025-11-03", "changed_on": "2026-01-31",
  "profile": {"organisation.name": "Rose Villa"}, "profile_version": 4,
  "answers": {
    "ico-registration": {"position": "yes", "saved_on": "2025-11-03", "value": {"type": "text", "words": "Z1234567"}},
    "backups": {"position": "yes", "saved_on": "2025-11-04", "value": {"type": "tick"}, "version": 2},
    "spot-checks": {"position": "yes", "saved_on": "2025-11-05", "value": {"type": "date", "on": "2025-10-01"}},
    "encryption": {"position": "partly", "saved_on": "2025-11-06", "value": {"type": "choice", "option": "some"}},
    "data-policies": {"position": "yes", "saved_on": "2025-11-07", "comment": "Ask Jo", "value":
      {"type": "document", "way": "upload", "what": "f3", "file_name": "Policy.docx", "reviewed_on": "2025-09-30"}},
    "privacy-notice": {"position": "yes", "saved_on": "2025-11-07", "value":
      {"type": "document", "way": "place", "what": "Green folder"}},
    "own-devices": {"position": "not-applicable", "saved_on": "2025-11-08", "reason": "Nobody uses their own"},
    "public-wifi": {"position": "no", "saved_on": "2025-11-08"},
    "supplier-list": {"position": "unknown", "saved_on": "2025-11-08"}
  },
  "plan": {"public-wifi": {"action": "Write a rule", "owner": "Jo", "help_needed": "None", "start_on": "2026-02-01",
    "due_on": "2026-02-27", "status": "in-progress", "done_on": "2026-02-20", "notes": "Nearly", "version": 3}},
  "evidence": {"training-log": {"place": "Office", "owner": "Sam", "checked_on": "2026-01-05", "version": 2}}
}"""


def first_release() -> Record:
    return msgspec.json.decode(FIRST_RELEASE, type=Record)


@settings(derandomize=True, deadline=None)
@given(st.builds(Workspace, profile=..., profile_version=..., answers=..., plan=..., evidence=..., registers=...))
def test_every_workspace_comes_back_from_its_record_as_it_was(workspace: Workspace) -> None:
    assert from_record(msgspec.json.decode(encoded(to_record(workspace)), type=Record)) == workspace


def test_a_record_of_the_first_release_is_read_in_full() -> None:
    assert to_record(from_record(first_release())) == upgraded(first_release())


def test_a_record_carries_its_schema_and_no_defaults() -> None:
    bare = {"year": "2025-26", "aim": "met", "created_on": "2026-01-01", "changed_on": "2026-01-01"}
    assert to_record(from_record({"schema": 1, **bare})) == {"schema": len(UPGRADES) + 1, **bare}


def renamed(record: Record) -> Record:
    return {("level" if name == "aim" else name): value for name, value in record.items()}


def shouted(record: Record) -> Record:
    return {**record, "level": str(record["level"]).upper()}


@pytest.mark.parametrize(
    ("steps", "before", "after"),
    [
        ([], {"schema": 1, "aim": "met"}, {"schema": 1, "aim": "met"}),
        ([renamed], {"schema": 1, "aim": "met"}, {"schema": 2, "level": "met"}),
        ([renamed, shouted], {"schema": 1, "aim": "met"}, {"schema": 3, "level": "MET"}),
        ([renamed, shouted], {"schema": 2, "level": "met"}, {"schema": 3, "level": "MET"}),
        ([renamed, shouted], {"schema": 3, "level": "met"}, {"schema": 3, "level": "met"}),
    ],
)
def test_an_old_record_goes_through_every_step_it_has_missed_and_no_other(
    steps: list[Upgrade], before: Record, after: Record
) -> None:
    kept = dict(before)
    assert upgraded(before, steps) == after
    assert before == kept


@pytest.mark.parametrize(
    ("altered", "message"),
    [
        ({"schema": len(UPGRADES) + 2}, "made by a newer version of this program"),
        ({"schema": None}, "no schema number"),
        ({"schema": "1"}, "no schema number"),
        ({"schema": 0}, "no schema number"),
        ({"year": 2026}, r"does not fit its schema at `\$\.year`"),
        ({"answers": {"backups": {"position": "private"}}}, r"at `\$\.answers\[\.\.\.\]\.position`"),
        ({"answers": ["private"]}, r"at `\$\.answers`"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_without_quoting_it(altered: Record, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as refused:
        from_record({**first_release(), **altered})
    assert "private" not in str(refused.value)
    assert refused.value.__context__ is None


def test_a_record_without_a_needed_field_is_refused() -> None:
    with pytest.raises(Unreadable, match="does not fit its schema"):
        from_record({"schema": 1})


def test_a_key_is_itself() -> None:
    assert checked_key("0123456789abcdef" * 2) == "0123456789abcdef" * 2
