"""A day's reports as tables: a documented schema, Parquet files, exports."""

from __future__ import annotations

from callscore.tables.columns import TABLES, TABLES_VERSION, Column
from callscore.tables.exporting import FORMATS, export_tables
from callscore.tables.writing import arrow_tables, write_tables

__all__ = ["FORMATS", "TABLES", "TABLES_VERSION", "Column", "arrow_tables", "export_tables", "write_tables"]
