"""How a finding is coloured: fault, credit or note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["kind_of"]


def kind_of(finding: Mapping[str, Any]) -> str:
    """How a finding is coloured: a fault or a credit of the agent, or a note: on somebody else, or worth a listen only.

    Examples
    --------
    >>> kind_of({"role": "agent", "severity": 2}), kind_of({"role": "customer", "severity": 0})
    ('fault', 'note')
    """
    if finding["role"] != "agent" or finding.get("criterion") == "worth_a_listen":
        return "note"
    return "fault" if finding["severity"] else "credit"
