from __future__ import annotations

import codecs

import pytest

from index.web.served_text import as_utf8


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "Hundeführer dürfen „mit“ Übernachtung – ja"),
        ('"Windows-1251"', "Собакам вход разрешён"),
        ("'shift_jis'", "犬の入場は許可されています"),
        ("EUC-KR", "개는 환영합니다"),
        ("gb2312", "狗可以入内"),
        ("big5", "狗可以入內"),
        ("utf-16", "Dogs are welcome"),
        ("koi8-r", "Собакам вход разрешён"),
    ],
)
def test_text_in_the_encoding_its_server_declares_becomes_utf_8(charset: str, text: str) -> None:
    python_s = {"iso-8859-1": "cp1252"}.get(charset, charset.strip("\"'"))
    data = text.encode(python_s)
    if charset == "utf-16":
        data = text.encode("utf-16-le")
        charset = "utf-16le"

    served = as_utf8(data + "é".encode(python_s, "ignore"), f"text/html; x=1; Charset = {charset}")

    assert served.decode().startswith(text)


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("Größe".encode(), "text/html; charset=iso-8859-1"),
        ("Größe".encode("cp1252"), "text/html"),
        ("Größe".encode("cp1252"), "text/html; charset=utf-8"),
        ("Größe".encode("cp1252"), "text/html; charset=unheard-of"),
        ("Größe".encode("cp1252"), "application/pdf; charset=iso-8859-1"),
        ("Größe".encode("cp1252"), "application/octet-stream; charset=iso-8859-1"),
        (b"\x81\x8d\x8f\xff", "text/html; charset=windows-1252"),
        (b"\xff\xfe" + "Größe".encode("utf-16-le"), "text/html; charset=iso-8859-1"),
        *(
            (b"+ADw-script+AD4- \xe9", f"text/html; charset={name}")
            for name in ("utf-7", "unicode_escape", "punycode", "idna")
        ),
        *(
            (b"zip \xe9", f"text/html; charset={name}")
            for name in ("rot13", "zlib", "base64", "hex", "mbcs", "undefined")
        ),
        (b"", "text/html; charset=iso-8859-1"),
        (b"\xe9", "text/html; charset="),
        (b"\xe9", "text/html; charset=" + "x" * 100_000),
        (b"\xe9", ""),
    ],
)
def test_what_the_header_does_not_settle_is_left_to_the_reader(data: bytes, content_type: str) -> None:
    assert as_utf8(data, content_type) is data


def test_every_codec_python_knows_gives_text_or_leaves_the_bytes() -> None:
    data = bytes(range(256)) * 4
    for name in {*codecs_of_python(), "..", "-", "::"}:
        assert isinstance(as_utf8(data, f"text/plain; charset={name}"), bytes)


def codecs_of_python() -> set[str]:
    from encodings.aliases import aliases

    return {name for name in {*aliases, *aliases.values()} if codecs.lookup}
