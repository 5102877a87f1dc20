"""A really small disk, and filling it to the last byte. It needs the right to mount."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1024 * 1024
FILLER = "filler"


class CannotMount(Exception):
    """This user of this machine may not mount a disk."""


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Have a disk of that size at a folder while the context lasts.

    Raises:
        CannotMount: it cannot be had here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotMount(str(error)) from None
    if done.returncode != 0:
        raise CannotMount(done.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def fill(disk: Path) -> None:
    """Take all that is left of a disk, to the last byte."""
    with suppress(OSError), (disk / FILLER).open("ab", buffering=0) as filler:
        for size in (MEGABYTE, 4096, 1):
            with suppress(OSError):
                while True:
                    filler.write(b"\0" * size)


def set_free(disk: Path) -> None:
    """Give back what was taken."""
    (disk / FILLER).unlink(missing_ok=True)
