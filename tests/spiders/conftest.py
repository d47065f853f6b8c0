"""What the tests of the spiders share."""

from __future__ import annotations

import pytest

from tests.simulated_sites import FEED_LINK, STORY, World, feed, front


@pytest.fixture
def world() -> World:
    """A site whose front page declares a feed of two stories."""
    return World({"/": front(head=FEED_LINK), "/rss": feed("/a", "/b"), "/a": STORY, "/b": STORY})
