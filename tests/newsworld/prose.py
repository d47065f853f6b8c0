"""Decides the words of the world's articles: plain English, seeded, no two articles alike."""

from __future__ import annotations

from random import Random

_WHO = (
    "the harbour board", "a parish council", "the county library", "two farmers", "the ferry line", "a retired judge",
    "the fire brigade", "a group of teachers", "the water authority", "the museum", "an old doctor", "the bus drivers",
    "a housing trust", "the brewery", "three fishermen", "the weather office", "a school band", "the city treasurer",
    "the rowing club", "a beekeeper", "the railway", "the hospital", "a bakery on the quay", "the keeper",
)  # fmt: skip
_DID = (
    "has postponed", "wants to reopen", "is selling", "will rebuild", "has lost", "has found", "is suing over",
    "plans to close", "has paid for", "is measuring", "has painted", "refuses to insure", "is counting", "will tax",
    "has inherited", "is testing", "has banned", "hopes to share", "is moving", "has repaired",
)  # fmt: skip
_WHAT = (
    "the old swing bridge", "a field of solar panels", "the night train", "forty allotments", "the town hall clock",
    "a collection of maps", "the indoor pool", "the fish market", "a row of lime trees", "the coastal path",
    "its winter timetable", "the grain store", "a flooded cellar", "the tram depot", "a wall of the abbey",
    "the seed archive", "the tide gauge", "a stretch of hedgerow", "the cable car", "the village shop",
)  # fmt: skip
_WHERE = (
    "in Skerrow", "near the estuary", "on the north shore", "behind the station", "in the upper valley", "at Marrick",
    "outside Dunholm", "along the canal", "on the island", "in the old quarter", "at the county border", "by the weir",
)  # fmt: skip
_WHEN = (
    "since the spring", "after a vote on Monday", "before the holidays", "for the second time", "without any notice",
    "until the money is found", "at a cost of {n} thousand crowns", "as the first of {n} towns", "for {n} years",
    "within {n} weeks", "against the advice of {n} experts", "with the help of {n} volunteers",
)  # fmt: skip
_SAID = (
    "That was said at a meeting that lasted {n} minutes", "A report of {n} pages gives the reasons",
    "Neighbours had written {n} letters about it", "Nobody had expected so much as {n} objections",
    "The next decision falls in {n} days", "The figure had been {n} a year before",
)  # fmt: skip


def write_headline(random: Random) -> str:
    """Give a headline of seven to twelve words."""
    line = f"{random.choice(_WHO)} {random.choice(_DID)} {random.choice(_WHAT)} {random.choice(_WHERE)}"
    return line[:1].upper() + line[1:]


def write_paragraph(random: Random) -> str:
    """Give a paragraph of four sentences."""
    return " ".join(_write_sentence(random) for _ in range(4))


def _write_sentence(random: Random) -> str:
    clause = f"{random.choice(_WHO)} {random.choice(_DID)} {random.choice(_WHAT)} {random.choice(_WHERE)}"
    end = random.choice(_WHEN).format(n=random.randint(3, 980))
    if random.random() < 0.4:
        said = random.choice(_SAID).format(n=random.randint(3, 980))
        return f"{said}, and {clause} {end}."
    return f"{clause[:1].upper()}{clause[1:]} {end}, said {random.choice(_WHO)}."
