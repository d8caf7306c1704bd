"""Places behind URLs: told from paths, reached through fsspec, and their libraries' errors turned into the system's."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from callscore.transcripts.fields import one_line

__all__ = ["is_url", "own_path", "reached"]

OF_THIS_MACHINE = ("file://", "local://")
"""Beginnings of URLs that name files of this machine."""


def is_url(text: str) -> bool:
    """Whether a place is a URL for fsspec rather than a path.

    Examples
    --------
    >>> is_url("s3://bucket/day"), is_url("C:/calls"), is_url("day/*.wav")
    (True, False, False)
    """
    scheme, colon, _ = text.partition("://")
    return bool(colon) and len(scheme) > 1 and scheme.replace("+", "").replace("::", "").isalnum()


def own_path(text: str) -> str:
    """A URL that names a file of this machine as its path; all else as it is.

    Examples
    --------
    >>> own_path("file:///var/calls"), own_path("s3://bucket/day"), own_path("day")
    ('/var/calls', 's3://bucket/day', 'day')
    """
    if not text.lower().startswith(OF_THIS_MACHINE):
        return text
    import fsspec

    return str(fsspec.core.url_to_fs(text)[1])


@contextmanager
def reached(url: str) -> Iterator[tuple[Any, str]]:
    """The file system behind a URL and the place on it, for what is done there in the block.

    Raises
    ------
    OSError
        Whatever goes wrong there. The libraries of stores raise errors of many bases when there is no network, no
        key, or no such library; here all of them are the system's, in one line.
    """
    try:
        import fsspec

        yield fsspec.core.url_to_fs(url)
    except OSError:
        raise
    except Exception as error:
        raise OSError(errno.EIO, one_line(f"{type(error).__name__}: {error}")) from error
