"""How much machine there is: the cores and the memory that this process may use, its container's limits included."""

from __future__ import annotations

import math
import os
from pathlib import Path

from callscore.threads import allowed_threads

__all__ = ["CALL_BYTES", "TRANSCRIPT_BYTES", "automatic_workers", "cores", "free_memory", "threads_each"]

CALL_BYTES = 900 * 2**20
"""Memory of a worker that hears calls, its model not counted: an hour of mono at 16 kHz peaked at 680 MiB
(tests/benchmarks/bench_whole_path.py), an hour of stereo needs a third more."""

TRANSCRIPT_BYTES = 400 * 2**20
"""Memory of a worker that reads transcripts only: 330 MiB measured (tests/benchmarks/bench_batch.py)."""

MEMORY_SHARE = 0.8
"""Share of the free memory that workers may take; the rest is for files' caches and whoever else is there."""

CGROUP = Path("/sys/fs/cgroup")


def cores() -> int:
    """CPU cores that this process may use: its affinity, and the share of its container (cgroup 1 and 2).

    Examples
    --------
    >>> cores() >= 1
    True
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = min((limit for group in _groups("cpu") if (limit := _cpu_limit(group)) is not None), default=math.inf)
    return max(1, min(allowed, math.floor(quota) if math.isfinite(quota) else allowed))


def free_memory() -> int:
    """Bytes that can still be had: of the machine, and of the container's limit.

    Examples
    --------
    >>> free_memory() > 0
    True
    """
    import psutil

    free = [int(psutil.virtual_memory().available)]
    free += [room for group in _groups("memory") if (room := _memory_room(group)) is not None]
    return max(0, min(free))


def automatic_workers(n_tasks: int, *, bytes_each: int, per_core: int = 1) -> int:
    """Processes for `n_tasks` calls: some a core, as far as memory goes, and never more than calls.

    Parameters
    ----------
    n_tasks
        Calls to do.
    bytes_each
        Memory of one worker.
    per_core
        Workers for each core.
    """
    fit = int(free_memory() * MEMORY_SHARE) // max(1, bytes_each)
    return max(1, min(per_core * cores(), fit, n_tasks))


def threads_each(workers: int) -> int:
    """Threads for each of so many processes: its share of the cores, and no more than ``OMP_NUM_THREADS`` allows.

    Examples
    --------
    >>> threads_each(10_000)
    1
    """
    return allowed_threads(max(1, cores() // workers))


def _groups(controller: str) -> list[Path]:
    """Folders of the control groups that this process is in, from its own up to the root."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    folders: list[Path] = []
    for line in lines:
        _, _, rest = line.partition(":")
        names, _, own = rest.partition(":")
        if names and controller not in names.split(","):
            continue
        root = CGROUP / controller if names else CGROUP
        place = root / own.strip("/")
        folders += [folder for folder in (place, *place.parents) if folder.is_relative_to(root)]
    return list(dict.fromkeys(folders))


def _number(file: Path) -> float | None:
    """The first number of a control file; None where there is no file, no number or no limit ("max", -1)."""
    try:
        value = float(file.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return value if value > 0 else None


def _cpu_limit(group: Path) -> float | None:
    """Cores that a group may use on average, None without a limit."""
    try:
        quota, period = (group / "cpu.max").read_text(encoding="ascii").split()
        return float(quota) / float(period)
    except (OSError, ValueError):
        pass  # no such file, or "max": no limit of this kind
    old_quota, old_period = _number(group / "cpu.cfs_quota_us"), _number(group / "cpu.cfs_period_us")
    return None if old_quota is None or old_period is None else old_quota / old_period


def _memory_room(group: Path) -> int | None:
    """Bytes left below a group's limit, None without one; what only caches files counts as free."""
    for limit_name, used_name in (
        ("memory.max", "memory.current"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes"),
    ):
        limit, used = _number(group / limit_name), _number(group / used_name)
        if limit is not None and used is not None:
            return int(limit - used) + _cached(group)
    return None


def _cached(group: Path) -> int:
    """Bytes of files that the group only caches, and that are given up when memory runs short."""
    try:
        rows = dict(line.split() for line in (group / "memory.stat").read_text(encoding="ascii").splitlines())
        return int(rows.get("inactive_file", rows.get("total_inactive_file", "0")))
    except (OSError, ValueError):
        return 0
