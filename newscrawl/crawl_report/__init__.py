"""Tells how a crawl went: figures that a run gathers or that its files give again, and the page that shows them."""
