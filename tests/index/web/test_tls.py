"""Secure connections: to the checked address, for the host's name."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from tests.index.web.conftest import FetcherMaker, trusting_nobody
from tests.support.web_server import Cables, Names, WebServer, page, redirect

ADDRESS = "1.1.1.1"
REQUEST = (
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=x",
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a certificate for secure.example, which signed itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    made = tmp_path_factory.mktemp("tls") / "made.pem"
    names = ("-addext", "subjectAltName=DNS:secure.example")
    subprocess.run([openssl, *REQUEST, *names, "-keyout", made, "-out", f"{made}.crt"], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + Path(f"{made}.crt").read_bytes())
    return made


@pytest.fixture
def asked_for() -> list[str | None]:
    """The names that clients have said they want to talk to."""
    return []


@pytest.fixture
def secure(certificate: Path, asked_for: list[str | None], names: Names, cables: Cables) -> Iterator[WebServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _connection, name, _context: asked_for.append(name)
    server = WebServer(tls=context)
    server.says("/rules", page())
    cables.lead(ADDRESS, server)
    for name in ("secure.example", "another.example"):
        names.lead(name, [ADDRESS])
    yield server
    server.close()


def trusting(certificate: Path) -> ssl.SSLContext:
    context = trusting_nobody()
    context.load_verify_locations(certificate)
    return context


def test_the_name_is_verified_on_a_connection_to_the_address(
    secure: WebServer, certificate: Path, asked_for: list[str | None], make_fetcher: FetcherMaker, cables: Cables
) -> None:
    file = make_fetcher(tls=trusting(certificate)).fetch("https://secure.example/rules")

    assert file is not None
    assert set(asked_for) == {"secure.example"}
    assert cables.connected == [(ADDRESS, 443)] * 2


@pytest.mark.parametrize("host", ["another.example", ADDRESS])
def test_a_certificate_for_another_name_is_refused(
    host: str, secure: WebServer, certificate: Path, make_fetcher: FetcherMaker
) -> None:
    with pytest.raises(
        SourceError, match=rf"^{host}: the site's certificate is not valid for it; the page cannot be trusted\.$"
    ):
        make_fetcher(tls=trusting(certificate)).fetch(f"https://{host}/rules?key=secret")

    assert secure.requests == []


def test_a_certificate_nobody_vouches_for_is_refused(secure: WebServer, make_fetcher: FetcherMaker) -> None:
    for tls in (trusting_nobody(), None):  # None: the authorities that are really trusted
        with pytest.raises(SourceError, match="certificate is not valid"):
            make_fetcher(tls=tls).fetch("https://secure.example/rules")

    assert secure.requests == []


def test_a_site_without_tls_is_no_secure_one(make_fetcher: FetcherMaker, site: WebServer) -> None:
    with pytest.raises(
        SourceError, match=r"^docs\.example: no secure connection to the site can be made; check the address"
    ):
        make_fetcher().fetch("https://docs.example/rules")

    assert site.requests == []


def test_nobody_leads_from_a_secure_page_to_an_open_one(
    secure: WebServer, certificate: Path, make_fetcher: FetcherMaker, site: WebServer
) -> None:
    secure.says("/moved", redirect("http://docs.example/rules"))
    site.says("/moved", redirect("https://secure.example/rules"))
    fetcher = make_fetcher(tls=trusting(certificate))

    with pytest.raises(SourceError, match=r"^secure\.example: the page redirects from https to http, "):
        fetcher.fetch("https://secure.example/moved")
    assert site.requests == []

    upgraded = fetcher.fetch("http://docs.example/moved")
    assert upgraded is not None
    assert upgraded.final_url == "https://secure.example/rules"
