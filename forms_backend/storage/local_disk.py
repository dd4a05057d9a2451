"""Whether a folder is on a disk of this computer. Locks between computers cannot be relied on."""

import re
from pathlib import Path

from forms_backend.storage.port import StorageError

MOUNTS = Path("/proc/mounts")  # Linux only; elsewhere nothing is refused
NETWORK = re.compile(
    r"(fuse\.)?(afs|beegfs|ceph|cifs|coda|curlftpfs|davfs2?|gcsfuse|gfs2|glusterfs|gpfs|lustre|ncpfs|nfs4?|ocfs2"
    r"|rclone|s3fs|smb3|smbfs|sshfs)"
)
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the table writes a blank in a name: \040


def refuse_network_disk(folder: Path) -> None:
    """Raise StorageError when the folder is on a disk of another computer."""
    if not MOUNTS.exists():
        return
    kind = file_system(folder, MOUNTS.read_text("utf-8", "surrogateescape"))
    if NETWORK.fullmatch(kind):
        raise StorageError(
            f"{folder} is on a network disk ({kind}). Two programs could then write over each other's answers."
            " Choose a folder on a disk of this computer."
        )


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system a folder is on, by a table in the form of /proc/mounts; empty when it does not say."""
    wanted, found, longest = folder.resolve(), "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        place = Path(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), fields[1]))
        # Of two mounts in one place the later one is seen.
        if wanted.is_relative_to(place) and len(place.parts) >= longest:
            found, longest = fields[2], len(place.parts)
    return found
