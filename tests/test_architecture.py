"""The house: imports run down, heavy libraries stay behind their doors, each file says what it is."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import callscore

PACKAGE = Path(callscore.__file__).parent
MODULES = {
    ".".join(("callscore", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

LEVELS = [
    [
        "callscore.spans",
        "callscore.errors",
        "callscore.metadata",
        "callscore.results",
        "callscore.schema_errors",
        "callscore.scorecard",
        "callscore.threads",
        "callscore.trust",
        "callscore.voice",
    ],
    ["callscore.turn"],
    [
        "callscore.addresses",
        "callscore.conversation",
        "callscore.shipped",
        "callscore.whole_files",
        "callscore.wording",
    ],
    [
        "callscore.findings",
        "callscore.rubric_schema",
        "callscore.profile_schema",
        "callscore.tables",
        "callscore.toml_files",
        "callscore.privacy",
        "callscore.data",
    ],
    ["callscore.team"],
    [
        "callscore.certainty",
        "callscore.plots",
        "callscore.testing",
        "callscore.samples",
        "callscore.render",
        "callscore.rubric",
    ],
    [
        "callscore.audio",
        "callscore.corrections",
        "callscore.day",
        "callscore.language",
    ],
    ["callscore.turn_taking", "callscore.ledger", "callscore.leaning"],
    ["callscore.roles"],
    ["callscore.call_pages", "callscore.doubts", "callscore.evidence", "callscore.phrases", "callscore.profiles"],
    ["callscore.transcripts", "callscore.dialogue"],
    ["callscore.listening", "callscore.agreement"],
    ["callscore.analyzers", "callscore.history", "callscore.notes"],
    ["callscore.analysis", "callscore.scoring"],
    ["callscore.coaching"],
    ["callscore.schema"],
    ["callscore.report", "callscore.explaining", "callscore.checking", "callscore.side_by_side"],
    ["callscore.pipeline"],
    ["callscore.batch"],
    ["callscore.cluster", "callscore.retention"],
    ["callscore.evaluation", "callscore.calibration"],
    ["callscore"],
    ["callscore.cli"],
]
"""From the ground up. A module imports from its own level (inside its own wing) or from below."""

DOORS = {
    "av": ("callscore.audio.",),
    "librosa": ("callscore.audio.",),
    "soxr": ("callscore.audio.",),
    "scipy": ("callscore.audio.", "callscore.calibration.", "callscore.evaluation."),
    "jiwer": ("callscore.evaluation.",),
    "sklearn": ("callscore.audio.", "callscore.calibration."),
    "tomlkit": ("callscore.calibration.rubric_file",),
    "numpy": ("callscore.audio.", "callscore.calibration.", "callscore.language.", "callscore.team."),
    "faster_whisper": ("callscore.audio.",),
    "onnxruntime": ("callscore.audio.", "callscore.language."),
    "huggingface_hub": ("callscore.audio.",),
    "pyannote": ("callscore.audio.",),
    "torch": ("callscore.audio.",),
    "spacy": ("callscore.language.",),
    "pydantic": (
        "callscore.rubric_schema",
        "callscore.profile_schema",
        "callscore.schema_errors",
        "callscore.language.",
        "callscore.batch.store",
        "callscore.corrections.",
    ),
    "openpyxl": ("callscore.ledger.", "callscore.tables.exporting"),
    "duckdb": ("callscore.tables.exporting",),
    "matplotlib": ("callscore.plots",),
    "pandas": (
        "callscore.corrections.reading",
        "callscore.day",
        "callscore.history",
        "callscore.plots",
        "callscore.tables.",
        "callscore.team.",
    ),
    "pyarrow": ("callscore.day", "callscore.tables."),
    "jinja2": ("callscore.render.",),
    "rich": ("callscore.render.", "callscore.audio.progress", "callscore.cli", "callscore.batch.showing"),
    "tqdm": ("callscore.batch.",),
    "fsspec": ("callscore.batch.",),
    "filelock": ("callscore.batch.",),
    "psutil": ("callscore.batch.",),
    "ray": ("callscore.cluster.",),
    "typer": ("callscore.cli",),
}
"""The rooms that may know each heavy library."""


def level_of(module: str) -> tuple[int, str]:
    """Level of a module, and the wing that it stands in."""
    found = [
        (number, wing)
        for number, level in enumerate(LEVELS)
        for wing in level
        if module == wing or (wing != "callscore" and module.startswith(wing + "."))
    ]
    assert found, f"{module} has no level: add it to LEVELS"
    return max(found, key=lambda pair: len(pair[1]))


def imports_of(path: Path, *, top_only: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for child in ast.walk(node)
    }
    nodes = tree.body if top_only else list(ast.walk(tree))
    for node in nodes:
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "callscore" or f"{node.module}.{node.names[0].name}" in MODULES:
                yield from (
                    f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in MODULES else node.module
                    for alias in node.names
                )
            else:
                yield node.module


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_down(module: str) -> None:
    own_level, own_wing = level_of(module)
    for imported in imports_of(MODULES[module]):
        if not imported.startswith("callscore"):
            continue
        if imported == "callscore":
            continue  # the public names, resolved when they are used
        level, wing = level_of(imported)
        assert level < own_level or wing == own_wing, f"{module} (level {own_level}) imports {imported} (level {level})"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_stay_behind_their_doors(module: str) -> None:
    for imported in imports_of(MODULES[module]):
        doors = DOORS.get(imported.split(".")[0])
        if doors is not None:
            assert module.startswith(doors), f"{module} imports {imported}, which belongs to {', '.join(doors)}"


@pytest.mark.parametrize("module", MODULES)
def test_a_file_opens_with_one_sentence_on_what_it_is_for(module: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    assert docstring, f"{module} has no docstring"
    assert "\n\n" not in docstring.split("\n", 1)[0]


def test_no_analyzer_imports_another() -> None:
    for module, path in MODULES.items():
        if module.startswith("callscore.analyzers."):
            assert not [name for name in imports_of(path) if name.startswith("callscore.analyzers")], module


def test_render_knows_dictionaries_only() -> None:
    for module, path in MODULES.items():
        if module.startswith("callscore.render"):
            foreign = [
                n
                for n in imports_of(path)
                if n.startswith("callscore") and not n.startswith(("callscore.render", "callscore.wording"))
            ]
            assert not foreign, f"{module} imports {foreign}"


def test_import_is_light_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, threading, callscore\n"
        f"loaded = {set(DOORS)!r} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "assert threading.active_count() == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_resolves_and_is_shown_by_an_example() -> None:
    for name in callscore.__all__:
        value = getattr(callscore, name)
        assert name == "__version__" or ">>>" in (value.__doc__ or ""), name


def test_no_file_is_called_utils() -> None:
    assert not [module for module in MODULES if module.rsplit(".", 1)[-1] in ("utils", "helpers", "common", "misc")]


@pytest.mark.parametrize("module", MODULES)
def test_shares_are_said_as_56_with_a_blank_before_the_sign(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    specs = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec]
    assert not [line for spec in specs if (line := ast.unparse(spec)).endswith("%'")], "write {100 * share:.0f} %"
