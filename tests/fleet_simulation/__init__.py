"""A crawl of many sites by many workers, simulated: what its queue, its politeness and its machines come to."""
