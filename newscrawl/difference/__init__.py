"""Compares two files of records, so that a user sees what another version, or another run, would change."""
