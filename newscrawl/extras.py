"""Decides how a library of an extra is loaded, and that its absence is told. In which words, its users decide."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from newscrawl.errors import InputError


def load_extra(module: str, wanted_by: str, missing: str) -> ModuleType:
    """Give a module that only an extra installs. wanted_by: the file, option or setting that needs it. missing: how its
    absence is told. Raises InputError.
    """
    try:
        return import_module(module)
    except ImportError:
        raise InputError(wanted_by, missing) from None
