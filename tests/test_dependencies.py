"""What is installed has no known hole: a list kept by hand, as no list can be fetched where there is no network.

``pip-audit`` knows all advisories, and the packages that ours need; run it where there is a network.
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

import pytest

import callscore

FIXED = {
    "duckdb": ("1.1.0", "CVE-2024-41672"),
    "jinja2": ("3.1.6", "CVE-2025-27516"),
    "jupyterlab": ("4.2.5", "CVE-2024-43805"),
    "pyarrow": ("14.0.1", "CVE-2023-47248"),
    "pydantic": ("2.4.0", "CVE-2024-3772"),
    "scikit-learn": ("1.5.0", "CVE-2024-5206"),
    "torch": ("2.6.0", "CVE-2025-32434"),
    "tqdm": ("4.66.3", "CVE-2024-34062"),
}
"""The first version without the hole, and the advisory, of packages that callscore names."""

BROUGHT_IN = {
    "aiohttp": ("3.10.11", "CVE-2024-52304"),
    "certifi": ("2024.7.4", "CVE-2024-39689"),
    "idna": ("3.7", "CVE-2024-3651"),
    "pillow": ("10.3.0", "CVE-2024-28219"),
    "requests": ("2.32.4", "CVE-2024-47081"),
    "urllib3": ("2.5.0", "CVE-2025-50181"),
}
"""The same of packages that those bring in."""

PROJECT = tomllib.loads((Path(callscore.__file__).parents[1] / "pyproject.toml").read_text())["project"]


def numbers(text: str) -> tuple[int, ...]:
    found = [int(part) for part in re.findall(r"\d+", text.split("+")[0])]
    return tuple((*found, 0, 0, 0)[:3])


def floors() -> dict[str, list[str]]:
    """Lowest versions that callscore asks for, by package."""
    found: dict[str, list[str]] = {}
    for line in [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]:
        name, _, floor = line.partition(">=")
        found.setdefault(name.lower(), []).append(floor)
    return found


@pytest.mark.parametrize("package", FIXED)
def test_no_version_with_a_known_hole_is_asked_for(package):
    fixed, advisory = FIXED[package]
    assert floors()[package], f"{package} is needed no more; take it off the list"
    for floor in floors()[package]:
        assert numbers(floor) >= numbers(fixed), f"{package}>={floor} allows {advisory}; ask for {fixed}"


@pytest.mark.parametrize("package", sorted(BROUGHT_IN))
def test_no_version_with_a_known_hole_is_brought_in(package):
    try:
        installed = version(package)
    except PackageNotFoundError:
        return  # nothing that is installed here needs it
    fixed, advisory = BROUGHT_IN[package]
    assert numbers(installed) >= numbers(fixed), f"{package} {installed}: {advisory}; upgrade to {fixed}"
