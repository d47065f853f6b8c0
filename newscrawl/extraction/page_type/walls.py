"""Decides whether something stands in place of the page: a bot check, a consent form, a log-in, a "not
found".
"""

from __future__ import annotations

from newscrawl.extraction.page_type.asides import is_consent
from newscrawl.extraction.page_type.signs import Signs
from newscrawl.outcomes import PageType

MAX_WALL_WORDS = 250
"""Bot checks and log-in pages say less; an article page with a challenge script in it says more."""
MAX_BARE_WORDS = 60
"""A page with fewer words and a challenge in its markup is the challenge."""
MIN_CONSENT_SHARE = 0.5
MIN_CONSENT_WORDS = 30
MIN_NEW_PASSWORDS = 2
"""A form to register asks for the password twice."""
MAX_NOT_FOUND_WORDS = 150


def judge_bot_wall(signs: Signs) -> tuple[PageType, str] | None:
    """A short page that asks to prove that the visitor is human, in its title, its text or its scripts."""
    if signs.page_words > MAX_WALL_WORDS or signs.has_story:
        return None
    head = signs.find_head(PageType.bot_wall)
    if head:
        return PageType.bot_wall, f"headed “{head}” over {signs.page_words} words"
    line = signs.find_line(PageType.bot_wall)
    if line:
        return PageType.bot_wall, f"says “{line}” in {signs.page_words} words"
    if signs.page_words <= MAX_BARE_WORDS and not signs.markup.passwords and len(signs.teasers.headlines) == 0:
        mark = signs.find_mark(PageType.bot_wall)
        if mark:
            return PageType.bot_wall, f"{signs.page_words} words and the challenge “{mark}”"
    return None


def judge_consent_wall(signs: Signs) -> tuple[PageType, str] | None:
    """A page whose running text is mostly about cookies, partners and personal data."""
    if signs.is_sure_story:
        return None
    notice = signs.notice(PageType.consent_wall)
    total = consent = 0
    for block, size, density in zip(signs.view.blocks, signs.sizes, signs.view.link_density, strict=True):
        if size >= 8 and density < 0.5 and not block.context.is_hidden:
            total += size
            consent += size if is_consent(block.text, notice) else 0
    if consent < MIN_CONSENT_WORDS or consent < MIN_CONSENT_SHARE * total:
        return None
    head = signs.find_head(PageType.consent_wall)
    if head or not signs.teasers.headlines:
        where = f" under “{head}”" if head else ""
        return PageType.consent_wall, f"{consent} of {total} words ask for consent to cookies and data{where}"
    return None


def judge_login(signs: Signs) -> tuple[PageType, str] | None:
    """A page with a password field that is headed or addressed as a log-in, or holds little else."""
    if signs.is_sure_story and signs.is_told:
        return None
    head, role = signs.find_head(PageType.login_page), signs.roles.get(PageType.login_page)
    fields = signs.markup.passwords
    if fields and head:
        return PageType.login_page, f"a password field, headed “{head}”"
    if fields and role:
        return PageType.login_page, f"a password field at {role}"
    if head and role:
        return PageType.login_page, f"headed “{head}” at {role}"
    if fields >= MIN_NEW_PASSWORDS and not signs.is_told:
        return PageType.login_page, f"{fields} password fields, and neither a date nor an article declared"
    if fields and signs.page_words <= MAX_WALL_WORDS and not signs.has_story and not signs.teasers.items:
        return PageType.login_page, f"a password field and {signs.page_words} words"
    return None


def judge_soft_404(signs: Signs) -> tuple[PageType, str] | None:
    """A page whose title or heading says that there is none, with no story under it."""
    if signs.is_sure_story and signs.is_told:
        return None
    head = signs.find_head(PageType.soft_404)
    if head and (signs.story.words <= MAX_NOT_FOUND_WORDS or not signs.is_sure_story):
        return PageType.soft_404, f"headed “{head}”, {signs.story.words} words of running text"
    return None
