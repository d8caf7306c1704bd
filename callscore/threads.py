"""How many threads a library may use in this process, as far as the user says."""

from __future__ import annotations

import os

__all__ = ["THREADS_VARIABLE", "allowed_threads"]

THREADS_VARIABLE = "OMP_NUM_THREADS"
"""What numerical libraries go by, and what a batch sets in its workers to their share of the cores."""


def allowed_threads(wanted: int) -> int:
    """So many threads, or as many as ``OMP_NUM_THREADS`` allows where that is fewer.

    Examples
    --------
    >>> 1 <= allowed_threads(4) <= 4
    True
    """
    allowed = os.environ.get(THREADS_VARIABLE, "").partition(",")[0].strip()
    return min(wanted, int(allowed)) if allowed.isdecimal() and int(allowed) else wanted
