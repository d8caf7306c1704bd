"""What is wrong with a TOML document that a model refuses, in one line: where, the key, the value, what is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

__all__ = ["first_fault"]


def first_fault(
    error: ValidationError,
    where: str,
    model: type[BaseModel],
    *,
    data: Mapping[str, Any] | None = None,
    tables: Mapping[str, tuple[str, type[BaseModel]]] | None = None,
) -> str:
    """One line on the first of a model's complaints; an unknown key goes first, as what is missing may be misspelt.

    Parameters
    ----------
    error
        What the model raised.
    where
        The file, or the place in it.
    model
        The model of the document, whose keys are the known ones.
    data
        The document, for the ids of its tables.
    tables
        For each key that holds a list of tables: what one of them is called, and its model.

    Examples
    --------
    >>> from pydantic import BaseModel, ConfigDict, ValidationError
    >>> class Limit(BaseModel):
    ...     model_config = ConfigDict(extra="forbid")
    ...     most: int = 3
    >>> try:
    ...     Limit.model_validate({"mots": 4})
    ... except ValidationError as error:
    ...     print(first_fault(error, "limits.toml", Limit))
    limits.toml: unknown key 'mots'; known keys are most
    """
    problems = error.errors(include_url=False)
    problem = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    path = [str(part) for part in problem["loc"]]
    if len(path) >= 2 and path[0] in (tables or {}) and path[1].isdigit():
        called, model = (tables or {})[path[0]]
        where = f"{where}, {_named(called, (data or {}).get(path[0]), int(path[1]))}"
        path = path[2:]
    key = ".".join(path)
    if problem["type"] == "extra_forbidden":
        return f"{where}: unknown key {key!r}; known keys are {', '.join(model.model_fields)}"
    if problem["type"] == "missing":
        return f"{where}: key {key!r} is missing"
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{where}: {key} = {problem['input']!r}: {message}" if key else f"{where}: {message}"


def _named(called: str, rows: object, number: int) -> str:
    """A table of a list by its id, or by its number where it has none."""
    row = rows[number] if isinstance(rows, list) else None
    name = row.get("id") if isinstance(row, Mapping) else None
    return f"{called} {name!r}" if name else f"{called} number {number + 1}"
