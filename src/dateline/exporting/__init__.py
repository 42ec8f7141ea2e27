"""The shapes other people read: JSON Lines, CSV, GeoJSON, Parquet and ACLED's columns, from one schema."""

from dateline.exporting.export import COMMENTERS, FORMATS, PERSONS, Format, export

__all__ = ["COMMENTERS", "FORMATS", "PERSONS", "Format", "export"]
