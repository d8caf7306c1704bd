"""Fuzz every door with atheris: ``python tests/fuzz/fuzz_bytes.py [DOOR] [-max_total_time=300]``, or until it breaks.

The first byte of an input chooses the door where none is named. Says how many inputs were tried when it ends.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main(arguments: list[str]) -> int:
    """Run the fuzzer; 0 at once where atheris isn't installed."""
    try:
        import atheris
    except ImportError:
        print("atheris isn't installed: pip install atheris; 0 inputs tried", file=sys.stderr)
        return 0
    with atheris.instrument_imports(include=["callscore"]):
        from entrances import ENTRANCES, SEEDS, enter
    doors = [argument for argument in arguments[1:] if argument in ENTRANCES] or list(ENTRANCES)
    tried = 0

    def one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        if tried % 1000 == 0:
            print(f"{tried} inputs tried", file=sys.stderr)
        if data:
            enter(doors[data[0] % len(doors)], data[1:])

    with tempfile.TemporaryDirectory(prefix="callscore-fuzz-") as corpus:
        for number, door in enumerate(doors):
            for count, seed in enumerate(SEEDS[door]):
                Path(corpus, f"{door}-{count}").write_bytes(bytes((number,)) + seed)
        atheris.Setup([*(argument for argument in arguments if argument not in ENTRANCES), corpus], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
