"""Addresses that a page can follow: from the folder that it lies in to another file."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from urllib.parse import quote

__all__ = ["address_from"]


def address_from(folder: Path, path: Path) -> str:
    """A relative address, so that the folder can be moved or sent whole; absolute on another drive.

    Examples
    --------
    >>> address_from(Path("out"), Path("out/pages/Mr Bell: 2.html"))
    'pages/Mr%20Bell%3A%202.html'
    """
    try:
        below = Path(relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_uri()
    address = quote(below)
    return f"./{address}" if ":" in below.split("/")[0] else address
