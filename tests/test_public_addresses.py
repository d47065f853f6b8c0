"""Only addresses of the public internet are public, in whatever spelling they come."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from newscrawl.public_addresses import find_address_fault, read_address

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.9", "192.0.0.170",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:db8::1",
    "2002::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fe80::1%lo", "2600::1%eth0", "fec0::1", "feff::1", "ff02::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_address_that_is_not_public_is_named(address: str) -> None:
    assert find_address_fault(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.254",
     "2600::1", "2a00:1450:4001:80b::200e", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)  # fmt: skip
def test_public_address_has_no_fault(address: str) -> None:
    assert find_address_fault(address) is None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
     "127.0.0.1.", "①②⑦.0.0.1", "１２７.０.０.１", "127。0。0。1"],
)  # fmt: skip
def test_address_is_read_in_every_spelling(host: str) -> None:
    assert read_address(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["", "news.example", "127.0.0.1.example", "1.2.3.4.5", "4294967296", "1 2", "٣.٣.٣.ß"])
def test_name_is_no_address(host: str) -> None:
    assert read_address(host) is None


def test_brackets_and_zone_are_no_part_of_the_address() -> None:
    assert read_address("[fe80::1%25lo]") == ip_address("fe80::1")
