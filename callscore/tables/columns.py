"""The tables of a day and what stands in each of their columns: one documented, versioned schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLES", "TABLES_VERSION", "Column", "arrow_schema"]

TABLES_VERSION = "1.0"
"""Version of the tables: the first number changes when a reader would break. It stands in each file's metadata under
``callscore_tables``."""

Kind = Literal["text", "number", "whole", "yes_no", "day", "time"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind, and what it holds (with its unit)."""

    name: str
    kind: Kind
    meaning: str


CALL = Column("call_id", "text", "name of the call; joins the tables")
REPORT = Column("report", "text", "file of the call's report, below reports/; tells calls of one name apart")

CALLS = (
    CALL,
    REPORT,
    Column("path", "text", "recording, or transcript where there is none"),
    Column("sha256", "text", "of the recording"),
    Column("agent_id", "text", "who made the call, from metadata"),
    Column("team", "text", "from metadata"),
    Column("account_id", "text", "from metadata; joins calls into a history"),
    Column("account_kind", "text", "consumer or b2b, from metadata"),
    Column("call_date", "day", "day of the call"),
    Column("started_at", "time", "when the call began, on the customer's clock, from metadata"),
    Column("disposition", "text", "outcome that the collector keyed in, from metadata"),
    Column("duration", "number", "length in seconds"),
    Column("timing_source", "text", "what times were measured on: audio, words, turns, none"),
    Column("layout", "text", "dual, mono, mono_as_stereo, none"),
    Column("recogniser", "text", "speech recognition model; empty where a transcript was given"),
    Column("rubric", "text", "rubric and its version"),
    Column("total", "number", "score, 0 to 100; empty where nothing could be judged"),
    Column("judged_share", "number", "share of the rubric's weight that could be judged, 0 to 1"),
    Column("outcome", "text", "what the call came to, from the notes"),
    Column("recap_state", "text", "complete, partial, absent, contradicts, not_applicable, not_judged"),
    Column("promises", "whole", "promises to pay"),
    Column("faults", "whole", "findings that count against the agent"),
    Column("serious", "whole", "those of severity 3"),
    Column("warnings", "whole", "warnings about the recording or its reading"),
)
"""Fixed columns of `calls`; each metric follows under its own name, and its base under ``NAME_base``."""

TURNS = (
    CALL,
    REPORT,
    Column("turn", "whole", "index in the call, from 0"),
    Column("role", "text", "agent, customer, other"),
    Column("speaker", "text", "label of the source"),
    Column("start", "number", "seconds"),
    Column("end", "number", "seconds"),
    Column("text", "text", "words, private numbers masked"),
    Column("confidence", "number", "of the recognised words, 0 to 1"),
)

FINDINGS = (
    CALL,
    REPORT,
    Column("criterion", "text", "id in the rubric"),
    Column("rule", "text", "what fired; callscore explain RULE"),
    Column("role", "text", "whose act it is"),
    Column("turn", "whole", "index of the turn"),
    Column("start", "number", "seconds"),
    Column("end", "number", "seconds"),
    Column("quote", "text", "words as said"),
    Column("severity", "whole", "0 credit or neutral, 1 slight, 2 plain, 3 serious"),
    Column("confidence", "number", "0 to 1"),
    Column("why", "text", "one sentence"),
    Column("instead", "text", "what to say instead"),
)

CRITERIA = (
    CALL,
    REPORT,
    Column("id", "text", "criterion"),
    Column("title", "text", "its name"),
    Column("group", "text", "its group"),
    Column("metric", "text", "what it is measured by"),
    Column("value", "number", "the metric's value"),
    Column("unit", "text", "the metric's unit"),
    Column("points", "number", "0 to 100; empty where not judged"),
    Column("weight", "number", "in the rubric"),
    Column("lost", "number", "points of the total that it cost"),
    Column("judged", "yes_no", "whether it could be judged"),
    Column("reason", "text", "why not"),
)

PROMISES = (
    CALL,
    REPORT,
    Column("amount", "number", "money promised"),
    Column("currency", "text", "ISO 4217"),
    Column("date", "text", "day promised (ISO 8601), or the words where the day isn't known"),
    Column("method", "text", "how it is to be paid"),
    Column("strength", "text", "firm, conditional, weak"),
    Column("quote", "text", "words as said"),
    Column("start", "number", "seconds"),
)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "calls": CALLS,
    "turns": TURNS,
    "findings": FINDINGS,
    "criteria": CRITERIA,
    "promises": PROMISES,
}
"""Each table's columns; Parquet files bear the tables' names."""


def arrow_schema(name: str, metrics: tuple[str, ...] = ()) -> pa.Schema:
    """Arrow schema of a table; for `calls`, with the columns of these metrics.

    Examples
    --------
    >>> arrow_schema("promises").field("amount").type
    DataType(double)
    """
    import pyarrow as pa

    kinds: dict[str, Any] = {
        "text": pa.string(),
        "number": pa.float64(),
        "whole": pa.int64(),
        "yes_no": pa.bool_(),
        "day": pa.date32(),
        "time": pa.timestamp("ms"),
    }
    fields = [
        pa.field(column.name, kinds[column.kind], metadata={"meaning": column.meaning}) for column in TABLES[name]
    ]
    for metric in metrics:
        fields.append(pa.field(metric, pa.float64(), metadata={"meaning": f"callscore explain {metric}"}))
        fields.append(
            pa.field(f"{metric}_base", pa.float64(), metadata={"meaning": f"what {metric} was measured over"})
        )
    return pa.schema(fields, metadata={"callscore_tables": TABLES_VERSION})
