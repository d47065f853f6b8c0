"""Decides what happens to an article of the world, and when: drawn once, from a seed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from tests.newsworld.prose import write_headline, write_paragraph


class Form(StrEnum):
    """What a page is."""

    story = "story"
    gallery = "gallery"
    """Pictures without a text: no article."""


class EditKind(StrEnum):
    """What an edit changes."""

    text = "text"
    headline = "headline"
    correction = "correction"
    """A paragraph is changed, and a notice at the end says so."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of an article."""

    at: datetime
    kind: EditKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The shares of a newsroom's articles to which something happens."""

    early_edit: float = 0.3
    """In the first five hours."""
    second_edit: float = 0.1
    correction: float = 0.05
    """After one to six days."""
    late_edit: float = 0.01
    """After ten to twenty days: later than anybody looks."""
    moved: float = 0.05
    gone: float = 0.04
    gallery: float = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """When a channel lists an article, and, where it does so twice, when it lists it anew."""

    at: datetime
    again: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """An article from its publication on. listings: by channel path; a channel that never lists it is not in it.

    gone_status: 410 or 404.
    """

    number: int
    section: str
    published: datetime
    headline: str
    paragraphs: tuple[str, ...]
    form: Form = Form.story
    edits: tuple[Edit, ...] = ()
    moved: datetime | None = None
    gone: datetime | None = None
    gone_status: int = 410
    listings: Mapping[str, Listing] = field(default_factory=dict)

    @property
    def first_listed(self) -> datetime:
        """When it appears in any source."""
        return min(listing.at for listing in self.listings.values())

    def count_edits(self, now: datetime) -> int:
        """Say how many edits were made."""
        return sum(edit.at <= now for edit in self.edits)

    def is_gone(self, now: datetime) -> bool:
        """Tell whether the article has vanished."""
        return self.gone is not None and self.gone <= now

    def find_path(self, now: datetime) -> str:
        """Give the path that the article has; it moves with its headline's slug."""
        return self.moved_path if self.moved is not None and self.moved <= now else self.first_path

    @property
    def first_path(self) -> str:
        """The path that it is published under."""
        slug = "-".join(re.findall(r"[a-z]+", self.headline.lower())[:7])
        return f"/{self.section}/{self.published:%Y/%m/%d}/{slug}-{self.number:05}"

    @property
    def moved_path(self) -> str:
        """The path that it has after it moved."""
        return self.first_path.replace("-", "-renamed-", 1)

    def find_title(self, now: datetime) -> str:
        """Give the headline as it stands."""
        changes = sum(edit.at <= now and edit.kind is EditKind.headline for edit in self.edits)
        return self.headline + ", once more" * changes

    def find_paragraphs(self, now: datetime) -> list[str]:
        """Give the text as it stands; the number of edits stands in it (`read_edits`)."""
        paragraphs = list(self.paragraphs)
        for number, edit in enumerate(self.edits, 1):
            if edit.at > now:
                break
            place = number % len(paragraphs)
            paragraphs[place] += f" The desk has gone over this story {number} times by now."
            if edit.kind is EditKind.correction:
                paragraphs.append(f"Correction: an earlier version of this story gave a wrong figure in part {number}.")
        return paragraphs


def read_edits(text: str) -> int:
    """Say how many edits a text shows."""
    return max((int(number) for number in re.findall(r"gone over this story (\d+) times", text)), default=0)


def read_number(url: str) -> int | None:
    """Give the number of the article that a URL names; None where it names none."""
    found = re.search(r"-(\d{5})(?:[/?.]|$)", url)
    return int(found[1]) if found else None


def draw_life(
    random: Random, number: int, section: str, published: datetime, rates: Rates, listings: Mapping[str, Listing]
) -> Life:
    """Draw what happens to one article."""
    first = min(listing.at for listing in listings.values())
    gone = first + timedelta(hours=random.uniform(2, 100)) if random.random() < rates.gone else None
    moved = first + timedelta(hours=random.uniform(2, 60)) if random.random() < rates.moved else None
    return Life(
        number=number,
        section=section,
        published=published,
        headline=write_headline(random),
        paragraphs=tuple(write_paragraph(random) for _ in range(random.randint(5, 9))),
        form=Form.gallery if random.random() < rates.gallery else Form.story,
        edits=tuple(edit for edit in _draw_edits(random, published, rates) if gone is None or edit.at < gone),
        moved=moved if gone is None else None,
        gone=gone,
        gone_status=random.choice((404, 410)),
        listings=dict(listings),
    )


def _draw_edits(random: Random, published: datetime, rates: Rates) -> list[Edit]:
    spans = (
        (rates.early_edit, 0.2, 5, EditKind.text),
        (rates.second_edit, 2, 20, EditKind.headline),
        (rates.correction, 24, 144, EditKind.correction),
        (rates.late_edit, 240, 480, EditKind.text),
    )
    edits = [
        Edit(published + timedelta(hours=random.uniform(low, high)), kind)
        for share, low, high, kind in spans
        if random.random() < share
    ]
    return sorted(edits, key=lambda edit: edit.at)
