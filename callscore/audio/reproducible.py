"""The same sums wherever they are added up: how many threads a matrix product is cut into changes its last digits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["one_blas_thread"]


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Compute matrix products in one thread while the block runs.

    The recogniser hears a spectrum that is such a product; with two threads in place of one its last digits differ, and
    now and then a word does. A batch gives each of its processes a share of the cores, so a report would depend on how
    many there were. The products are small: more threads gain nothing.

    Examples
    --------
    >>> with one_blas_thread():
    ...     pass
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="blas"):
        yield
