"""A batch on more than one machine: Ray places the workers, restarts lost ones, and moves calls and results."""

from __future__ import annotations

from importlib.util import find_spec

from callscore.cluster.executor import RayExecutor
from callscore.errors import ConfigError

__all__ = ["RayExecutor", "ray"]


def ray(
    address: str | None = None,
    *,
    workers: int | None = None,
    cpus: float = 1.0,
    gpus: float | None = None,
    memory: int | None = None,
    timeout: float | None = None,
) -> RayExecutor:
    """An executor for ``cs.run(…, executor=…)`` that does the calls on a Ray cluster.

    Every node must see the recordings under the same paths (a shared folder, or URLs that fsspec opens), and have
    callscore and its models.

    Parameters
    ----------
    address
        Of the cluster (``"ray://head:10001"``, ``"10.0.0.5:6379"``); by default the one at hand, or a new one of this
        machine alone.
    workers
        Actors, each with a model of its own; by default as many as the cluster's cores (or GPUs) allow.
    cpus, gpus
        What each holds. By default a GPU where the cluster has some and calls may use them, none otherwise.
    memory
        Bytes that each is granted; by default as it comes.
    timeout
        Seconds that a call may take, None for as long as it needs.

    Raises
    ------
    ConfigError
        When Ray is not installed.
    """
    if find_spec("ray") is None:
        raise ConfigError("Ray is not installed: pip install 'callscore[ray]'")
    if workers is not None and workers < 1:
        raise ConfigError(f"workers={workers}: at least one is needed")
    return RayExecutor(address, workers, cpus, gpus, memory, timeout)
