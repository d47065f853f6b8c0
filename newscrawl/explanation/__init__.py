"""Shows what was decided of one page or text, block by block, and why: for people who would rather look than read."""
