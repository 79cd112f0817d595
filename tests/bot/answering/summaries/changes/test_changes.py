"""What changed since a moment: each claim says whether it is new, altered or gone, with quotes of both versions."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.summaries.changes import summing_up as changes
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.watching import Nobody
from bot.errors import Stopped, SummaryError
from index.errors import DocumentNotFound

FIRST = datetime(2026, 2, 1, 12, tzinfo=UTC)
RULES = """# Kite rules

## Money

Members pay 12 euros a year. Grace Okoro collects the fee in March. Guests fly for free on Sundays.

## Safety

Nobody flies in a thunderstorm. Kites stay below 100 metres near the harbour.
"""
CHANGED = (
    RULES.replace("12 euros", "15 euros")
    .replace(" Guests fly for free on Sundays.", "")
    .replace("harbour.", "harbour. Every pilot must carry a whistle.")
)
THINGS = ("lamp", "chair", "table", "door", "stage", "piano")
MINUTES = (
    "# Minutes\n\nAda Lovell opened the meeting of 3 March at seven. The club buys two new winches for 400 euros.\n"
)


@pytest.fixture
def add(library, monkeypatch):
    """Return a function that takes a text in under a name, so many days after the first."""

    def taken_in(name, text, day=0, into=library):
        monkeypatch.setattr("index.catalogue.now", lambda: FIRST + timedelta(days=day))
        return into.add_bytes(name, name, text.encode()).document

    return taken_in


@pytest.fixture
def told(library):
    """Return a function that tells what changed since so many days after the first."""

    def summary(day, length=Length.FULL, watcher=None, **request):
        since = FIRST + timedelta(days=day)
        wanted = SummaryRequest(Scope.CHANGES, length, since=since, **request)
        return changes.changes_since(library, wanted, watcher or Nobody())

    return summary


def said(summary):
    return {part.title: [claim.text for claim in part.claims] for part in summary.parts}


def quotes_of(summary, claim):
    numbered = {citation.number: citation.quote for citation in summary.answer.citations}
    return [numbered[number] for number in claim.citations]


def test_what_is_new_altered_and_gone_says_so_and_stands_under_its_document(add, told):
    add("rules.md", RULES)
    add("minutes.md", MINUTES)
    add("rules.md", CHANGED, day=5)

    summary = told(1)

    assert said(summary) == {
        "Kite rules (version 1 to 2)": [
            "New: “Every pilot must carry a whistle.”",
            "Was: “Members pay 12 euros a year.” Now: “Members pay 15 euros a year.”",
            "Gone: “Guests fly for free on Sundays.”",
        ]
    }
    assert summary.title == "what changed since 2026-02-02 12:00 UTC"
    assert str(summary.coverage) == (
        "Read 2 of 2 documents for changes since 2026-02-02 12:00 UTC. 1 document changed (1 sentence new, 1 altered, "
        "1 gone). Documents that were removed are not kept and not counted."
    )
    assert summary.coverage.whole


@pytest.mark.parametrize("length", Length)
def test_every_quote_stands_letter_for_letter_in_the_version_it_names(library, add, told, length):
    add("rules.md", RULES)
    add("rules.md", CHANGED, day=5)
    add("minutes.md", MINUTES, day=6)

    summary = told(1, length)

    assert summary.answer.citations
    for quote in (citation.quote for citation in summary.answer.citations):
        version = library.version_text(quote.document.id, quote.document.version)
        assert quote.span.of(version.text) == quote.text
        assert quote.document.updated_at == version.created_at
    for claim in summary.answer.claims:
        quotes = quotes_of(summary, claim)
        live = [quote.document.version == library.find(quote.document.id).version for quote in quotes]
        assert [claim.text.split(":")[0], live] in (["New", [True]], ["Was", [False, True]], ["Gone", [False]])
        assert all(f"“{' '.join(quote.text.split())}”" in claim.text for quote in quotes)


@pytest.mark.parametrize("seed", range(4))
def test_a_full_summary_tells_every_sentence_that_came_or_went_exactly_once(library, add, told, seed):
    chance = random.Random(seed)
    before = [f"The {thing} of hall {hall} costs {chance.randint(1, 99)} euros." for hall in "ABCD" for thing in THINGS]
    after = [chance.choice([each, each, f"By now {each.lower()}", "", each.replace("hall", "room")]) for each in before]
    add("prices.md", "# Prices\n\n" + "\n\n".join(before))
    document = add("prices.md", "# Prices\n\n" + "\n\n".join(after), day=2)

    summary = told(1)
    quotes = [quote for claim in summary.answer.claims for quote in quotes_of(summary, claim)]

    comparison = library.compare(document)
    assert comparison.came
    assert sorted((quote.document.version, quote.span) for quote in quotes) == sorted(
        [(1, each.span) for each in comparison.went] + [(2, each.span) for each in comparison.came]
    )


@pytest.mark.parametrize(
    ("day", "old", "was"), [(0, 1, "12 euros"), (2.5, 1, "12 euros"), (3, 2, "13 euros"), (5, 2, "13 euros")]
)
def test_the_version_of_that_time_is_what_the_live_one_is_compared_with(add, told, day, old, was):
    add("rules.md", RULES)
    add("rules.md", RULES.replace("12 euros", "13 euros"), day=3)
    add("rules.md", RULES.replace("12 euros", "14 euros"), day=6)

    assert said(told(day)) == {
        f"Kite rules (version {old} to 3)": [f"Was: “Members pay {was} a year.” Now: “Members pay 14 euros a year.”"]
    }


def test_where_nothing_has_changed_that_is_what_is_said(add, told):
    add("rules.md", RULES)

    summary = told(1)

    assert not summary.answer.claims
    assert "Read 1 of 1 document for changes since 2026-02-02 12:00 UTC. Nothing has changed" in str(summary.coverage)


def test_it_is_never_said_that_nothing_changed_where_not_all_was_read(make_app, add, told):
    library = make_app(keep_versions=1).library("local")
    add("a.md", MINUTES, into=library)
    add("rules.md", RULES, into=library)
    add("rules.md", CHANGED, day=3, into=library)

    assert "is kept. Nothing has changed in what was read. Documents" in str(told(1).coverage)
    assert "Nothing has changed" not in str(told(1, document=library.find("rules.md").id).coverage)


def test_sentences_that_only_moved_have_not_changed(add, told):
    add("rules.md", RULES)
    safety, money = RULES.split("## Safety")[1], RULES.split("## Money")[1].split("## Safety", maxsplit=1)[0]
    add("rules.md", f"# Kite rules\n\n## Safety{safety}\n\n## Money{money}", day=2)

    summary = told(1)

    assert not summary.answer.claims
    assert "1 document changed (no sentence differs)." in str(summary.coverage)


def test_of_a_new_document_the_best_is_told_and_in_full_a_line_for_each_section_too(add, told):
    add("rules.md", RULES, day=2)

    short, full = told(1, Length.SHORT), told(1, Length.FULL)

    (best,), (lines,) = said(short).values(), said(full).values()
    assert len(best) == 3
    assert set(best) <= set(lines)
    assert {"New: “Members pay 12 euros a year.”", "New: “Kites stay below 100 metres near the harbour.”"} <= set(lines)
    assert "1 document is new." in str(short.coverage)


def test_one_document_alone_is_compared_when_it_is_named(add, told):
    rules = add("rules.md", RULES)
    add("minutes.md", MINUTES, day=2)
    add("rules.md", CHANGED, day=2)

    summary = told(1, document=rules.id)

    assert [part.title for part in summary.parts] == ["Kite rules (version 1 to 2)"]
    assert summary.title == "what changed in “Kite rules” since 2026-02-02 12:00 UTC"
    assert "removed" not in str(summary.coverage)
    with pytest.raises(DocumentNotFound):
        told(1, document="nobody.md")


def test_of_a_version_that_is_no_longer_kept_the_oldest_one_takes_the_place_and_that_is_said(make_app, add, told):
    library = make_app(keep_versions=2).library("local")
    for day, euros in enumerate(("12", "13", "14")):
        add("rules.md", RULES.replace("12 euros", f"{euros} euros"), day=10 * day, into=library)

    summary = told(1)

    assert said(summary) == {
        "Kite rules (version 2 to 3)": ["Was: “Members pay 13 euros a year.” Now: “Members pay 14 euros a year.”"]
    }
    assert "“Kite rules” is compared with version 2 of 2026-02-11 12:00 UTC, the oldest that is kept." in str(
        summary.coverage
    )


def test_a_document_without_an_earlier_version_to_compare_is_named_as_not_in_the_summary(make_app, add, told):
    library = make_app(keep_versions=1).library("local")
    add("minutes.md", MINUTES, into=library)
    add("rules.md", RULES, into=library)
    add("rules.md", CHANGED, day=3, into=library)

    coverage = told(1).coverage

    assert not coverage.whole
    assert str(coverage).startswith(
        "Read 1 of 2 documents for changes since 2026-02-02 12:00 UTC. Not in this summary: “Kite rules”: no earlier "
        "version of it is kept."
    )


def test_a_removed_document_is_not_spoken_of(library, add, told):
    add("rules.md", RULES)
    add("rules.md", CHANGED, day=2)
    library.remove("rules.md")

    assert not told(1).answer.citations
    assert "Kite" not in str(told(1).as_json())


def test_a_document_that_is_removed_while_the_others_are_compared_is_named_as_left_out(library, add, told, monkeypatch):
    add("minutes.md", MINUTES)
    add("rules.md", RULES)
    listed = library.documents()
    library.remove("minutes.md")
    monkeypatch.setattr(library, "documents", lambda: listed)

    assert "Read 1 of 2 documents for changes" in str(told(1).coverage)
    assert "Not in this summary: “Minutes”: it was removed meanwhile." in str(told(1).coverage)


def test_no_sentence_of_a_document_can_pretend_that_more_has_changed(add, told):
    add("rules.md", RULES)
    add("rules.md", RULES.replace("Nobody", "The club wrote: 1 euro.” Now: “5 euros. Nobody"), day=2)

    for claim in told(1).answer.claims:
        assert claim.text.count("Now: “") == claim.text.startswith("Was: ")


def test_a_headline_tells_the_change_of_a_fact_before_that_of_a_wording(add, told):
    add("rules.md", RULES)
    add("rules.md", RULES.replace("Nobody flies in a", "Nobody flies during a").replace("12 euros", "15 euros"), day=2)

    summary = told(1, Length.HEADLINE)

    assert [claim.text for claim in summary.answer.claims] == [
        "Was: “Members pay 12 euros a year.” Now: “Members pay 15 euros a year.”"
    ]
    assert "(0 sentences new, 2 altered, 0 gone). Of these changes 1 is told here." in str(summary.coverage)


def test_a_focus_leaves_out_what_it_is_not_on_and_says_how_much(add, told):
    add("rules.md", RULES)
    add("rules.md", CHANGED, day=2)

    summary = told(1, focus="numbers only")

    assert said(summary) == {
        "Kite rules (version 1 to 2)": ["Was: “Members pay 12 euros a year.” Now: “Members pay 15 euros a year.”"]
    }
    assert "Of these changes 1 is told here." in str(summary.coverage)


def test_very_many_changes_are_told_up_to_a_bound_which_is_said(add, told, monkeypatch):
    monkeypatch.setattr(changes, "MOST", 5)
    names = ("Anna", "Bob", "Cem", "Dora", "Eli", "Finn", "Gus", "Hana", "Ines", "Jon")
    add("list.md", "# List\n\nThe club keeps a list.\n")
    add(
        "list.md",
        "# List\n\nThe club keeps a list.\n\n" + "\n\n".join(f"{n} brings the {n} kite." for n in names),
        day=2,
    )

    summary = told(1)

    assert len(summary.answer.claims) == 5
    assert "(10 sentences new, 0 altered, 0 gone). Of these changes 5 are told here." in str(summary.coverage)


class StopsAfter(Nobody):
    """Does not want the summary any more after so many documents."""

    def __init__(self, documents):
        self.left = documents

    @property
    def stopped(self):
        return self.left <= 0

    def progress(self, read, of):
        self.left -= 1


def test_stopped_half_way_it_tells_what_was_compared_and_that_it_is_not_whole(add, told):
    for name in ("a.md", "b.md", "c.md"):
        add(name, RULES.replace("Kite rules", name))
        add(name, CHANGED.replace("Kite rules", name), day=2)

    summary = told(1, watcher=StopsAfter(2))

    assert [part.title for part in summary.parts] == ["a.md (version 1 to 2)", "b.md (version 1 to 2)"]
    assert "Read 2 of 3 documents" in str(summary.coverage)
    assert "This summary is not whole." in str(summary.coverage)
    assert summary.answer.note == "Stopped."
    with pytest.raises(Stopped):
        told(1, watcher=StopsAfter(0))


class Told(Nobody):
    """Notes how far it is told to be."""

    def __init__(self):
        self.steps = []

    def progress(self, read, of):
        self.steps.append((read, of))


def test_how_far_it_is_moves_within_a_long_new_document_too(add, told):
    add("short.md", RULES)
    add(
        "long.md", "# Long\n\n" + "\n\n".join(f"Rule {at} was agreed in {1900 + at} by Ada Novak." for at in range(400))
    )

    watcher = Told()
    told(-1, watcher=watcher)

    reads, of = [read for read, _ in watcher.steps], {of for _, of in watcher.steps}
    assert reads == sorted(reads)
    assert len(set(reads)) > 5
    assert of == {reads[-1]}


def test_another_librarys_texts_are_never_read(app, add):
    other = app.library("other")
    document = add("rules.md", RULES, into=other)

    assert changes.KeptTexts(other).live_text(document.id, 1) == RULES
    assert changes.KeptTexts(app.library("local")).live_text(document.id, 1) is None


def test_without_a_moment_there_is_nothing_to_compare(app):
    with pytest.raises(SummaryError, match="since when"):
        app.summarize("local", SummaryRequest(Scope.CHANGES))
