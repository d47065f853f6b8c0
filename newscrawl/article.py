"""Decides the record: the fields of `newscrawl.article/1`, each with its contract, in the order of the JSON
line.

`schema.py` makes the JSON Schema and the README's table from this file; `record.py` fills it.
A field is null (or an empty list) where the page does not say; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from newscrawl.archives.place import ArchivePlace
from newscrawl.blocks import BlockType, CutKind

SCHEMA_NAME = "newscrawl.article/1"

_DAY = r"\d{4}-\d{2}-\d{2}"
_TIME = r"T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})"

Timestamp = Annotated[str, Meta(pattern=rf"^{_DAY}{_TIME}$", extra_json_schema={"format": "date-time"})]
"""RFC 3339 with offset."""
DayOrTimestamp = Annotated[str, Meta(pattern=rf"^{_DAY}({_TIME})?$")]
"""RFC 3339 with offset, or the day alone."""
PartialDate = Annotated[str, Meta(pattern=rf"^\d{{4}}(-\d{{2}}(-\d{{2}}({_TIME})?)?)?$")]
"""RFC 3339 with offset, or only day, month or year."""
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""64 hexadecimal digits in lower case."""


def doc(text: str) -> Meta:
    """Attach a field's contract to its type."""
    return Meta(description=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBlock:
    """One block of the article's text."""

    type: Annotated[BlockType, doc("What the block is.")]
    text: Annotated[str, doc("Its text, white space collapsed; rows of a table on lines of their own.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleImage:
    """One image of the article."""

    url: Annotated[str, doc("Absolute URL.")]
    caption: Annotated[str | None, doc("The caption, without the credit.")]
    credit: Annotated[str | None, doc("Photographer and agency as printed, without `Photo:`.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpFacts:
    """How the page came."""

    status: Annotated[int | None, doc("HTTP status; null where the page came from a file.")]
    etag: Annotated[str | None, doc("The `ETag` header as sent.")]
    last_modified: Annotated[str | None, doc("The `Last-Modified` header as sent.")]
    content_type: Annotated[str | None, doc("The `Content-Type` header as sent.")]
    charset: Annotated[
        str | None, doc("The charset that the body was read with; null where there was none to read.")
    ]
    redirects: Annotated[list[str], doc("The URLs that redirected, in order; empty without a redirect.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveredVia:
    """What was known of the page before it was fetched: by the source that said most, completed from others."""

    type: Annotated[
        Literal["sitemap", "news_sitemap", "feed", "front_page", "section_page"],
        doc("The kind of source that named the page."),
    ]
    source: Annotated[str, doc("URL of the sitemap, the feed or the page that named it.")]
    title: Annotated[
        str | None, doc("Its title there: that of the feed's entry or the news sitemap, or the link's text.")
    ]
    published: Annotated[
        PartialDate | None,
        doc("Its date there, as far as it goes: RFC 3339 with offset, or only day, month or year."),
    ]
    lastmod: Annotated[PartialDate | None, doc("When it was last changed, as said there; same form.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDifference:
    """One paragraph in which a version differs from the one before."""

    op: Annotated[Literal["added", "removed", "changed"], doc("What happened to the paragraph.")]
    old: Annotated[str | None, doc("The paragraph before, cut to 500 characters; null where it was added.")]
    new: Annotated[str | None, doc("The paragraph now, cut to 500 characters; null where it was removed.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractorFacts:
    """What extracted the text."""

    name: Annotated[str, doc("Always `newscrawl`.")]
    version: Annotated[str, doc("Version of the extractor.")]
    strategy: Annotated[
        str,
        doc(
            "What chose the text: `forest`, the classifier; `trafilatura` where that was not sure of the page;"
            " `publisher` where a publisher file named the body; `plain_text` where the input was a text."
        ),
    ]
    publisher: Annotated[
        str | None, doc("The publisher file and layout whose rules were used, `news.example.toml#2010`; else null.")
    ] = None
    publisher_fields: Annotated[list[str], doc("The fields of the record that this file gave.")] = field(
        default_factory=list
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, one line of JSON."""

    schema: Annotated[Literal["newscrawl.article/1"], doc("Name and version of this form.")]
    id: Annotated[Sha256, doc("SHA-256 of `canonical_url`, hexadecimal: the article's identity.")]
    url: Annotated[str, doc("The URL that answered, after redirects.")]
    requested_url: Annotated[str, doc("The URL as it was first asked for.")]
    canonical_url: Annotated[
        str,
        doc(
            "The page's own canonical link where it is believable, else `url`; normalised,"
            " without tracking parameters."
        ),
    ]
    domain: Annotated[str, doc("Registered domain of `url` (`bbc.co.uk`), or the host where there is none.")]

    title: Annotated[str | None, doc("The headline, without the site's name.")]
    subtitle: Annotated[str | None, doc("The deck: the summary set under the headline on the page.")]
    description: Annotated[
        str | None, doc("The summary that the page's metadata gives; often that of search results.")
    ]
    text: Annotated[
        str,
        Meta(
            description="The article's text: the texts of `blocks`, parted by a blank line. Never empty.",
            min_length=1,
        ),
    ]
    blocks: Annotated[list[ArticleBlock], doc("The article's blocks in reading order.")]
    word_count: Annotated[
        int,
        Meta(
            description="Words in `text`. Every ideograph and kana is one: they are set without spaces.",
            ge=0,
        ),
    ]
    language: Annotated[
        str | None,
        doc("BCP 47 tag that the page declares, for instance `en` or `pt-BR`; null where it declares none."),
    ]

    authors: Annotated[
        list[str], doc("Names of the people who wrote it, in order: no `By`, no agency, no publisher.")
    ]
    publisher: Annotated[str | None, doc("Name of the publication.")]
    agency: Annotated[
        str | None,
        doc("News agency that the story credits (`AP`, `Reuters`, `dpa` …); several parted by `/`."),
    ]
    dateline: Annotated[
        str | None, doc("Place of the dateline as printed (`WASHINGTON`), without agency and day.")
    ]
    section: Annotated[str | None, doc("Section of the publication, as the page names it.")]
    tags: Annotated[
        list[str], doc("Topics and keywords that the page gives the story, in order, no doubles.")
    ]

    published: Annotated[
        DayOrTimestamp | None,
        doc(
            "When it was first published: RFC 3339 with offset."
            " Only the day, where the page gives no time or no zone."
        ),
    ]
    modified: Annotated[
        DayOrTimestamp | None,
        doc("When it was last changed, same form; null where the page does not say."),
    ]
    published_raw: Annotated[
        str | None, doc("The string that `published` was read from, as it stands in the page.")
    ]
    published_source: Annotated[
        str | None,
        doc("Where it stands: `json-ld:datePublished`, `meta:article:published_time`, `time`, `text` …"),
    ]
    fetched: Annotated[Timestamp, doc("When the page was fetched, RFC 3339 in UTC.")]

    image: Annotated[str | None, doc("Absolute URL of the lead image.")]
    images: Annotated[
        list[ArticleImage], doc("The article's images in order, those of teasers and icons left out.")
    ]
    is_free: Annotated[
        bool | None, doc("Whether the page says that it is free to read; null where it does not say.")
    ]

    discovered_via: Annotated[
        DiscoveredVia | None,
        doc("What named the page, and what it said of it; null where the user did, or another page's link."),
    ]
    pages: Annotated[
        list[str], doc("URLs of the pages that the text was joined from, in order; empty where it was one.")
    ]
    http: Annotated[HttpFacts, doc("How the page came, of several pages the first.")]
    raw_sha256: Annotated[Sha256, doc("SHA-256 of the body's bytes, of several pages those of the first.")]
    crawl_id: Annotated[str, doc("The run that wrote the record, as in `run.json`.")]
    crawler_version: Annotated[str, doc("Version of newscrawl.")]
    extractor: Annotated[ExtractorFacts, doc("What extracted the text.")]

    page_type: Annotated[Literal["article", "liveblog"], doc("What the page is.")]
    page_type_evidence: Annotated[str | None, doc("What shows it, in one line; null where an older release wrote it.")]
    extraction_score: Annotated[
        float, Meta(description="How sure the extractor is of the text, 0 to 1.", ge=0, le=1)
    ]
    removed: Annotated[
        dict[str, Annotated[int, Meta(ge=1)]],
        Meta(
            description="Characters removed, by kind; kinds with none left out.",
            extra_json_schema={"propertyNames": {"enum": [kind.value for kind in CutKind]}},
        ),
    ]
    warnings: Annotated[
        list[str],
        doc("What a careful reader should know, as short codes: `published_without_zone` …"),
    ]
    text_sha256: Annotated[Sha256, doc("SHA-256 of `text` in UTF-8.")]

    version: Annotated[
        int, Meta(description="Which record of this article it is; always 1 without a memory.", ge=1)
    ]
    version_of: Annotated[
        Sha256 | None,
        doc("The `id` of the article's first record: all versions share it. Null for version 1."),
    ]
    change: Annotated[
        Literal["new", "updated", "corrected", "gone"],
        doc(
            "Why there is a record: the first, another title or text, the same with a correction notice that"
            " was not there before, or the page has vanished (the other fields tell of its last version)."
        ),
    ]
    diff: Annotated[
        list[ArticleDifference],
        doc("Where `text` differs from the version before: 20 paragraphs at most; empty for version 1."),
    ]
    dup_of: Annotated[
        Sha256 | None,
        doc("The `id` of an earlier article with the same text or nearly so under another URL; else null."),
    ]
    dup_cluster: Annotated[
        Sha256 | None,
        doc("The `id` of the first of the articles that tell this story; null where there is no other."),
    ]
    archive: Annotated[
        ArchivePlace | None,
        doc("The WARC record that holds the page, of several pages the first; null where it lies in no archive."),
    ]
