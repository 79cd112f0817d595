"""Web pages as documents: added, looked at again, changed, gone; over a real server and a real store."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DocumentNotFound, SourceError, SourceMissing, SourceUnreadable, StoreFull
from index.following import web_pages
from index.library import Library
from tests.index.following.conftest import OpenLibrary, source_of
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes
from tests.support.web_server import WebServer, page, reply

URL = "http://docs.example/rules"
LONG = "".join(f"<h2>Rule {number}</h2><p>The rule of number {number} stands." for number in range(6))


def rules(animal: str = "Dogs", clock: str = "12:00", **headers: str) -> bytes:
    body = f"<!-- {clock} --><h1>Pets</h1><p>{animal} are welcome.{LONG}"
    return page(f"<html><head><title>Rules</title></head><body>{body}", **headers)


def text_of(library: Library) -> str:
    (document,) = library.documents()
    return library.live_text(document.id, document.version) or ""


def test_a_page_becomes_a_document_under_its_address_with_what_it_says_of_itself(
    app: AppWith, library: Library, site: WebServer
) -> None:
    head = (
        '<title>Rules of the town</title><link rel="canonical" href="http://docs.example/the-rules">'
        '<meta property="article:published_time" content="2026-02-17T08:00:00Z">'
    )
    site.says("/rules", page(f"<html><head>{head}</head><body><p>Dogs are welcome in every house.", ETag='"1"'))

    result = library.add_url("HTTP://Docs.Example:80/rules#top")

    document = result.document
    assert (result.outcome, document.source, document.title) == ("added", URL, "Rules of the town")
    (version,) = library.versions(document)
    assert (version.published, version.canonical_url) == ("2026-02-17", "http://docs.example/the-rules")
    source = source_of(library)
    assert (source.kind, source.location, source.every_minutes) == ("url", URL, None)
    assert (source.facts.etag, source.facts.final_url, source.facts.problem) == ('"1"', URL, None)
    assert source.checked_at is not None
    assert_whole(app, {URL: text_of(library)})


def test_a_page_that_says_it_has_not_changed_is_not_sent_again_nor_anything_done(
    library: Library, site: WebServer, embedder: WordHashes
) -> None:
    site.says(
        "/rules", rules(ETag='"1"', Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT"), reply(status="304 Not Modified")
    )
    document = library.add_url(URL).document
    embedder.embedded.clear()

    result = library.refresh(document)

    assert (result.outcome, result.document, result.embedded) == ("unchanged", document, 0)
    asked = [headers for path, headers in site.requests if path == "/rules"]
    assert "if-none-match" not in asked[0]
    assert asked[1]["if-none-match"] == '"1"'
    assert asked[1]["if-modified-since"] == "Mon, 02 Nov 2026 08:00:00 GMT"
    assert embedder.embedded == []
    assert source_of(library).facts.etag == '"1"'


def test_the_same_bytes_again_change_nothing_but_what_the_page_is_asked_by(
    library: Library, site: WebServer, embedder: WordHashes
) -> None:
    site.says("/rules", rules(ETag='"1"'), rules(ETag='"2"'))
    document = library.add_url(URL).document
    embedder.embedded.clear()

    for look in (lambda: library.refresh(document), lambda: library.add_url(URL)):
        assert look().outcome == "unchanged"
        assert source_of(library).facts.etag == '"2"'

    assert embedder.embedded == []
    assert [version.number for version in library.versions(document)] == [1]


def test_other_bytes_that_say_the_same_are_told_as_unchanged(library: Library, site: WebServer) -> None:
    site.says("/rules", rules(clock="12:00"), rules(clock="12:30"))
    document = library.add_url(URL).document

    result = library.refresh(document)

    assert (result.outcome, result.embedded) == ("unchanged", 0)
    assert [version.number for version in library.versions(document)] == [1]


def test_of_a_changed_page_only_what_is_new_is_embedded(
    app: AppWith, library: Library, site: WebServer, embedder: WordHashes
) -> None:
    site.says("/rules", rules(ETag='"1"'), rules("Cats", ETag='"2"'))
    document = library.add_url(URL).document
    embedder.embedded.clear()

    result = library.refresh(document)

    assert (result.outcome, result.document.id, result.document.version) == ("changed", document.id, 2)
    assert (result.came, result.went, result.embedded) == (1, 1, 1)
    assert all("Cats" in text or "Pets" in text for text in embedder.embedded)
    assert "Cats are welcome." in text_of(library)
    assert source_of(library).facts.etag == '"2"'
    assert_whole(app, {URL: text_of(library)})


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_gone_leaves_its_document(library: Library, site: WebServer, status: str) -> None:
    site.says("/rules", rules(ETag='"1"'), reply(status=status), rules("Cats"))
    document = library.add_url(URL).document
    before = text_of(library)

    with pytest.raises(SourceMissing, match=r"“Rules”: .*stays as it was until you remove it"):
        library.refresh(document)

    assert (library.documents(), text_of(library)) == ([document], before)
    facts = source_of(library).facts
    assert (facts.failures, facts.etag) == (1, '"1"')
    assert "no page at its web address" in (facts.problem or "")

    assert library.refresh(document).outcome == "changed"
    facts = source_of(library).facts
    assert (facts.problem, facts.failures) == (None, 0)


def test_a_site_that_fails_again_and_again_is_remembered_as_failing(library: Library, site: WebServer) -> None:
    site.says("/rules", rules(), reply(status="503 Service Unavailable"))
    document = library.add_url(URL).document

    for failures in (1, 2, 3):
        with pytest.raises(SourceError, match=r"docs\.example"):
            library.refresh(document)
        assert source_of(library).facts.failures == failures

    assert library.documents() == [document]


def test_a_page_with_nothing_to_read_any_more_leaves_the_text_and_is_asked_for_whole_again(
    library: Library, site: WebServer
) -> None:
    site.says("/rules", rules(ETag='"1"'), page("<p>", ETag='"2"'), rules("Cats", ETag='"3"'))
    document = library.add_url(URL).document

    with pytest.raises(SourceUnreadable):
        library.refresh(document)
    assert "Dogs are welcome." in text_of(library)
    assert source_of(library).facts.etag == '"1"'
    assert library.refresh(document).outcome == "changed"


def test_a_failure_while_writing_leaves_the_old_text_with_the_old_facts(
    library: Library, site: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.says("/rules", rules(ETag='"1"'), rules("Cats", ETag='"2"'))
    document = library.add_url(URL).document
    before = (library.documents(), library.sources(), text_of(library))

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patch:
        patch.setattr(web_pages.catalogue, "put", full)
        with pytest.raises(StoreFull):
            library.refresh(document)

    assert (library.documents(), library.sources(), text_of(library)) == before
    assert library.refresh(document).outcome == "changed"


def test_a_document_removed_while_its_page_is_fetched_does_not_come_back(
    library: Library, site: WebServer, open_library: OpenLibrary
) -> None:
    site.says("/rules", rules())
    document = library.add_url(URL).document

    def remove_and_serve(connection: socket.socket) -> None:
        open_library("local").remove(document.id)
        connection.sendall(rules("Cats"))

    site.says("/rules", remove_and_serve)

    with pytest.raises(DocumentNotFound):
        library.refresh(document)
    assert (library.documents(), library.sources()) == ([], [])


def test_removing_the_document_ends_following_its_page(library: Library, site: WebServer) -> None:
    site.says("/rules", rules())
    document = library.add_url(URL).document

    library.remove(document.id)

    assert (library.documents(), library.sources()) == ([], [])


def test_an_unfollowed_page_stays_as_a_document_and_can_still_be_looked_at(library: Library, site: WebServer) -> None:
    site.says("/rules", rules(), rules("Cats"))
    document = library.add_url(URL).document

    assert library.unfollow(URL).location == URL
    assert library.refresh(document).outcome == "changed"

    assert library.sources() == []
    with pytest.raises(SourceMissing, match="this is not followed"):
        library.unfollow(URL)


def test_a_restored_version_stays_until_the_page_changes(library: Library, site: WebServer) -> None:
    site.says("/rules", rules("Dogs"), rules("Cats"), rules("Cats"), rules("Birds"))
    document = library.add_url(URL).document
    library.refresh(document)
    library.restore(document, 1)

    assert library.refresh(document).outcome == "unchanged"
    assert "Dogs are welcome." in text_of(library)
    assert library.refresh(document).outcome == "changed"
    assert "Birds are welcome." in text_of(library)


def test_two_libraries_with_the_same_page_do_not_touch_each_other(open_library: OpenLibrary, site: WebServer) -> None:
    site.says("/rules", rules("Dogs", ETag='"1"'), rules("Dogs", ETag='"1"'), rules("Cats", ETag='"2"'))
    ours, theirs = open_library("ours"), open_library("theirs")
    document = ours.add_url(URL).document
    theirs.add_url(URL)
    theirs.schedule(60, theirs.documents()[0])

    assert ours.refresh(document).outcome == "changed"

    assert ("Cats" in text_of(ours), "Dogs" in text_of(theirs)) == (True, True)
    assert (source_of(ours).facts.etag, source_of(theirs).facts.etag) == ('"2"', '"1"')
    assert (source_of(ours).every_minutes, source_of(theirs).every_minutes) == (None, 60)
    ours.remove(document.id)
    assert source_of(theirs).location == URL


def test_where_nothing_fetches_a_page_is_refused_in_one_sentence(app: AppWith) -> None:
    library = Library("local", app.store, app._engine, replace(app.means(), fetcher=None))
    with pytest.raises(SourceError, match="fetches no web pages"):
        library.add_url(URL)


def test_a_file_of_this_machine_is_read_again_and_one_that_is_gone_leaves_its_document(
    library: Library, folder: Path
) -> None:
    path = folder / "ferries.md"
    document = library.add(path).document
    assert library.refresh(document).outcome == "unchanged"
    path.write_text("# Ferries\n\nThe ferry sails at dawn.\n", encoding="utf-8")

    assert library.refresh(document).outcome == "changed"

    path.unlink()
    with pytest.raises(SourceMissing, match="“Ferries”: its file is not there any more; the document stays"):
        library.refresh(document)
    assert "at dawn" in text_of(library)


def test_what_somebody_sent_has_nothing_to_be_looked_at_again(library: Library) -> None:
    document = library.add_bytes("letter.txt", "letter.txt", b"The mill flooded.").document
    with pytest.raises(SourceError, match=r"“letter”.*send the file anew"):
        library.refresh(document)
