"""The executor that does a batch's calls on a Ray cluster: joins it, or starts one of this machine alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from callscore.batch.tasks import Task
from callscore.cluster.crew import Crew, resources, short
from callscore.errors import ConfigError

if TYPE_CHECKING:
    from callscore.pipeline import Pipeline

__all__ = ["RayExecutor"]


@dataclass(eq=False)
class RayExecutor:
    """Does tasks in actors of a Ray cluster; see `callscore.cluster.ray` for its parameters."""

    address: str | None = None
    workers: int | None = None
    cpus: float = 1.0
    gpus: float | None = None
    memory: int | None = None
    timeout: float | None = None
    _ours: bool = field(default=False, init=False, repr=False)
    """Whether the connection was made here, and ends with the batch."""

    def suited(self, pipeline: Pipeline) -> Pipeline:
        """The pipeline with the recognition model that the cluster's workers will take, whatever this machine has."""
        from callscore.audio.models import automatic_model
        from callscore.audio.transcription import Whisper
        from callscore.listening import ListenOptions

        options = pipeline.options or ListenOptions()
        whisper = options.recogniser or Whisper()
        if whisper.model != "auto":
            return pipeline
        self._connect()
        gpu = self._gpus(whisper.device) > 0
        model = automatic_model(whisper.language, gpu=gpu)
        return replace(pipeline, options=replace(options, recogniser=replace(whisper, model=model)))

    def __call__(self, work: Callable[[Task], Any], tasks: Iterable[Task]) -> Generator[Any]:
        """Outcomes of `work` on each task, as they finish.

        Raises
        ------
        ConfigError, CallscoreError
            When the cluster can't be reached, or no worker can start on it.
        """
        import ray as library

        self._connect()
        crew = None
        try:
            crew = Crew(self, library, work, tasks)
            yield from crew.outcomes()
        finally:
            if crew is not None:
                crew.dismiss()
            if self._ours:
                library.shutdown()
                self._ours = False

    def _connect(self) -> None:
        """Join the cluster, or start one of this machine alone; a connection that was there before stays."""
        # Ray counts its uses unless told not to; nothing leaves the machine here.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        import ray as library

        if library.is_initialized():
            return
        try:
            library.init(self.address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
        except (ConnectionError, OSError, RuntimeError, ValueError) as error:
            where = self.address or "this machine"
            raise ConfigError(f"--ray: no cluster can be had at {where} ({short(error)}); check its address") from error
        self._ours = True

    def _gpus(self, device: str = "auto") -> float:
        """GPUs of each worker."""
        if self.gpus is not None:
            return self.gpus
        return 1.0 if device != "cpu" and resources().get("GPU", 0) >= 1 else 0.0
