"""The spiders, which yield `RawPage`s: `article` fetches listed pages, `site` the pages that a site links to,
`news` what is new on the sites of a list.
"""
