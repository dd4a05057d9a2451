"""An address opens the store it means, or is refused with what would do."""

from pathlib import Path

import pytest

from forms_backend.storage import local_disk
from forms_backend.storage.local_disk import file_system
from forms_backend.storage.memory_store import MemoryStore
from forms_backend.storage.opening import ENGINES, open_store
from forms_backend.storage.port import StorageError
from forms_backend.storage.tinydb_store import TinyDbStore

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/home /srv/shared nfs4 rw,vers=4.2 0 0
/dev/sdb1 /srv/shared/local xfs rw 0 0
//nas/care /mnt/care\040home cifs rw 0 0
systemd-1 /mnt/late autofs rw 0 0
jo@host: /mnt/late fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://host/name", "'postgresql': use one of memory:, tinydb:"),
        ("", "use one of memory:, tinydb:"),
        ("/srv/answers", "use one of memory:, tinydb:"),
        ("memory://somewhere", "memory: and nothing else"),
        ("tinydb:", "whole path"),
        ("tinydb:/srv/answers", "whole path"),
        ("tinydb://answers", "whole path"),
    ],
)
def test_an_address_that_means_no_store_is_refused_with_what_would_do(address: str, message: str) -> None:
    with pytest.raises(StorageError, match=message):
        open_store(address)


def test_an_address_opens_the_store_it_means(tmp_path: Path) -> None:
    folder = tmp_path / "a folder: 100% ours?#"
    assert isinstance(open_store("memory:"), MemoryStore)
    assert isinstance(open_store(f"tinydb://{folder}"), TinyDbStore)
    assert (folder / "workspaces").is_dir()
    assert set(ENGINES) >= {"memory", "tinydb"}


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/answers", "ext4"),
        ("/srv/shared", "nfs4"),
        ("/srv/shared/answers", "nfs4"),
        ("/srv/shared/../answers", "ext4"),
        ("/srv/sharedanswers", "ext4"),
        ("/srv/shared/local/answers", "xfs"),
        ("/mnt/care home/answers", "cifs"),
        ("/mnt/late", "fuse.sshfs"),
    ],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount_above(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        *((kind, True) for kind in ("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "ceph", "fuse.glusterfs", "lustre")),
        *((kind, False) for kind in ("ext4", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "fuseblk", "")),
    ],
)
def test_a_folder_on_a_network_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, *, refused: bool
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nelsewhere {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(local_disk, "MOUNTS", table)
    folder = tmp_path / "data"
    if refused:
        with pytest.raises(StorageError, match=f"network disk \\({kind}\\)"):
            open_store(f"tinydb://{folder}")
    else:
        open_store(f"tinydb://{folder}")
    assert folder.exists() is not refused
