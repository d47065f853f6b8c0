"""A run tells the settings that were changed for it, as JSON can hold them, and none of its secrets."""

from __future__ import annotations

import json

import pytest
from scrapy.settings import Settings

from newscrawl.extensions.run_settings import hide_passwords, make_plain, read_changed_settings
from newscrawl.page import RawPage


def test_changed_settings_and_newscrawls_own_are_told_in_order() -> None:
    told = read_changed_settings(
        Settings({"ROBOTSTXT_OBEY": True, "NEWSCRAWL_OUT": "out", "DOWNLOAD_DELAY": 0})
    )
    assert list(told) == sorted(told)
    assert told["NEWSCRAWL_OUT"] == "out"
    assert told["ROBOTSTXT_OBEY"] is True
    assert "RETRY_TIMES" not in told


@pytest.mark.parametrize(
    "name",
    ["MAIL_PASS", "AWS_SECRET_ACCESS_KEY", "NEWSCRAWL_TOKEN", "NEWSCRAWL_API_KEY", "FTP_PASSWORD", "REDIS_OPTIONS"],
)
def test_secret_is_hidden(name: str) -> None:
    settings = Settings({"NEWSCRAWL_OUT": "out"})
    settings.set(f"NEWSCRAWL_{name}", "hunter2")
    assert "hunter2" not in json.dumps(read_changed_settings(settings))


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        ("text", "text"),
        (RawPage, "newscrawl.page.RawPage"),
        ({"a": ("b", {1})}, {"a": ["b", [1]]}),
        ({"password": "hunter2"}, {"password": "***"}),
        ("redis://user:hunter2@host/0", "redis://***@host/0"),
        (b"bytes", "b'bytes'"),
    ],
)
def test_values_are_plain(value: object, plain: object) -> None:
    assert make_plain(value) == plain
    json.dumps(make_plain(value))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "https://me:secret@a.example/x, https://b.example/@c",
            "https://***@a.example/x, https://b.example/@c",
        ),
        ("https://a.example/?mail=a@b.example", "https://a.example/?mail=a@b.example"),
        ("desk@news.example", "desk@news.example"),
        ("redis://:p@ss@10.0.0.5/0", "redis://***@10.0.0.5/0"),
        ("unix:///run/redis.sock?db=1&password=hunter2", "unix:///run/redis.sock?db=1&password=***"),
    ],
)
def test_passwords_in_urls_are_blotted_out(text: str, hidden: str) -> None:
    assert hide_passwords(text) == hidden
