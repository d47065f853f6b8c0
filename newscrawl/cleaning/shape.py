"""Decides what a text looks like, in any script: how many words, whether it ends a sentence, whether it could
be a headline. Words of no language are known here; those are in the rules.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = "".join(
    char for char in map(chr, (*range(0x300, 0x2100), *range(0xA66F, 0xABEE))) if unicodedata.category(char)[0] == "M"
)
"""Vowel signs and accents: they belong to the word, though to `re` they are no letters."""
_IDEOGRAPHS = "\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer set no spaces between words; so many letters are a word there on average."""
_LETTERS = f"[^\\W{_IDEOGRAPHS}{_UNSPACED}]"
_WORD = re.compile(
    f"[{_IDEOGRAPHS}]|[{_UNSPACED}]{{1,5}}|{_LETTERS}+(?:[{_MARKS}]+{_LETTERS}*)*(?:['’.-]\\w+)*"
)
_ASCII_WORD = re.compile(r"\w+(?:['.-]\w+)*", re.ASCII)
_PLAIN_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_UNPLAIN = re.compile(f"[{_MARKS}{_IDEOGRAPHS}{_UNSPACED}]")
"""Without one of these a text has words that are all `\\w`, which are found in half the time."""
_TYPOGRAPHY = (("’", "'"), *((mark, " ") for mark in "“”‘—–…\xa0"))
"""Without these most texts of an alphabet without accents are ASCII, in which words are found in half the time; their
number is the same."""
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CLOSERS = "\"'”’»›)]}」』）】》〉“‘*_ \t\u200f\u200e"
_SENTENCE_ENDS = frozenset(".!?…。！？｡؟۔।॥։።‼⁇")
_FULL_STOPS = frozenset(".…。｡۔।॥։።")
_PAUSES = frozenset(",;:、，；：،؛")
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪■●○◦‣⁃►▶✓✔+]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z][.)]\s+)")
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
MIN_PARAGRAPH_WORDS, MIN_OPEN_PARAGRAPH_WORDS = 12, 25
"""A line of so many words that ends a sentence is a paragraph; of so many, also one that does not."""
MAX_PARAGRAPH_READ = 1000
"""More of a text need not be read to see that it is one."""
MAX_TITLE_WORDS = 18
"""Headlines are rarely longer: 99 % of the titles of the 945 development pages have 18 words or fewer."""
IDEOGRAPHS_A_WORD = 1.8
"""Of Chinese and Japanese, on average."""
MAX_TITLE_IDEOGRAPHS = 45
"""The same bound for Chinese and Japanese, counted in characters."""


def count_words(text: str) -> int:
    """Count words; each ideograph and kana counts as one, since these scripts set no spaces."""
    if not text.isascii():
        for mark, plain in _TYPOGRAPHY:
            text = text.replace(mark, plain)
    return len(_find_words(text))


def weigh_words(text: str) -> float:
    """Count words as those of an alphabet: where a text is ideographs and kana, several make a word."""
    words = count_words(text)
    return words / IDEOGRAPHS_A_WORD if is_ideographic(text) else float(words)


def split_words(text: str) -> list[str]:
    """Give the words in lower case, each ideograph and kana as one."""
    return _find_words(text.lower())


def is_ideographic(text: str) -> bool:
    """Tell whether the text is mostly ideographs and kana."""
    return not text.isascii() and 2 * len(_IDEOGRAPH.findall(text)) > len(text.replace(" ", ""))


def find_ending(text: str) -> str:
    """Give the last character, closing quotes and brackets aside; empty where there is none."""
    return text.rstrip(_CLOSERS)[-1:]


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends with sentence-final punctuation, closing quotes and brackets aside."""
    return find_ending(text) in _SENTENCE_ENDS


def ends_full_stop(text: str) -> bool:
    """Tell whether it ends with a full stop of any script: headlines may ask or exclaim, seldom state."""
    return find_ending(text) in _FULL_STOPS


def is_paragraph(text: str) -> bool:
    """Tell whether the text is a paragraph for sure: long enough, or ending as a sentence does."""
    words = weigh_words(text[:MAX_PARAGRAPH_READ])
    return words >= MIN_OPEN_PARAGRAPH_WORDS or (words >= MIN_PARAGRAPH_WORDS and ends_sentence(text))


def is_listed(text: str) -> bool:
    """Tell whether the line carries a bullet or a number, as lists of the body do."""
    return bool(_BULLET.match(text))


def is_title_like(text: str) -> bool:
    """Tell whether the line could be a headline: short, no full stop at its end, no bullet, no mid-sentence.

    Wrong for section headings, captions and cut-off sentences, which look the same: never cut on this alone.
    """
    return not is_listed(text) and is_title_shaped(text, count_words(text))


def is_title_shaped(text: str, words: int) -> bool:
    """The same for a text without bullet whose words are counted."""
    ending = find_ending(text)
    if ending in _FULL_STOPS or ending in _PAUSES:
        return False
    first = text[:1] if text[:1].isalnum() else next(filter(str.isalnum, text), "")
    if not first or first.islower():
        return False
    return words <= MAX_TITLE_WORDS or (words <= MAX_TITLE_IDEOGRAPHS and is_ideographic(text))


def find_capitals(text: str) -> list[bool]:
    """Tell of each word of four letters or more whether it begins with a capital, as in English headlines."""
    return [word[0].isupper() for word in _LONG_WORD.findall(text)]


def collapse(text: str) -> str:
    """Collapse white space of every sort to single spaces."""
    return " ".join(text.split())


def _find_words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text)
    return (_PLAIN_WORD if _UNPLAIN.search(text) is None else _WORD).findall(text)
