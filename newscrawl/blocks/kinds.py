"""Decides the vocabulary: what a kept block can be, and a removed piece. Published in the README."""

from __future__ import annotations

from enum import StrEnum


class BlockType(StrEnum):
    """What a block of the article is."""

    paragraph = "paragraph"
    heading = "heading"
    quote = "quote"
    list_item = "list_item"
    table = "table"
    preformatted = "preformatted"
    deck = "deck"
    caption = "caption"


class CutKind(StrEnum):
    """What a removed piece is. The value is what records carry, the docstring table is `CUT_KIND_MEANING`."""

    navigation = "navigation"
    breadcrumb = "breadcrumb"
    headline = "headline"
    deck = "deck"
    byline = "byline"
    dateline = "dateline"
    timestamp = "timestamp"
    caption = "caption"
    related_links = "related_links"
    read_more = "read_more"
    inline_promo = "inline_promo"
    player_promo = "player_promo"
    share_bar = "share_bar"
    newsletter = "newsletter"
    advertisement = "advertisement"
    comments = "comments"
    counter = "counter"
    author_bio = "author_bio"
    source_line = "source_line"
    topic_tags = "topic_tags"
    picker = "picker"
    sign_in = "sign_in"
    consent = "consent"
    paywall = "paywall"
    footer = "footer"
    heading = "heading"
    table = "table"
    hidden = "hidden"
    other = "other"


CUT_KIND_MEANING: dict[CutKind, str] = {
    CutKind.navigation: "menus, section lists, skip links, search boxes",
    CutKind.breadcrumb: "the path of sections above the headline, section labels",
    CutKind.headline: "the article's own headline; it is in `title`",
    CutKind.deck: "the summary under the headline, where the options leave it out; it is in `subtitle`",
    CutKind.byline: "who wrote it, set apart from the text",
    CutKind.dateline: "place, agency and day ahead of the story, set apart from the text",
    CutKind.timestamp: "when it was published or updated, reading time",
    CutKind.caption: "the caption or credit of an image, a video or a chart",
    CutKind.related_links: "headlines of other stories: lists, teasers, most-read boxes, next articles",
    CutKind.read_more: "a line that only leads to another story (`Read more: …`)",
    CutKind.inline_promo: "a promo glued to a sentence or set between paragraphs",
    CutKind.player_promo: "what invites to watch or listen, and the labels of players",
    CutKind.share_bar: "share, print, save and follow buttons",
    CutKind.newsletter: "newsletter, alert and app sign-ups",
    CutKind.advertisement: "advertisements, their labels, affiliate and shopping boxes",
    CutKind.comments: "readers' comments and what invites to comment",
    CutKind.counter: "bare numbers: shares, views, comments, pages",
    CutKind.author_bio: "who the author is, after or beside the story",
    CutKind.source_line: "copyright, agency and correction-address lines at the end",
    CutKind.topic_tags: "topic and keyword links",
    CutKind.picker: "edition, language, country and app pickers",
    CutKind.sign_in: "log-in, register and account lines",
    CutKind.consent: "cookie and privacy notices",
    CutKind.paywall: "notices that the rest is for subscribers",
    CutKind.footer: "the foot of the page: imprint, legal links, contact",
    CutKind.heading: "a heading left with nothing under it, or left out by the options",
    CutKind.table: "a table left out by the options, or one that is not data of the story",
    CutKind.hidden: "text that the page does not show",
    CutKind.other: "outside the body, of no kind above",
}
"""Every kind with its meaning, in the order of the README's table."""
