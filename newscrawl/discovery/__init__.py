"""How the pages of a site are found: sitemaps, feeds, front and section pages. Pure: nothing is fetched here.

A source's body goes in (`reading.py`), candidates and further sources come out; dates decide before any
download (`window.py`), variants of a URL fold into one key (`url_variants.py`).
"""
