"""What is known of single publishers: small declarative files that tell the engine where a layout misleads it.

A file names domains and layouts; a layout names the body, what is to be dropped in it, and fields that stand in
places of their own. The engine's own rules name no publisher; whatever a file decided is told in the extraction.
"""

from newscrawl.publishers.guide import Guide, guide_page
from newscrawl.publishers.library import add_folder, find_publisher, load_library
from newscrawl.publishers.rules import Publisher, PublisherTrace

__all__ = ["Guide", "Publisher", "PublisherTrace", "add_folder", "find_publisher", "guide_page", "load_library"]
