"""The one representation of text that HTML and plain text share: blocks, cut into kept and removed pieces."""

from newscrawl.blocks.kinds import BlockType, CutKind
from newscrawl.blocks.pieces import Cut, Keep, Piece, Removal, make_cut, rebuild_source

__all__ = ["BlockType", "Cut", "CutKind", "Keep", "Piece", "Removal", "make_cut", "rebuild_source"]
