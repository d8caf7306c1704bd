"""Train the small recogniser: `python train.py --run RUN --hours 3`.

The speech is rendered beside it, into RUN/shards; run the same command again to go on where it stopped. A GPU is used
where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from multiprocessing import Process
from pathlib import Path
from typing import Any

import torch
from losses import losses
from network import Recogniser, Size
from phones import PHONES
from rendering import render_all
from safetensors.torch import load_file
from torch import Tensor
from torch.utils.data import DataLoader
from vocabulary import VOCABULARY
from windows import Batch, Windows

__all__ = ["Schedule", "main", "newest_checkpoint", "train", "weights"]

WARM_UP = 100
"""Steps in which the rate rises to its peak."""

KEPT = 2
"""Checkpoints kept."""

REPORTED = 50
"""Steps between two lines of the log."""

MEASURED = 5
"""Every so many steps go into the figures of the log."""

MUON_RATE = 2.0
"""Muon's learning rate against AdamW's."""

NS_STEPS = 4
"""Newton-Schulz steps of Muon: one fewer than usual, since they cost a fifth of the time on a CPU."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Learning rate over the seconds of a run: warm-up, then level, then down to nearly nothing at its end."""

    seconds: float
    peak: float = 1.0e-3
    level: float = 0.25
    """Share of the time at the peak."""
    last: float = 1.0e-5

    def rate(self, elapsed: float, step: int) -> float:
        """Learning rate `elapsed` seconds into the run, at its `step`-th step.

        >>> schedule = Schedule(seconds=100.0, peak=1.0, level=0.5, last=0.0)
        >>> [round(schedule.rate(s, 1000), 2) for s in (0, 50, 75, 100)]
        [1.0, 1.0, 0.5, 0.0]
        """
        left = (1 - elapsed / self.seconds) / (1 - self.level)
        return min(1.0, (step + 1) / WARM_UP) * max(self.last, self.peak * min(1.0, max(0.0, left)))


def train(run: Path, schedule: Schedule, *, start: Path | None, save_every: float, seed: int, threads: int) -> None:
    """Train until the schedule ends, from the run's newest checkpoint, else from weights `start`, else from nothing."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    network = Recogniser(Size(VOCABULARY, len(PHONES))).to(device)
    optimiser = Optimiser(network)
    progress = _resume(run, network, optimiser, start)
    windows = Windows(run / "shards", seed + progress["step"], scale=1.0 if device.type == "cpu" else 8.0)
    workers = 1 if device.type == "cpu" else max(1, (os.cpu_count() or 2) - 2)
    batches = iter(DataLoader(windows, batch_size=None, num_workers=workers, prefetch_factor=4))
    began, saved, sums = time.monotonic() - progress["elapsed"], time.monotonic(), defaultdict(float)
    reported = time.monotonic()
    stopped = _stop_signals()
    while (elapsed := time.monotonic() - began) < schedule.seconds and not stopped:
        batch = _moved(next(batches), device)
        rate = schedule.rate(elapsed, progress["step"])
        optimiser.set_rate(rate)
        for name, value in _step(network, optimiser, batch, measured=progress["step"] % MEASURED == 0).items():
            sums[name] += value * MEASURED / REPORTED
        progress = {"step": progress["step"] + 1, "elapsed": elapsed, "heard": progress["heard"] + batch.seconds}
        if progress["step"] % REPORTED == 0:
            pace = REPORTED / (time.monotonic() - reported)
            _report(run, progress, {"rate": rate, "steps_per_s": pace, **sums})
            sums, reported = defaultdict(float), time.monotonic()
        if time.monotonic() - saved > save_every:
            save(run, network, optimiser, progress)
            saved = time.monotonic()
    save(run, network, optimiser, progress)


class Optimiser:
    """Muon for the matrices of the layers, AdamW for the rest: embeddings, convolutions, heads, norms and biases."""

    def __init__(self, network: Recogniser) -> None:
        matrices, decayed, free = [], [], []
        for name, parameter in network.named_parameters():
            if not parameter.requires_grad:
                continue
            if parameter.ndim == 2 and ".layers." in name:
                matrices.append(parameter)
            else:
                (decayed if parameter.ndim > 1 and "embed" not in name else free).append(parameter)
        groups = [{"params": decayed, "weight_decay": 0.02}, {"params": free, "weight_decay": 0.0}]
        adamw = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        muon = torch.optim.Muon(matrices, weight_decay=0.02, ns_steps=NS_STEPS, adjust_lr_fn="match_rms_adamw")
        self.parts: tuple[torch.optim.Optimizer, ...] = (adamw, muon)

    def set_rate(self, rate: float) -> None:
        """Set the learning rate."""
        for part in self.parts:
            for group in part.param_groups:
                group["lr"] = rate * (MUON_RATE if isinstance(part, torch.optim.Muon) else 1.0)

    def step(self) -> None:
        """Use the gradients, and drop them."""
        for part in self.parts:
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict[str, Any]]:
        """State of each part."""
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        """Take up the state of each part."""
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)


def _moved(batch: Batch, device: torch.device) -> Batch:
    moved = {f.name: getattr(batch, f.name) for f in fields(batch)}
    return Batch(**{k: v.to(device, non_blocking=True) if isinstance(v, Tensor) else v for k, v in moved.items()})


def _stop_signals() -> list[int]:
    """A list that SIGTERM and SIGINT put themselves into, so that the run ends with a checkpoint."""
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stopped.append(received))
    return stopped


def _step(network: Recogniser, optimiser: Optimiser, batch: Batch, *, measured: bool) -> dict[str, float]:
    """One step; losses and shares of right answers by name, if `measured`."""
    with torch.autocast(batch.mel.device.type, torch.bfloat16):
        outputs = network(batch.mel, batch.tokens)
        result = losses(network, outputs, batch)
    result.total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    if not measured:
        return {}
    named = {f"loss_{k}": v for k, v in result.parts.items()} | {f"right_{k}": v for k, v in result.right().items()}
    return {name: float(value.detach()) for name, value in named.items()}


def _report(run: Path, progress: dict[str, Any], values: dict[str, float]) -> None:
    """Append a line to the run's log."""
    line = {"step": progress["step"], "minutes": progress["elapsed"] / 60, "hours_heard": progress["heard"] / 3600}
    rounded = {name: round(value, 6) for name, value in {**line, **values}.items()}
    with (run / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(rounded) + "\n")


def save(run: Path, network: Recogniser, optimiser: Optimiser, progress: dict[str, Any]) -> None:
    """Write a checkpoint with the optimiser's state, and remove all but the newest."""
    path = run / f"checkpoint_{progress['step']:07d}.pt"
    unfinished = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "progress": progress}, unfinished)
    unfinished.replace(path)
    for old in sorted(run.glob("checkpoint_*.pt"))[:-KEPT]:
        old.unlink()


def newest_checkpoint(run: Path) -> Path | None:
    """The run's checkpoint with the most steps."""
    return max(run.glob("checkpoint_*.pt"), default=None)


def _resume(run: Path, network: Recogniser, optimiser: Optimiser, start: Path | None) -> dict[str, Any]:
    path = newest_checkpoint(run)
    if path is not None:
        kept = torch.load(path, map_location="cpu", weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        progress: dict[str, Any] = kept["progress"]
        return progress
    if start is not None:
        network.load_state_dict(weights(start))
    return {"step": 0, "elapsed": 0.0, "heard": 0.0}


def weights(path: Path) -> dict[str, Tensor]:
    """The network's weights in a checkpoint of a run or in a safetensors file."""
    if path.suffix == ".safetensors":
        loaded: dict[str, Tensor] = load_file(path)
        return loaded
    kept: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)["network"]
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of shards, checkpoints and log")
    parser.add_argument(
        "--from", dest="start", type=Path, help="weights to begin with: a checkpoint or a safetensors file"
    )
    parser.add_argument("--hours", type=float, default=3.0, help="length of the whole run, restarts included")
    parser.add_argument("--peak", type=float, default=1.0e-3, help="highest learning rate")
    parser.add_argument("--save-minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) - 1))
    parser.add_argument("--shards", type=int, default=40, help="shards of each voice to render (0: they are there)")
    options = parser.parse_args(arguments)
    if not options.shards and not any((options.run / "shards").glob("*.npz")):
        parser.error(f"no shards in {options.run / 'shards'}; let some be rendered with --shards 40")
    rendering = Process(target=render_all, args=(options.run / "shards", options.shards), daemon=True)
    rendering.start()
    schedule = Schedule(options.hours * 3600, options.peak)
    save_every = options.save_minutes * 60
    train(options.run, schedule, start=options.start, save_every=save_every, seed=options.seed, threads=options.threads)
    rendering.terminate()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
