"""The spiders: `article` fetches listed pages, `site` finds the pages of a site. Both yield `RawPage`s."""
