"""How many workers and threads a machine has room for."""

from __future__ import annotations

from pathlib import Path

import pytest

from callscore.batch.resources import automatic_workers, cores, free_memory, threads_each


def test_workers_go_by_cores_memory_and_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callscore.batch.resources.cores", lambda: 8)
    monkeypatch.setattr("callscore.batch.resources.free_memory", lambda: 10 * 2**30)
    assert automatic_workers(1000, bytes_each=2**30) == 8
    assert automatic_workers(1000, bytes_each=2 * 2**30) == 4
    assert automatic_workers(3, bytes_each=2**30) == 3
    assert automatic_workers(1000, bytes_each=100 * 2**30) == 1
    assert automatic_workers(1000, bytes_each=2**20, per_core=2) == 16


def test_a_container_limits_cores_and_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "batch"
    own.mkdir()
    (own / "cpu.max").write_text("100000 100000\n")
    (own / "memory.max").write_text("300\n")
    (own / "memory.current").write_text("250\n")
    (own / "memory.stat").write_text("anon 10\ninactive_file 50\n")
    monkeypatch.setattr("callscore.batch.resources._groups", lambda controller: [own, tmp_path])
    assert cores() == 1
    assert free_memory() == 100


@pytest.mark.parametrize(
    ("workers", "allowed", "threads"),
    [(1, None, 8), (4, None, 2), (20, None, 1), (1, "2", 2), (4, "3", 2), (1, "4,2", 4), (1, "0", 8), (1, "many", 8)],
)
def test_threads_of_a_worker_are_its_share_of_the_cores_and_no_more_than_the_user_allows(
    monkeypatch: pytest.MonkeyPatch, workers: int, allowed: str | None, threads: int
) -> None:
    monkeypatch.setattr("callscore.batch.resources.cores", lambda: 8)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if allowed is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", allowed)
    assert threads_each(workers) == threads
