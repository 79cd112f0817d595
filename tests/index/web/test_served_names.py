from __future__ import annotations

import pytest

from index.errors import SourceUnsupported
from index.reading.formats import format_of
from index.web.served_names import file_name

SITE = "https://docs.example"


@pytest.mark.parametrize(
    ("path", "content_type", "name"),
    [
        ("/rules", "text/html", "rules.html"),
        ("/rules.html", "text/html; charset=utf-8", "rules.html"),
        ("/RULES.HTM", "TEXT/HTML", "RULES.HTM"),
        ("/rules.php", "text/html", "rules.html"),
        ("/rules.pdf", "text/html", "rules.html"),
        ("/Rules_3.12", "text/html", "Rules_3.12.html"),
        (f"/{'deep/' * 100}rules.html", "text/html", "rules.html"),
        ("/rules.html", "text/plain", "rules.txt"),
        ("/rules.md", "text/plain; charset=utf-8", "rules.md"),
        ("/rules.txt", "text/markdown", "rules.md"),
        ("/rules", "text/plain", "rules.txt"),
        ("/rules.md", "application/octet-stream", "rules.md"),
        ("/rules.md", "", "rules.md"),
        ("/rules.md", "text/x-unheard-of", "rules.md"),
        ("/rules", "text/html, text/html", "rules.html"),
        ("/", "text/html", "docs.example.html"),
        ("/a/?q=x.pdf", "text/html", "docs.example.html"),
        ("/Dog%20rules%20%C3%BC.html", "text/html", "Dog rules ü.html"),
    ],
)
def test_the_content_type_decides_the_reader(path: str, content_type: str, name: str) -> None:
    assert file_name(SITE + path, content_type) == name


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/rules.html", "image/png"),
        ("/rules.md", "video/mp4; charset=utf-8"),
        ("/rules", "application/octet-stream"),
        ("/rules.exe", ""),
        ("/rules.html", "text/unheard-of"),
        ("/rules.html", "garbage"),
        ("/rules", "\u202eimage/png" * 500),
    ],
)
def test_a_kind_nobody_reads_is_refused_without_looking_at_the_bytes(path: str, content_type: str) -> None:
    with pytest.raises(
        SourceUnsupported,
        match=r"^docs\.example: this address gives out .*; give the address of a web page or of a document\.$",
    ) as refused:
        file_name(f"{SITE}{path}?key=secret", content_type)

    assert "secret" not in str(refused.value)
    assert "\u202e" not in str(refused.value)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/..%2F..%2Fetc%2Fpasswd",
            "/%2e%2e/%2e%2e/",
            "/..%5C..%5Cautoexec.bat",
            "/a%00b",
            "/%E2%80%AElmth.exe",
            "/CON",
        ),
        *(f"/{'a' * 1500}", "/%0d%0aSet-Cookie", "/.html", "/..", "/%FF%FE", "/a%2F", "/%20"),
    ],
)
def test_a_hostile_path_gives_a_harmless_name(path: str) -> None:
    name = file_name(SITE + path, "text/html")

    assert name.isprintable()
    assert not set("/\\\0") & set(name)
    assert name.strip(". ") == name
    assert 5 < len(name) <= 130
    assert format_of(name).name == "web page"
