"""Decides whether a page leads to stories instead of telling one: front pages, lists, search results."""

from __future__ import annotations

from newscrawl.extraction.page_type.address import FRONT, LISTING, SEARCH
from newscrawl.extraction.page_type.signs import Signs
from newscrawl.outcomes import PageType

LIST_TYPES = frozenset({"CollectionPage", "ProfilePage"})
"""schema.org types of lists; story pages carry `ItemList` and `Blog` beside their own type."""
MIN_TEASERS = 3
MIN_LONG_WORDS = 300
"""Text of this length outside of teasers is a story with a long list under it."""
MAX_LINK_SHARE = 0.20
"""Of the stories of the development pages 99.5 % have less of their text in links, of front pages half."""
MIN_LINKED_BLOCKS = 4
MIN_SCATTERED = 4
MAX_PAGE_RUN = 200
"""Between two links to other stories lists have less text: the longest summary, an introduction."""


def judge_declared(signs: Signs) -> tuple[PageType, str] | None:
    """What the page calls itself, where its text does not belie it."""
    if "SearchResultsPage" in signs.types:
        return PageType.search_page, "declared as SearchResultsPage"
    kind = next((kind for kind in LIST_TYPES if kind in signs.types), None)
    if kind and signs.article_type is None and not signs.is_sure_story:
        return _name_list(signs), f"declared as {kind}, {_describe_teasers(signs)}"
    return None


def judge_search(signs: Signs) -> tuple[PageType, str] | None:
    """A page with the address or the heading of a search that is no declared, dated story."""
    if signs.is_sure_story and signs.is_backed:
        return None
    role, head = signs.roles.get(SEARCH), signs.find_head(PageType.search_page)
    if role and head:
        return PageType.search_page, f"headed “{head}” at {role}"
    if role and not signs.is_sure_story:
        return PageType.search_page, f"the address of a search: {role}, {_describe_teasers(signs)}"
    if head and not signs.has_story:
        return PageType.search_page, f"headed “{head}”, {_describe_teasers(signs)}"
    return None


def judge_front(signs: Signs) -> tuple[PageType, str] | None:
    """A page at the site's root, unless it is one declared and dated story and nothing else."""
    role = signs.roles.get(FRONT)
    if role is None or (signs.is_sure_story and signs.is_backed and signs.teasers.items < MIN_TEASERS):
        return None
    return PageType.front_page, f"the root address {role}, {_describe_teasers(signs)}"


def judge_list(signs: Signs) -> tuple[PageType, str] | None:
    """A page whose text stands in teasers, or that has the address of a list and no long text."""
    story, items = signs.story, signs.teasers.items
    is_backed, is_told = signs.is_backed, signs.is_told
    is_long = story.words > story.teaser_words or story.words >= MIN_LONG_WORDS
    if signs.is_sure_story and ((is_told and is_long) or (story.is_headed and story.longest_run >= MIN_LONG_WORDS)):
        return None
    role = signs.roles.get(LISTING)
    if items >= MIN_TEASERS and story.teaser_words > story.words:
        return _name_list(signs), _describe_teasers(signs)
    if role and items >= MIN_TEASERS and story.longest_run < MAX_PAGE_RUN:
        return _name_list(signs), f"the address {role}, {_describe_teasers(signs)}"
    if role and not signs.has_story:
        return _name_list(signs), f"the address {role}, {_describe_teasers(signs)}"
    if items >= MIN_TEASERS and not signs.has_story and not is_backed:
        return _name_list(signs), _describe_teasers(signs)
    if (
        story.link_share > MAX_LINK_SHARE
        and len(story.blocks) >= MIN_LINKED_BLOCKS
        and not (signs.is_sure_story and is_told)
    ):
        return _name_list(signs), f"{story.link_share:.0%} of the text stands in links"
    if story.headed_links >= MIN_TEASERS and not is_backed and not story.is_headed:
        return _name_list(signs), f"{story.headed_links} texts, each under a link to a story of its own"
    is_scattered = story.runs >= MIN_SCATTERED and story.longest_run < 100 and 3 * story.longest_run < story.words
    if is_scattered and not is_told and not story.is_headed:
        return _name_list(signs), f"{story.runs} short texts between links to other stories"
    return None


def _name_list(signs: Signs) -> PageType:
    return PageType.front_page if signs.roles.get(FRONT) else PageType.listing


def _describe_teasers(signs: Signs) -> str:
    story = signs.story
    return (
        f"{signs.teasers.items} teasers of one make, {len(signs.teasers.headlines)} links to stories, "
        f"{story.words} words outside of them"
    )
