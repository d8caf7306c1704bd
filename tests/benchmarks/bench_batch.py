"""What a batch costs: calls a minute, memory as it goes, two workers against one, batching against its parts, resume.

Run ``python tests/benchmarks/bench_batch.py [--calls 200] [--workers 2]``. The calls are ready transcripts of about
five minutes and 700 words, each with words of its own, so that no cache makes the later ones cheaper. Times are CPU
seconds of all processes where it says so: they hold on a busy machine too. ``--kill 20`` kills a batch at 20 random
moments instead, and checks that all calls are there once and to the byte.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

FIRST = [
    "Dana",
    "Priya",
    "Marcus",
    "Ellen",
    "Tomas",
    "Ruth",
    "Kofi",
    "Anil",
    "Grace",
    "Peter",
    "Lena",
    "Omar",
    "Carla",
    "Hugh",
    "Mina",
    "Joel",
]
LAST = [
    "Bell",
    "Okafor",
    "Brandt",
    "Whitfield",
    "Iyer",
    "Sorensen",
    "Caldwell",
    "Mbeki",
    "Farrow",
    "Lindqvist",
    "Osei",
    "Haddad",
]
FIRMS = ["Northgate", "Hollin", "Brindle", "Kestrel", "Marlow", "Tansy", "Orrery", "Sable", "Fenwick", "Quill"]
THINGS = ["invoice", "balance", "account", "statement", "instalment", "agreement", "reminder", "order"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
AGENT = (
    "Hello, this is {first} from {firm} Finance, am I speaking to {other} {last}?",
    "I'm calling about the {thing} from {month}, the one for {amount} pounds and {pence} pence.",
    "Could you tell me what happened with the {thing} in {month}?",
    "I understand, and thank you for telling me about {firm}. That can't be easy with {amount} outstanding.",
    "You haven't paid the {thing} for {month}, and it is {pence} days late now.",
    "We could split {amount} pounds into {few} payments, or wait until the {day} of {month}. Which suits you better?",
    "So just to confirm: {amount} pounds by card on the {day} of {month}, and I'll email you today. Is that right?",
    "Let me check what {first} wrote on the {thing} last {month}, it says here that {firm} sent a copy on the {day}.",
)
CUSTOMER = (
    "Yes, that's {other} {last} speaking, what is this about?",
    "I never saw that {thing}, {firm} must have sent it to the old office in {month}.",
    "We were waiting for {first} to send the credit note for {amount}, and then nothing came.",
    "Things have been tight since {month}, my hours were cut and the {thing} just got away from me.",
    "I can do {amount} on the {day}, but not a penny more before {month}.",
    "Mm-hm, okay.",
    "Right, the {day} of {month} then. Can you send that to {other} in writing?",
)


def line(rng: random.Random, forms: tuple[str, ...]) -> str:
    return rng.choice(forms).format(
        first=rng.choice(FIRST), other=rng.choice(FIRST), last=rng.choice(LAST), firm=rng.choice(FIRMS),
        thing=rng.choice(THINGS), month=rng.choice(MONTHS), amount=rng.randint(40, 4000), pence=rng.randint(10, 99),
        few=rng.randint(2, 9), day=rng.randint(1, 28),
    )  # fmt: skip


def make_call(path: Path, seed: int) -> None:
    """Five minutes of two parties in turn at 14 characters a second, turns with times, as a vendor would give them."""
    rng = random.Random(seed)
    turns, clock = [], 0.5
    while clock < 300:
        agent = len(turns) % 2 == 0
        text = line(rng, AGENT if agent else CUSTOMER)
        end = clock + len(text) / 14
        turns.append({"speaker": "agent" if agent else "customer", "start": clock, "end": end, "text": text})
        clock = end + rng.uniform(-0.2, 1.2)
    path.write_text(json.dumps({"call_date": "2026-03-12", "turns": turns}))


def make_day(folder: Path, calls: int) -> Path:
    folder.mkdir()
    for number in range(calls):
        make_call(folder / f"call{number:05d}.json", number)
    return folder


def command(day: Path, out: Path, workers: int) -> list[str]:
    code = "from callscore.cli import main; main()"
    options = ["--out", str(out), "--workers", str(workers), "--log", "json"]
    return [sys.executable, "-c", code, "batch", str(day), *options]


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(day: Path, out: Path, workers: int) -> tuple[float, float, list[tuple[int, int]]]:
    """Wall seconds, CPU seconds of all processes, and memory (calls done, MiB of the largest worker) as it goes."""
    before, begun = cpu_of_children(), time.perf_counter()
    process = subprocess.Popen(command(day, out, workers), stderr=subprocess.PIPE, text=True)
    memory = list(watched(process))
    if process.wait() != 0:
        raise SystemExit(f"the batch ended with {process.returncode}")
    return time.perf_counter() - begun, cpu_of_children() - before, memory


def watched(process: subprocess.Popen[str]) -> Iterator[tuple[int, int]]:
    parent = psutil.Process(process.pid)
    for text in process.stderr or ():
        event = json.loads(text)
        if event["event"] == "call" and event["done"] % 10 == 0:
            sizes = [each.memory_info().rss for each in parent.children() if each.is_running()]
            yield event["done"], max(sizes, default=0) // 2**20


def parts(day: Path, calls: int) -> float:
    """CPU seconds of one process that scores the same calls in a loop and writes nothing."""
    code = (
        "import sys, pathlib, callscore as cs\n"
        "pipeline = cs.Pipeline()\n"
        f"for path in sorted(pathlib.Path(sys.argv[1]).iterdir())[:{calls}]: pipeline(path).to_dict()\n"
    )
    before = cpu_of_children()
    subprocess.run([sys.executable, "-c", code, str(day)], check=True, env=one_thread())
    return cpu_of_children() - before


def one_thread() -> dict[str, str]:
    import os

    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def reports(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((out / "reports").glob("*.json"))}


def kill_at_random(day: Path, folder: Path, workers: int, times: int) -> None:
    """Kill the run `times` times, then let it end: every call once, the same bytes, nothing half written."""
    run(day, folder / "whole", workers)
    expected, out, rng = reports(folder / "whole"), folder / "out", random.Random(1)
    killed = 0
    while killed < times:
        process = subprocess.Popen(command(day, out, workers), stderr=subprocess.DEVNULL)
        try:
            process.wait(rng.uniform(0.5, 12.0))
            shutil.rmtree(out)  # it came to its end before it was killed: begin anew
            continue
        except subprocess.TimeoutExpired:
            victims = [process.pid]
            if rng.random() < 0.5:  # a worker alone, and then the run
                victims = [child.pid for child in psutil.Process(process.pid).children()][:1] + victims
            for victim in victims:
                psutil.Process(victim).kill()
            process.wait()
            killed += 1
        wrong = [name for name, data in reports(out).items() if data != expected[name]] if out.is_dir() else []
        if wrong:
            raise SystemExit(f"after kill {killed}: {wrong} differ")
        print(f"kill {killed}: {len(reports(out)) if out.is_dir() else 0} of {len(expected)} calls there", flush=True)
    run(day, out, workers)
    same, left = reports(out) == expected, list(out.rglob("*.part"))
    print(f"resumed: {len(reports(out))} calls, the same bytes: {same}, left half written: {len(left)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--skip-one", action="store_true", help="leave out the run with one worker")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        day = make_day(folder / "day", wanted.calls)
        if wanted.kill:
            kill_at_random(day, folder, wanted.workers, wanted.kill)
            return
        wall, cpu, memory = run(day, folder / "out", wanted.workers)
        print(f"{wanted.calls} calls, {wanted.workers} workers: {wall:.1f} s, {cpu:.1f} CPU seconds", end=", ")
        print(f"{cpu / wanted.calls:.3f} a call; 1,000 calls on 2 cores of their own: {cpu / wanted.calls * 500:.0f} s")
        first = next((mib for done, mib in memory if done >= min(100, wanted.calls // 2)), 0)
        if memory and first:
            print(f"largest worker: {first} MiB at call 100 (or half), {memory[-1][1]} MiB at the end", end=", ")
            print(f"{memory[-1][1] / first - 1:+.1%}")
        begun = time.perf_counter()
        run(day, folder / "out", wanted.workers)
        print(f"resume of the finished day: {time.perf_counter() - begun:.2f} s")
        few = min(wanted.calls, 100)
        bare = parts(day, few)
        print(f"bare sum of the parts: {bare / few:.3f} CPU seconds a call", end=", ")
        print(f"batching adds {cpu / wanted.calls / (bare / few) - 1:+.1%}")
        if not wanted.skip_one:
            alone, _, _ = run(day, folder / "one", 1)
            print(f"one worker: {alone:.1f} s; {wanted.workers} workers do {alone / wall:.2f} times as many")


if __name__ == "__main__":
    main()
