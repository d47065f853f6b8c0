"""What stands between the crawl and the sockets: which addresses are connected to, and how much is read from them."""
