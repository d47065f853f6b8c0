"""A crawl asks for the public web alone, unless the user named the host and port."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import InputError
from newscrawl.outcomes import Reason
from newscrawl.public_addresses import find_address_fault, read_address
from newscrawl.url_policy import UrlPolicy, fold_host, read_policy

POLICY = read_policy(["80", 443, "8443"], ["127.0.0.1:8080", "[::1]:9090", "Intranet.Example:80"])


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a", "http://news.example:80/", "https://news.example:443/", "https://news.example:8443/",
        "http://8.8.8.8/", "http://[2600::1]/", "http://127.0.0.1:8080/", "http://127.1:8080/a",
        "http://0x7f000001:8080/", "http://[::1]:9090/", "http://[0:0::1]:9090/", "http://intranet.example/",
        "http://INTRANET.example./", "https://bücher.example/",
    ],
)  # fmt: skip
def test_url_of_the_public_web_or_of_a_named_host_may_be_asked_for(url: str) -> None:
    assert POLICY.find_fault(url) is None


@pytest.mark.parametrize(
    ("url", "reason", "clause"),
    [
        ("ftp://news.example/", Reason.bad_url, "scheme ftp"),
        ("file:///etc/passwd", Reason.bad_url, "scheme file"),
        ("https://news.example/" + "a" * 3000, Reason.bad_url, "longer than"),
        ("https://news.example:22/", Reason.forbidden_address, "port 22"),
        ("https://me:secret@news.example/", Reason.forbidden_address, "a user name or password"),
        ("https://@news.example/", Reason.forbidden_address, "a user name or password"),
        ("https://me@127.0.0.1:8080/", Reason.forbidden_address, "a user name or password"),
        ("http://127.0.0.1/", Reason.forbidden_address, "127.0.0.1 (this machine)"),
        ("http://127.0.0.1:8081/", Reason.forbidden_address, "port 8081"),
        ("http://2130706433/", Reason.forbidden_address, "2130706433 is 127.0.0.1 (this machine)"),
        ("http://[::1]/", Reason.forbidden_address, "::1 (this machine)"),
        ("http://[::ffff:169.254.169.254]/", Reason.forbidden_address, "metadata"),
        ("https://intranet.example:8443/", None, ""),
    ],
)
def test_other_urls_are_refused_with_a_clause(url: str, reason: Reason | None, clause: str) -> None:
    fault = POLICY.find_fault(url)
    assert (fault[0] if fault else None) is reason
    assert clause in (fault[1] if fault else "")


def test_password_is_not_in_the_clause() -> None:
    fault = POLICY.find_fault("https://me:secret@news.example/")
    assert fault is not None
    assert "secret" not in fault[1]


@pytest.mark.parametrize(
    ("ports", "addresses", "what"),
    [
        (["http"], [], "'http' is no port"), ([0], [], "is no port"), ([65536], [], "is no port"),
        ([], ["127.0.0.1"], "is not host:port"), ([], ["127.0.0.1:0"], "is not host:port"),
        ([], [":80"], "is not host:port"),
        ([], ["::1:80"], "is not host:port"), ([], ["http://a.example:80"], "is not host:port"),
        ([], ["a@b.example:80"], "is not host:port"), ([], ["*"], "is not host:port"),
    ],
)  # fmt: skip
def test_wrong_setting_is_refused(ports: list[object], addresses: list[str], what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_policy(ports, addresses)


def test_host_without_a_port_is_named_by_its_name_alone() -> None:
    """So a proxy is looked up (Twisted tells no port then)."""
    assert POLICY.is_named("intranet.example", 0)
    assert not POLICY.is_named("other.example", 0)
    assert not POLICY.is_named("intranet.example", 81)


@given(st.text(max_size=80))
def test_any_text_has_an_answer_and_no_private_address_passes(text: str) -> None:
    policy = UrlPolicy()
    for url in (text, f"http://{text}/", f"https://news.example/{text}"):
        fault = policy.find_fault(url)
        assert fault is None or isinstance(fault[0], Reason)
    address = read_address(text)
    if address is not None and find_address_fault(address):
        assert policy.find_fault(f"http://{text}/") is not None
    assert fold_host(fold_host(text)) == fold_host(text) or not text.isascii()
