"""Decides whether a page shows pictures or a film in place of a story."""

from __future__ import annotations

from newscrawl.extraction.page_type.signs import NEWS_TYPES, Signs
from newscrawl.outcomes import PageType

MIN_PICTURES = 4
MAX_GALLERY_WORDS = 120
"""A gallery's introduction is shorter; a photo essay tells more than this outside of its captions."""
MAX_VIDEO_WORDS = 120
"""A film's description is shorter, where the page is declared or addressed as a film."""
MAX_PLAYER_WORDS = 60


def judge_gallery(signs: Signs) -> tuple[PageType, str] | None:
    """A page of pictures by its type, address or title, with little text outside of the captions."""
    declared = next((name for name in ("ImageGallery", "MediaGallery") if name in signs.types), None)
    head, role = signs.find_head(PageType.gallery), signs.roles.get("gallery")
    named = (
        (declared and f"declared as {declared}") or (head and f"headed “{head}”") or (role and f"the address {role}")
    )
    words = signs.story.words
    is_bare = not signs.has_story and signs.story.caption_words > words
    if not ((named and words < MAX_GALLERY_WORDS) or is_bare) or signs.markup.pictures < MIN_PICTURES:
        return None
    if named and words < MAX_GALLERY_WORDS:
        return (
            PageType.gallery,
            f"{named}, {signs.markup.pictures} pictures, {words} words outside of captions",
        )
    if is_bare and signs.markup.pictures >= 2 * MIN_PICTURES:
        return PageType.gallery, f"{signs.markup.pictures} pictures, {words} words outside of captions"
    return None


def judge_video(signs: Signs) -> tuple[PageType, str] | None:
    """A page of a film by its type, address or player, with no more than a description."""
    words = signs.story.words
    kinds = signs.view.metadata.declared_types
    film = next((kind for kind in kinds if kind.startswith("video") or kind == "VideoObject"), None)
    role = signs.roles.get("video")
    is_story = bool(signs.types & NEWS_TYPES)
    if film and not is_story and words < MAX_VIDEO_WORDS:
        return PageType.video, f"declared as {film}, {words} words of running text"
    if role and words < (MAX_PLAYER_WORDS if is_story else MAX_VIDEO_WORDS) and (film or signs.markup.players):
        return PageType.video, f"a player at {role}, {words} words of running text"
    if film and 0 < words < MAX_PLAYER_WORDS and not signs.has_story and signs.markup.players:
        return PageType.video, f"a player and {words} words of running text"
    return None
