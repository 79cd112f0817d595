"""The tables of words, made ready to be asked: which groups a word is in, which phrases are one word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from bot.answering.verification.language.lemmas import VERB_FORMS, root, spelling
from bot.answering.verification.meaning.derivations import DERIVATIONS
from bot.answering.verification.meaning.families import FAMILIES, PEOPLES
from bot.answering.verification.meaning.idioms import NOUN_IDIOMS, OTHER_IDIOMS, VERB_IDIOMS
from bot.answering.verification.meaning.nouns import NOUN_GROUPS
from bot.answering.verification.meaning.opposites import CONVERSES, OPPOSITES
from bot.answering.verification.meaning.qualities import QUALITY_GROUPS
from bot.answering.verification.meaning.verbs import VERB_GROUPS

Groups = dict[str, frozenset[int]]
MORE_VERBS: Final = """
    accompany adore age amend amount annoy appeal approve arise assassinate assert assign assume attach await bake
    bathe beg behave bite bleed bless boil bounce bow breathe burst cast cheer chop collaborate comfort complicate
    confuse congratulate consent correspond cough curse debate deem deserve deteriorate devastate digest dine dive
    divorce dominate dream dwell echo elaborate embark encode erode exaggerate fade fascinate flourish fold glance grab
    greet grind hesitate hurry incorporate induce inhale insert insist invade isolate joke kick kiss kneel knit knock
    laugh lick listen load lock manufacture mine motivate nod outline overlap paint penetrate pick pile pitch plead
    polish pray preach premiere prevail print prosper prove pump punch race rain reckon reign rejoin relieve render
    resort restart reunite revolve roll rush scream seal shake shave shout shrug sigh ski skip slip smell smile smoke
    snow speculate spell spin spit spoil stare steer stick stir suck surf swallow swing taste tie tolerate touch tour
    twist wander weave weep whisper whistle wipe wonder wrap yawn adjoin admire advertise aid allege alternate
    assimilate     attain bid breathe campaign cease chair clarify classify co-found coexist cofound colonise
    commence comprise
    compromise conform consist constitute contract converge crown denote deprive detail determine diagnose disguise
    dispute disregard distract embed employ encompass encounter endorse enforce enrol envisage equip evacuate evade
    evolve excel exempt export extract facilitate flank forge formulate fuel generalize graduate guess handle harbour
    house hurl illustrate immigrate inhabit inhibit inject innovate insert insure intensify intercept invade
    invoke label leak lecture lure march mediate merit migrate mobilize monitor narrate navigate necessitate nurture
    occur offset opt originate outline overwhelm parade pause peak persist pioneer plot ponder portray possess
    precede presume prevail prey privatize proclaim procure profit progress project prompt quote rally reassure rebel
    reckon reconcile reflect refrain reinforce reiterate rejoice relay reopen replicate reproduce restructure retaliate
    retrieve rotate sail scrutinize shed shoot sign simplify simulate skate specify speculate sponsor stabilize staff
    stipulate strip strive subdue submerge subsidize summarize supplement surface sustain symbolize tackle tame tempt
    terminate testify thrive toss trace transcend transmit trap trigger tutor unify utter validate venture verify veto
    vow waive warrant withhold witness worship yield know say want need try help let keep mean become put talk work
    play run move live happen write sit stand pay meet continue set learn change understand watch stop speak read spend
    open walk teach remember love wait serve die send build fall cut kill raise pass sell decide return hope develop
    carry break receive agree model retell rename restart reveal sack schedule seat spark star study stun
    text thank wed welcome wire escort
"""


def _word(entry: str) -> str:
    return "_".join(spelling(part) for part in entry.replace("-", "_").split("_"))


def _groups(tables: Iterable[str]) -> Groups:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(group for table in tables for group in table.split(";")):
        for entry in group.split():
            found.setdefault(_word(entry), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def synonyms() -> Groups:
    """Return the groups of words that may stand for each other."""
    return _groups((VERB_GROUPS, NOUN_GROUPS, QUALITY_GROUPS, VERB_IDIOMS, NOUN_IDIOMS, OTHER_IDIOMS))


@cache
def kindred() -> Groups:
    """Return the groups of words that may stand for each other by the root their words share."""
    found: dict[str, set[int]] = {}
    for word, numbers in synonyms().items():
        found.setdefault(root(word), set()).update(numbers)
    for family in (*FAMILIES.split(";"), *DERIVATIONS.split(";")):
        roots = {root(word) for word in family.split()}
        shared = {number for each in roots for number in found.get(each, ())}
        for each in roots:
            found.setdefault(each, set()).update(shared)
    return {each: frozenset(all_numbers) for each, all_numbers in found.items()}


@cache
def families() -> Groups:
    """Return the groups of words that are one in different parts of speech, and of names that are one."""
    return _groups((FAMILIES, PEOPLES, DERIVATIONS))


@cache
def opposites() -> Groups:
    """Return the sides of opposition each word is on: side 2n denies side 2n + 1."""
    found: dict[str, set[int]] = {}
    for number, pair in enumerate(OPPOSITES.split(";")):
        for side, words in enumerate(pair.split("/")):
            for entry in words.split():
                found.setdefault(_word(entry), set()).add(2 * number + side)
    return {word: frozenset(sides) for word, sides in found.items()}


@cache
def converses() -> frozenset[int]:
    """Return the sides of opposition whose words name one event from its two sides."""
    pairs = OPPOSITES.split(";")
    return frozenset(
        2 * number + side
        for number, pair in enumerate(pairs)
        if any(set(pair.replace("/", " ").split()) >= set(both.split()) for both in CONVERSES.split(";"))
        for side in (0, 1)
    )


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the words that are one though written as several, by their first, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in (*synonyms(), *families(), *opposites()):
        parts = tuple(entry.split("_"))
        if len(parts) > 1 and parts[0] != "be":
            found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}


@cache
def verbs() -> frozenset[str]:
    """Return the verbs known."""
    listed = {_word(entry) for entry in VERB_GROUPS.replace(";", " ").split()} | {
        spelling(verb) for verb in MORE_VERBS.split()
    }
    return frozenset(listed | {lemma for lemmas in VERB_FORMS.values() for lemma in lemmas})
