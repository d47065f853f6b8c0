"""Looks at files of records: searched and filtered by DuckDB where they lie, shown as pages on this machine alone."""
