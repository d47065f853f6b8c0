"""From bytes to text blocks of a page: charset, tree, segmentation."""

from newscrawl.dom.block import Context, DomBlock
from newscrawl.dom.decoding import Decoded, decode_body
from newscrawl.dom.parsing import is_truncated, parse_html
from newscrawl.dom.segmentation import segment_page

__all__ = ["Context", "Decoded", "DomBlock", "decode_body", "is_truncated", "parse_html", "segment_page"]
