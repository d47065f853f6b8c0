"""Rules about text alone, without markup: shared by the plain-text cleaner and by the extraction of pages."""

from newscrawl.cleaning.plain import clean_plain_text
from newscrawl.cleaning.rules import TextRule, find_line_rule, find_suffix, load_line_rules, load_suffix_rules

__all__ = [
    "TextRule",
    "clean_plain_text",
    "find_line_rule",
    "find_suffix",
    "load_line_rules",
    "load_suffix_rules",
]
