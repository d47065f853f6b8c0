"""Certificates for tests: an authority of their own, and one good certificate and several bad ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
AUTHORITY = "authority.pem"


def make_certificates(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Write the authority and the certificates; give file and key by the host that shows them."""
    authority_key, authority_name = ec.generate_private_key(ec.SECP256R1()), _name("newscrawl tests")
    authority = _build(authority_name, authority_name, authority_key, authority_key, is_authority=True)
    (folder / AUTHORITY).write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    made = {}
    for shown, host, ended in (
        ("good.test", "good.test", False),
        ("expired.test", "expired.test", True),
        ("wrong.test", "other.test", False),
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        made[shown] = _write(folder, shown, _build(_name(host), authority_name, key, authority_key, host, ended), key)
    own = ec.generate_private_key(ec.SECP256R1())
    name = _name("self-signed.test")
    made["self-signed.test"] = _write(folder, "self-signed.test", _build(name, name, own, own, "self-signed.test"), own)
    return made


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _build(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signing_key: ec.EllipticCurvePrivateKey,
    host: str = "",
    has_ended: bool = False,
    *,
    is_authority: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 30 * DAY)
        .not_valid_after(now - DAY if has_ended else now + 30 * DAY)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(signing_key, hashes.SHA256())


def _write(
    folder: Path, name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> tuple[Path, Path]:
    paths = folder / f"{name}.pem", folder / f"{name}.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths
