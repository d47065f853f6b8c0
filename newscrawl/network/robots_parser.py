"""Decides which group of a robots.txt is ours: that of our product token, letter for letter, else that of `*`."""

from __future__ import annotations

import re

from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.python import to_unicode

MAX_ROBOTS_BYTES = 500 * 1024
"""So much of a robots.txt is read (RFC 9309, 2.5, asks for at least 500 KiB); what follows is not downloaded."""

_TOKEN = re.compile(r"[a-z_-]+")


class TokenRobotParser(ProtegoRobotParser):
    """Scrapy's default parser, matching product tokens as RFC 9309, 2.2.1, has it.

    Protego takes a group for ours whose name is a part of ours: `User-agent: news` would stand for `newscrawl`.
    """

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Tell whether a URL may be fetched."""
        return super().allowed(url, self._find_group(user_agent))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Give the `Crawl-delay` of our group in seconds."""
        return super().crawl_delay(self._find_group(user_agent))

    def _find_group(self, user_agent: str | bytes) -> str:
        own = _TOKEN.match(to_unicode(user_agent).lower())
        for name in self.rp._user_agents:
            token = _TOKEN.match(name)
            if own is not None and token is not None and own[0] == token[0]:
                return name
        return "*"
