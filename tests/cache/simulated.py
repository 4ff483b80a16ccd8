"""A disk whose clock the tests set: files are real, the times that a look at them tells are not."""

import os
import random
from pathlib import Path
from typing import Any

SECOND = 1_000_000_000
START = 1_800_000_000 * SECOND  # later than any file of the program, which tells its real times


class Status:
    """What `os.stat` tells, with the times of the simulated clock."""

    def __init__(self, real: os.stat_result, mtime: int, ctime: int) -> None:
        self.st_mode, self.st_size, self.st_ino = real.st_mode, real.st_size, real.st_ino
        self.st_mtime_ns, self.st_ctime_ns = mtime, ctime

    def __getitem__(self, index: int) -> int:
        return {0: self.st_mode, 1: self.st_ino, 6: self.st_size}[index]


class Disk:
    """Files below a folder, written at moments of a clock that ticks as coarsely as it is told to.

    Args:
        root: the folder.
        tick: nanoseconds that two writes must be apart to leave different times.
        dice: what chooses.
    """

    def __init__(self, root: Path, tick: int, dice: random.Random) -> None:
        self.root, self.tick, self.dice = root, tick, dice
        self.now = START
        self._times: dict[int, tuple[int, int]] = {}

    def status(self, path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> Status:
        """Stands for `os.stat`."""
        real = os.stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        return Status(real, *self._times.get(real.st_ino, (START, START)))

    def written(self, path: Path) -> int:
        """When a file was changed last."""
        return self._times.get(path.stat().st_ino, (START, START))[1] if path.exists() else self.now

    def wait(self, nanoseconds: int) -> None:
        """Let time pass, or set the clock back."""
        self.now += nanoseconds

    def _stamp(self, path: Path, mtime: int | None = None) -> None:
        now = self.now - self.now % self.tick
        self._times[path.stat().st_ino] = (now if mtime is None else mtime, now)
        folder = path.parent.stat().st_ino
        self._times.setdefault(folder, (now, now))

    def _touch_folder(self, path: Path) -> None:
        now = self.now - self.now % self.tick
        self._times[path.parent.stat().st_ino] = (now, now)

    def write(self, path: Path, text: str, *, keep_times: bool = False) -> None:
        """Write in place, as an editor may; with ``keep_times`` the time of the write is set back afterwards."""
        new = not path.exists()
        before = None if new else self._times.get(path.stat().st_ino, (START, START))[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self._stamp(path, before if keep_times else None)
        if new:
            self._touch_folder(path)

    def replace(self, path: Path, text: str) -> None:
        """Write beside it and rename, as most editors do."""
        aside = path.with_name(".aside")
        aside.write_text(text)
        self._stamp(aside)
        aside.replace(path)
        self._touch_folder(path)

    def rename(self, path: Path, to: Path) -> None:
        """Give a file another name."""
        path.rename(to)
        self._stamp(to, self._times.get(to.stat().st_ino, (START, START))[0])
        self._touch_folder(to)

    def remove(self, path: Path) -> None:
        """Remove a file; its inode may come again."""
        self._times.pop(path.stat().st_ino, None)
        path.unlink()
        self._touch_folder(path)
