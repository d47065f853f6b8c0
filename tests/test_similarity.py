"""Texts that tell one story have like signatures in every script, and others have not."""

from __future__ import annotations

import random

import pytest

from newscrawl.similarity import BANDS, LIKENESS, PERMUTATIONS, estimate_likeness, sign_text

LETTERS = {
    "latin": [f"word{number}" for number in range(3000)],
    "cyrillic": [f"слово{chr(0x430 + number % 32)}{number}" for number in range(3000)],
    "arabic": ["".join(random.Random(n).choices("ابتثجحخدذرزس", k=5)) for n in range(3000)],
    "chinese": [chr(0x4E00 + number) for number in range(3000)],
    "japanese": [chr(0x3041 + number % 80) for number in range(3000)],
}


def write(script: str, seed: int, length: int = 400) -> str:
    """Write a text of random words; scripts without spaces get none."""
    gap = "" if script in ("chinese", "japanese") else " "
    return gap.join(random.Random(f"{script}{seed}").choices(LETTERS[script], k=length))


@pytest.mark.parametrize("script", list(LETTERS))
def test_cut_story_is_alike_and_another_is_not(script: str) -> None:
    text, other = sign_text(write(script, 1)), sign_text(write(script, 2))
    cut = sign_text(write(script, 1)[: len(write(script, 1)) * 3 // 4])
    assert text is not None
    assert cut is not None
    assert other is not None
    assert estimate_likeness(text.minhash, cut.minhash) == pytest.approx(0.75, abs=0.12)
    assert set(text.bands) & set(cut.bands)
    assert estimate_likeness(text.minhash, other.minhash) < LIKENESS / 2
    assert not set(text.bands) & set(other.bands)


def test_same_text_has_the_same_signature_whatever_its_white_space_and_case() -> None:
    text = write("latin", 1)
    assert sign_text(text) == sign_text(text.upper().replace(" ", "\n\n"))


def test_signature_stays_what_it_is_from_run_to_run() -> None:
    """It is kept for weeks: another value here means that all signatures on disk are worth nothing."""
    signature = sign_text(" ".join(f"word{number}" for number in range(100)))
    assert signature is not None
    assert (len(signature.minhash), len(signature.bands)) == (PERMUTATIONS, BANDS)
    assert signature.minhash[:8].hex() == "a51c9b2463298377"
    assert signature.bands[0] == 3501518212


def test_short_text_has_none() -> None:
    assert sign_text("Ein kurzer Text.") is None
    assert sign_text("") is None
