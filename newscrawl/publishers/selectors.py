"""Decides how a place in a page is written: CSS with `::text` and `::attr(name)` as in Scrapy, or XPath."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, document_fromstring


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector that is ready to run. text: as it was written."""

    text: str
    path: etree.XPath

    def find(self, tree: HtmlElement) -> list[HtmlElement | str]:
        """Give the elements and strings that it names, in document order; nothing where it fails on the page, as with
        a variable that nobody sets.
        """
        try:
            found = self.path(tree)
        except etree.XPathError:
            return []
        return [item for item in found if isinstance(item, HtmlElement | str)] if isinstance(found, list) else []


def compile_selector(text: str) -> Selector:
    """Make a selector ready: XPath where it begins with `/`, `./` or `(`, else CSS. Raises ValueError that says why
    it is none.
    """
    # It takes 50 ms to import, and few runs have publisher files.
    from cssselect import SelectorError
    from parsel.csstranslator import HTMLTranslator

    written = text.strip()
    if not written:
        raise ValueError("an empty selector")
    try:
        is_xpath = written.startswith(("/", "./", "("))
        path = etree.XPath(written if is_xpath else HTMLTranslator().css_to_xpath(written))
        path(document_fromstring("<p>x</p>"))
    except SelectorError as error:
        raise ValueError(f"{text!r} is no CSS selector: {error}") from None
    except etree.XPathError as error:
        raise ValueError(f"{text!r} is no XPath: {error}") from None
    return Selector(text, path)
