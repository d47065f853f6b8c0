"""A plain text is parted into story and rest, in any language and layout, in linear time."""

from __future__ import annotations

import textwrap
import time

import pytest

from newscrawl.blocks import BlockType, Cut, Keep, rebuild_source
from newscrawl.cleaning import plain
from newscrawl.cleaning.plain import CleanedText, clean_plain_text

STORIES = [
    "The harbour council put off the vote on dredging until spring, officials said on Monday, because the survey of"
    " the inner basin is not finished and nobody knows what the silt there holds.",
    "Several members of the council said that they had not read the report by the engineers, which was sent to them"
    " on Friday evening and runs to more than two hundred pages with all its tables.",
    "The ferry company wants the channel to be deepened before its new ship arrives. It will be half as long again"
    " as the one that has served the island since the storm of 1987.",
]
GERMAN = [
    "Der Hafenrat hat die Abstimmung über die Ausbaggerung auf das Frühjahr verschoben. Das teilte die Behörde am"
    " Montag mit, weil die Vermessung des inneren Beckens noch nicht abgeschlossen ist.",
    "Mehrere Mitglieder des Rates sagten, sie hätten den Bericht der Ingenieure nicht gelesen. Er war am"
    " Freitagabend verschickt worden und umfasst mehr als zweihundert Seiten.",
    "Die Reederei fordert, dass die Fahrrinne vertieft wird, bevor ihr neues Schiff ankommt. Es wird anderthalbmal"
    " so lang sein wie das alte, das seit dem Sturm von 1987 zur Insel fährt.",
]
RUSSIAN = [
    "Совет порта отложил голосование по углублению дна до весны, сообщили власти в понедельник, так как обследование"
    " внутреннего бассейна ещё не завершено.",
    "Несколько членов совета заявили, что не читали отчёт инженеров, который им прислали в пятницу вечером и в котором"
    " больше двухсот страниц.",
    "Паромная компания хочет, чтобы канал углубили до прихода её нового судна. Оно будет в полтора раза длиннее того,"
    " что ходит на остров с 1987 года.",
]
JAPANESE = [
    "港湾議会は月曜日、浚渫に関する採決を春まで延期したと当局者が明らかにした。内港の調査がまだ終わっていないためである。",
    "複数の議員は、金曜日の夜に送られた技術者の報告書を読んでいないと述べた。報告書は二百ページを超えるという。",
    "フェリー会社は、新しい船が到着する前に航路を深くするよう求めている。新しい船は今の船より一倍半長くなる見込みだ。",
]


def split(cleaned: CleanedText) -> tuple[list[str], list[str]]:
    """Give the texts kept and cut."""
    kept = [" ".join(piece.text.split()) for piece in cleaned.pieces if isinstance(piece.verdict, Keep) and piece.text]
    return kept, [piece.text for piece in cleaned.pieces if isinstance(piece.verdict, Cut)]


@pytest.mark.parametrize(
    ("stories", "head", "promo", "foot"),
    [
        (STORIES, "Vote on dredging put off", "Read more: Ferry late again", "Sign up for our newsletter"),
        (GERMAN, "Hafenrat verschiebt Abstimmung", "Lesen Sie auch: Fähre erneut verspätet", "Anzeige"),
        (RUSSIAN, "Совет порта отложил голосование", "Читайте также: Паром снова опоздал", "Поделиться"),
        (JAPANESE, "港湾議会、浚渫の採決を延期", "関連記事：フェリーがまた遅れる", "ログイン"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n"])
def test_story_is_kept_and_its_furniture_cut(stories: list[str], head: str, promo: str, foot: str, gap: str) -> None:
    text = gap.join([head, stories[0], promo, *stories[1:], foot])
    cleaned = clean_plain_text(text)
    kept, cut = split(cleaned)
    assert kept == stories
    assert cut == [head, promo, foot]
    assert cleaned.title == head
    assert rebuild_source(cleaned.pieces) == text


def test_list_and_heading_of_the_story_stay() -> None:
    lines = [STORIES[0], "What the survey found:", "- copper in the upper layer", "- oil at the old quay", *STORIES[1:]]
    cleaned = clean_plain_text("\n\n".join(lines))
    assert split(cleaned)[0] == lines
    types = [piece.verdict.type for piece in cleaned.pieces if isinstance(piece.verdict, Keep)]
    assert types[2:4] == [BlockType.list_item, BlockType.list_item]


def test_wrapped_paragraphs_become_whole() -> None:
    text = "\n\n".join(textwrap.fill(story, 72) for story in STORIES) + "\n"
    cleaned = clean_plain_text(text)
    assert split(cleaned) == (STORIES, [])
    assert rebuild_source(cleaned.pieces) == text


def test_promo_at_the_end_is_cut_from_its_paragraph() -> None:
    cleaned = clean_plain_text("\n\n".join([STORIES[0], f"{STORIES[1]}  Photos: The quay »", STORIES[2]]))
    assert split(cleaned) == (STORIES, ["Photos: The quay »"])
    kept, cut = (piece for piece in cleaned.pieces if piece.block == 1)
    assert (kept.text, cut.before) == (STORIES[1], "  ")


def test_score_says_how_sure_the_cleaner_is() -> None:
    assert clean_plain_text("\n\n".join(STORIES)).score > 0.9
    assert clean_plain_text("Hello there.").score == plain.UNRATED_SCORE
    assert clean_plain_text("Advertisement").score == 0.0


def test_text_of_too_many_lines_is_judged_by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join([*STORIES, "Advertisement", "A last word without a stop"])
    monkeypatch.setattr(plain, "MAX_RATED_LINES", 4)
    cleaned = clean_plain_text(text)
    assert split(cleaned)[1] == ["Advertisement"]
    assert cleaned.score == plain.UNRATED_SCORE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n".join(STORIES * 15_000), id="paragraphs of 8 MB"),
        pytest.param(" ".join(STORIES * 9_000), id="one line of 5 MB"),
        pytest.param("a" * 5_000_000, id="one word of 5 MB"),
        pytest.param("\n".join(f"Ferry late {number}" for number in range(200_000)), id="200,000 short lines"),
        pytest.param("\n".join([*STORIES, *["Ferry late again"] * 19_000]), id="19,000 rated lines"),
        pytest.param(". " * 1_000_000, id="stops"),
        pytest.param("a" + " \t" * 1_000_000 + "b", id="spaces"),
        pytest.param("日本。" * 500_000, id="ideographs"),
    ],
)
def test_large_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    cleaned = clean_plain_text(text)
    assert time.process_time() - start < 20
    assert sum(len(piece.before) + len(piece.text) for piece in cleaned.pieces) == len(text)
