"""Decides how newscrawl crawls unless told otherwise: politely. Override any of it by `-s NAME=VALUE`.

How pages become records is the add-on's (`addon.py`); this file holds Scrapy's own settings and newscrawl's
few.
"""

from __future__ import annotations

import os

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
COMMANDS_MODULE = "newscrawl.commands.crawl"
ADDONS = {"newscrawl.addon.NewscrawlAddon": 500}

# Where files go: <spider>.jsonl, rejects.jsonl, run.json. May hold %(name)s (spider) and %(time)s (start).
NEWSCRAWL_OUT = "out"
# What a run remembers for the next: a SQLite file. None: the spider `news` keeps one in NEWSCRAWL_OUT, the
# others have none; "" means none for any. With a memory records go to the file NEWSCRAWL_OUTPUT in the folder
# NEWSCRAWL_OUT (%(name)s.jsonl unless set; may hold %(date)s, and end in .gz or .zst), and count once on disk.
NEWSCRAWL_MEMORY = None
# append: a file that grows by whole lines. whole: a file a run, which gets its name when it is whole.
NEWSCRAWL_DELIVERY = "append"
# mark or drop: what happens to an article that tells the same story as another one of the last days.
NEWSCRAWL_DUPLICATES = "mark"
NEWSCRAWL_SAME_STORY_DAYS = 30
# A page that tells how the run went, report.html in NEWSCRAWL_OUT, with explain pages of a sample of so many records.
NEWSCRAWL_REPORT = True
NEWSCRAWL_REPORT_SAMPLE = 12
# Numbers of the run as Prometheus text: a file for node_exporter, a port on loopback while it lasts; none unless set.
NEWSCRAWL_METRICS_FILE = ""
NEWSCRAWL_METRICS_PORT = None
# Folder of publisher files (DOMAIN.toml), which tell where a publisher's layout keeps what; "" for none.
NEWSCRAWL_PUBLISHERS = ""
# Who crawls: a URL or an e-mail address. It stands in the user agent, so that a site can reach you.
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")

# The file that gets all that goes over the wire, as WARC: a name in .warc.gz or .warc, which may hold %(name)s and
# %(time)s; "" for none. Needs the extra: pip install 'newscrawl[warc]'.
NEWSCRAWL_WARC = ""

# Several machines at one crawl: the Redis (or Valkey) server that they share, as redis://, rediss:// (TLS) or unix://.
# With user and password in it, the environment is a better place for it than a command line. Options for the client
# (ssl_ca_certs, …), what every key begins with, how long a server that is away is waited for; the worker's name (unless
# set: machine and output folder), and how long it counts as alive after its last sign of life. Needs the extra:
# pip install 'newscrawl[redis]'.
NEWSCRAWL_REDIS_URL = os.environ.get("NEWSCRAWL_REDIS_URL", "")
NEWSCRAWL_REDIS_OPTIONS: dict[str, object] = {}
NEWSCRAWL_REDIS_PREFIX = "newscrawl"
NEWSCRAWL_REDIS_WAIT_SECONDS = 120.0
NEWSCRAWL_FLEET_WORKER = ""
NEWSCRAWL_LEASE_SECONDS = 60.0
# What workers crawl together has one name (unless set: the spider and its arguments); under another name a crawl begins
# anew. It ends when no request is due; True: it waits for others until it is stopped; a number: for those that are due
# in so many seconds.
NEWSCRAWL_FLEET_CRAWL = ""
NEWSCRAWL_FLEET_STAY = False

# Pages are extracted in processes of their own, one for each core unless this says how many (0: in this one). A page
# may take so many seconds and a worker so many MiB; over that it is killed, and the page is a rejection.
NEWSCRAWL_WORKERS = None
NEWSCRAWL_WORKER_TIMEOUT = 10.0
NEWSCRAWL_WORKER_MEMORY = 1536

# Only the public web: http and https on these ports. A host that is not public is let through by its name and port,
# for instance "127.0.0.1:8080,intranet.example:80", and warned of. A proxy would lead past this, so a crawl with one
# ends at its start unless the proxy itself is said to keep to public addresses.
NEWSCRAWL_ALLOWED_PORTS = [80, 443]
NEWSCRAWL_ALLOWED_ADDRESSES = os.environ.get("NEWSCRAWL_ALLOWED_ADDRESSES", "")
NEWSCRAWL_PROXY_ENFORCES_POLICY = False
TWISTED_DNS_RESOLVER = "newscrawl.network.resolver.PublicResolver"

# Ask first. 4xx for robots.txt allows all, 5xx, 429 or no answer allows nothing (RFC 9309).
ROBOTSTXT_OBEY = True
ROBOTSTXT_PARSER = "newscrawl.network.robots_parser.TokenRobotParser"
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.downloadermiddlewares.url_policy.UrlPolicyMiddleware": 50,
    "newscrawl.downloadermiddlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.downloadermiddlewares.retry.BackoffRetryMiddleware": 550,
    "newscrawl.downloadermiddlewares.compression.WholeBodyMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newscrawl.downloadermiddlewares.cookies.OfflineCookiesMiddleware": 700,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
}

# One request at a time per host, a second between two, slower where the server is slow or asks for it.
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.5
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
EXTENSIONS = {"newscrawl.extensions.crawl_delay.CrawlDelay": 600}
NEWSCRAWL_MAX_CRAWL_DELAY = 60.0

# Two retries, the host left alone for 2 and 4 seconds before them, or as long as Retry-After asks: an hour at most,
# and whoever asks for more is not asked again before a later run.
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"
NEWSCRAWL_RETRY_DELAY = 2.0
NEWSCRAWL_RETRY_MAX_DELAY = 3600.0

# Bounds. The largest article page seen is under 5 MB. Of an answer's head 64 KiB within 15 seconds, of its body
# 5 MiB, also when it is unpacked, all of it within 30 seconds. The crawl ends where it takes 2 GiB of memory.
DOWNLOAD_TIMEOUT = 30
NEWSCRAWL_FIRST_BYTE_TIMEOUT = 15.0
NEWSCRAWL_MAX_HEADERS = 64 * 1024
DOWNLOAD_MAXSIZE = 5 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
MEMUSAGE_LIMIT_MB = 2048
# Of one site `crawl site` follows so many links, and so many of one pattern (numbers and codes taken out; twenty
# times as many that look like articles): calendars, session ids and page numbers have no end.
NEWSCRAWL_MAX_PAGES = 10_000
NEWSCRAWL_MAX_ALIKE = 100
# Only a refresh that is a redirect: live pages reload themselves every half minute or so.
METAREFRESH_MAXDELAY = 5

# Safety: certificates are checked, only the web is fetched, nobody steers the crawl from outside.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "newscrawl.network.handler.GuardedHttpHandler",
    "https": "newscrawl.network.handler.GuardedHttpHandler",
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False

# No Accept-Language: the page in the site's own language is the one that is wanted.
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"}

# Scrapy starts this many tasks for every response; a page gives one item.
CONCURRENT_ITEMS = 4
FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
