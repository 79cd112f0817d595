"""Who does what to whom: claims that tell it in another order, and claims that have it the other way round."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.answering.verification.judgement import Verdict
from bot.answering.verification.judging import judge


@dataclass(frozen=True, slots=True)
class Told:
    """Quotes, claims that say no more, claims that say the opposite, and claims that they only do not say."""

    quotes: tuple[str, ...]
    kept: tuple[str, ...] = ()
    exchanged: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()


TOLD = (
    Told(
        quotes=(
            "The founder of the library is Ada Novak.",
            "The pool was founded in 1950.",
        ),
        kept=(
            "Ada Novak founded the library.",
            "The library's founder is Ada Novak.",
        ),
        lent=(
            "Ada Novak founded the pool.",
            "Ada Novak is the founder of the pool.",
            "The library was founded in 1950.",
        ),
    ),
    Told(
        quotes=(
            "The council bought the old mill from the Harper family for £90,000 in 2011, and leased it to a brewery.",
        ),
        kept=(
            "The old mill was bought by the council from the Harper family in 2011.",
            "In 2011, the council bought the old mill for £90,000.",
            "The council leased the old mill to a brewery.",
            "The mill that the council bought in 2011 was leased to a brewery.",
        ),
        exchanged=(
            "The Harper family bought the old mill from the council in 2011.",
            "The council sold the old mill to the Harper family in 2011.",
        ),
        lent=(
            "A brewery leased the old mill to the council.",
            "The brewery bought the old mill for £90,000.",
        ),
    ),
    Told(
        quotes=("Rosa Klein, the deputy mayor, introduced the librarian Tom Abiola to the visitors from Ghent.",),
        kept=(
            "The deputy mayor, Rosa Klein, introduced Tom Abiola, the librarian, to the visitors from Ghent.",
            "Tom Abiola was introduced to the visitors from Ghent by Rosa Klein.",
        ),
        exchanged=(
            "Tom Abiola, the deputy mayor, introduced the librarian Rosa Klein to the visitors from Ghent.",
            "Tom Abiola introduced Rosa Klein to the visitors from Ghent.",
            "The visitors from Ghent introduced Tom Abiola to Rosa Klein.",
        ),
        lent=("The deputy mayor is Tom Abiola.",),
    ),
    Told(
        quotes=("The new servers are in Hamburg and the old ones are in Leeds.",),
        exchanged=(
            "The new servers are in Leeds and the old ones are in Hamburg.",
            "The old servers are in Hamburg.",
        ),
    ),
    Told(
        quotes=("When the alarm sounds, the guard calls the warden, who unlocks the north gate for the fire brigade.",),
        kept=(
            "The guard calls the warden when the alarm sounds.",
            "The warden, whom the guard calls when the alarm sounds, unlocks the north gate for the fire brigade.",
            "The north gate is unlocked by the warden for the fire brigade.",
        ),
        exchanged=(
            "When the alarm sounds, the warden calls the guard, who unlocks the north gate for the fire brigade.",
        ),
        lent=(
            "The guard unlocks the north gate for the fire brigade.",
            "The fire brigade unlocks the north gate for the warden.",
        ),
    ),
    Told(
        quotes=(
            "A red kite flies over the green tower on Sundays, and a white flag hangs from its balcony on holidays.",
        ),
        kept=(
            "On Sundays, a red kite flies over the green tower.",
            "On holidays a white flag hangs from the balcony of the tower.",
        ),
        exchanged=("A green kite flies over the red tower on Sundays.",),
        lent=(
            "A white kite flies over the green tower on Sundays.",
            "A red flag hangs from its balcony on holidays.",
        ),
    ),
    Told(
        quotes=("Members may borrow four books for three weeks; guests may borrow two books for one week.",),
        kept=(
            "Guests may borrow two books for one week.",
            "Four books may be borrowed by members for three weeks.",
        ),
        exchanged=(
            "Guests may borrow four books for three weeks.",
            "Members may borrow two books for one week.",
        ),
    ),
    Told(
        quotes=("The committee asked the treasurer to send the auditor a copy of the accounts before the meeting.",),
        kept=(
            "The treasurer was asked by the committee to send a copy of the accounts to the auditor "
            "before the meeting.",
            "Before the meeting, the committee asked the treasurer to send the auditor a copy of the accounts.",
        ),
        exchanged=(
            "The committee asked the auditor to send the treasurer a copy of the accounts before the meeting.",
            "The treasurer asked the committee to send the auditor a copy of the accounts before the meeting.",
            "The auditor asked the treasurer to send the committee a copy of the accounts.",
        ),
    ),
    Told(
        quotes=("Wolves kill more sheep than lynxes do, but lynxes are seen more often in the valley.",),
        kept=("Lynxes are seen more often in the valley, but wolves kill more sheep.",),
        exchanged=("Lynxes kill more sheep than wolves do.",),
        lent=("Wolves are seen more often in the valley.",),
    ),
    Told(
        quotes=("Hannah Ortiz designed the bridge, which was built by Delta Works and opened by the king in 1988.",),
        kept=(
            "The bridge designed by Hannah Ortiz was built by Delta Works.",
            "The bridge was designed by Hannah Ortiz, built by Delta Works and opened by the king in 1988.",
            "The king opened the bridge in 1988.",
            "In 1988 the bridge was opened by the king.",
        ),
        exchanged=("Delta Works designed the bridge, which was built by Hannah Ortiz and opened by the king in 1988.",),
        lent=(
            "The bridge was designed by Delta Works.",
            "Hannah Ortiz opened the bridge in 1988.",
            "The king built the bridge.",
        ),
    ),
    Told(
        quotes=("The mouse eats the seed that the jay has buried under the oak.",),
        kept=(
            "The seed that the jay has buried under the oak is eaten by the mouse.",
            "The jay buried the seed under the oak.",
        ),
        exchanged=("The jay eats the seed that the mouse has buried under the oak.",),
        lent=(
            "The mouse has buried the seed under the oak.",
            "The oak eats the seed.",
        ),
    ),
    Told(
        quotes=("Because the pump failed, the cellar flooded and the archive had to be moved to the attic.",),
        kept=(
            "The cellar flooded because the pump failed.",
            "The archive had to be moved to the attic because the pump failed and the cellar flooded.",
        ),
        exchanged=("Because the cellar flooded, the pump failed.",),
        lent=(
            "The archive flooded because the pump failed.",
            "The pump had to be moved to the attic.",
        ),
    ),
    Told(
        quotes=(
            "The bot answers questions from the documents of its own server and never reads messages of other servers.",
        ),
        kept=(
            "Questions are answered by the bot from the documents of its own server.",
            "The bot never reads messages of other servers.",
        ),
        lent=("The bot answers messages of other servers and never reads the documents of its own server.",),
    ),
    Told(
        quotes=(
            "Professor Lindgren accused the journal of delaying the review, while the editor, Paul "
            "Sato, blamed the printer.",
        ),
        kept=(
            "Paul Sato, the editor, blamed the printer.",
            "The journal was accused by Professor Lindgren of delaying the review.",
            "Professor Lindgren accused the journal of delaying the review and editor Paul Sato blamed the printer.",
        ),
        exchanged=(
            "The journal accused Professor Lindgren of delaying the review.",
            "The printer blamed the editor, Paul Sato.",
        ),
        lent=(
            "Paul Sato accused the journal of delaying the review.",
            "Professor Lindgren blamed the printer.",
        ),
    ),
    Told(
        quotes=("Export files hold the logs of the last 30 days; backups hold the settings and the list of members.",),
        kept=(
            "Backups hold the settings and the list of members.",
            "The logs of the last 30 days are held by export files.",
            "Backups hold the list of members.",
        ),
        exchanged=("Backups hold the logs of the last 30 days.",),
        lent=("Export files hold the settings and the list of members.",),
    ),
    Told(
        quotes=("The left valve controls the flow of hot water and the right valve the flow of cold water.",),
        kept=("The flow of hot water is controlled by the left valve.",),
        exchanged=(
            "The right valve controls the flow of hot water.",
            "The left valve controls the flow of cold water.",
        ),
    ),
    Told(
        quotes=("Nadia taught Omar chess in Cairo, and Omar later taught his daughter Lina.",),
        kept=(
            "Omar was taught chess by Nadia in Cairo.",
            "In Cairo, Nadia taught chess to Omar.",
            "Omar later taught Lina, his daughter.",
        ),
        exchanged=(
            "Omar taught Nadia chess in Cairo.",
            "Nadia later taught Lina.",
        ),
        lent=("Lina later taught her father Omar.",),
    ),
    Told(
        quotes=("The shop closes at six on weekdays and at two on Saturdays, when the café stays open until five.",),
        kept=(
            "On Saturdays the shop closes at two and the café stays open until five.",
            "The café stays open until five on Saturdays.",
        ),
        exchanged=(
            "The café closes at two on Saturdays, when the shop stays open until five.",
            "The shop closes at two on weekdays and at six on Saturdays.",
        ),
    ),
    Told(
        quotes=("The parser turns the text into tokens, and the checker compares the tokens with the grammar.",),
        kept=(
            "Tokens are compared with the grammar by the checker.",
            "The text is turned into tokens by the parser.",
        ),
        exchanged=(
            "The checker turns the text into tokens, and the parser compares the tokens with the grammar.",
            "The parser turns tokens into the text.",
        ),
        lent=("The parser compares the tokens with the grammar.",),
    ),
    Told(
        quotes=(
            "Lake Varn, which lies north of the town of Ekeby, is fed by two streams and drained by the river Sval.",
        ),
        kept=(
            "Two streams feed Lake Varn, which lies north of Ekeby.",
            "The river Sval drains Lake Varn.",
            "Lake Varn lies north of the town of Ekeby.",
        ),
        exchanged=(
            "Lake Varn drains the river Sval.",
            "Lake Varn is drained by two streams and fed by the river Sval.",
        ),
        lent=("Ekeby lies north of Lake Varn.",),
    ),
    Told(
        quotes=("According to the report, the mayor's brother owns the company that won the contract.",),
        kept=("According to the report, the company that won the contract is owned by the mayor's brother.",),
        exchanged=("According to the company, the mayor's brother owns the report.",),
        lent=(
            "According to the report, the mayor owns the company that won the contract.",
            "According to the report, the mayor's brother won the contract.",
        ),
    ),
    Told(
        quotes=("Anna and Ben moved the piano to the hall while Carl repaired the lamp.",),
        kept=(
            "Carl repaired the lamp while Anna and Ben moved the piano to the hall.",
            "Anna moved the piano to the hall with Ben.",
            "The piano was moved to the hall by Anna and Ben.",
        ),
        exchanged=(
            "Anna and Ben repaired the lamp while Carl moved the piano to the hall.",
            "Anna and Ben moved the lamp to the hall.",
        ),
        lent=("Carl and Ben moved the piano to the hall.",),
    ),
    Told(
        quotes=("Moderators can mute members for a day, but only an admin can ban them from the server.",),
        kept=(
            "Only an admin can ban members from the server.",
            "Members can be muted for a day by moderators.",
        ),
        exchanged=(
            "Moderators can ban members from the server, but only an admin can mute them for a day.",
            "Members can mute moderators for a day.",
            "An admin can be banned from the server by members.",
        ),
    ),
    Told(
        quotes=(
            "In the spring of 2019 the observatory, run by volunteers since 1974, replaced its old "
            "telescope with a mirror made in Jena.",
        ),
        kept=(
            "Run by volunteers since 1974, the observatory replaced its old telescope in the spring of 2019.",
            "The observatory has been run by volunteers since 1974.",
            "The old telescope of the observatory was replaced with a mirror made in Jena.",
        ),
        exchanged=(
            "The observatory replaced a mirror made in Jena with its old telescope.",
            "The old telescope was made in Jena.",
        ),
        lent=(
            "Volunteers replaced the observatory with an old telescope.",
            "The telescope has been run by volunteers since 1974.",
        ),
    ),
    Told(
        quotes=(
            "Mr Duarte sold his share of the boatyard to his niece Clara, who rents the slipway to the rowing club.",
        ),
        kept=(
            "Clara, Mr Duarte's niece, rents the slipway to the rowing club.",
            "Mr Duarte's share of the boatyard was sold to his niece Clara.",
            "The slipway is rented to the rowing club by Clara.",
        ),
        exchanged=("Clara sold her share of the boatyard to Mr Duarte.",),
        lent=(
            "The rowing club rents the slipway to Clara.",
            "Mr Duarte rents the slipway to the rowing club.",
        ),
    ),
    Told(
        quotes=("The filter removes salt, and the lamp kills bacteria.",),
        kept=("Bacteria are killed by the lamp, and salt is removed by the filter.",),
        exchanged=(
            "The lamp removes salt, and the filter kills bacteria.",
            "Bacteria kill the lamp.",
        ),
        lent=("The filter kills bacteria.",),
    ),
    Told(
        quotes=(
            "Version 3 introduced the search bar that users had asked for; version 4 removed the side "
            "menu that nobody used.",
        ),
        kept=(
            "The side menu was removed by version 4.",
            "Version 3 introduced the search bar users had asked for.",
        ),
        exchanged=(
            "Version 4 introduced the search bar that users had asked for.",
            "Version 3 removed the side menu.",
            "Version 4 removed the search bar.",
        ),
    ),
    Told(
        quotes=(
            "The Danish team, led by Karin Holm, beat the Swedish team in the final after losing to "
            "Norway in the first round.",
        ),
        kept=(
            "Led by Karin Holm, the Danish team beat the Swedish team in the final.",
            "The Swedish team was beaten in the final by the Danish team.",
            "Karin Holm led the Danish team, which beat the Swedish team in the final.",
            "The Danish team lost to Norway in the first round.",
        ),
        exchanged=("The Swedish team, led by Karin Holm, beat the Danish team in the final.",),
        lent=(
            "The Danish team beat Norway in the first round.",
            "Norway lost to the Danish team in the first round.",
            "Karin Holm led the Swedish team.",
        ),
    ),
    Told(
        quotes=(
            "Grants are given to schools by the county, and schools give laptops to pupils whose "
            "parents earn less than the average.",
        ),
        kept=(
            "The county gives grants to schools.",
            "Schools give laptops to pupils.",
            "Laptops are given by schools to pupils whose parents earn less than the average.",
        ),
        exchanged=("Pupils give laptops to schools.",),
        lent=(
            "Schools give grants to the county.",
            "The county gives laptops to pupils.",
        ),
    ),
    Told(
        quotes=(
            "The painter Luis Marin taught the sculptor Greta Thom, and she later made a bust of him "
            "for the town hall in Skive.",
        ),
        kept=(
            "Greta Thom, a sculptor, was taught by the painter Luis Marin.",
            "The sculptor Greta Thom made a bust for the town hall in Skive.",
        ),
        exchanged=(
            "The sculptor Greta Thom taught the painter Luis Marin.",
            "Luis Marin was taught by Greta Thom.",
        ),
        lent=("Luis Marin is a sculptor.",),
    ),
    Told(
        quotes=("Ticket holders enter through the east door and leave through the west door.",),
        kept=(
            "Ticket holders leave through the west door.",
            "Ticket holders enter through the east door and leave through the west one.",
        ),
        exchanged=("Ticket holders enter through the west door and leave through the east door.",),
    ),
    Told(
        quotes=(
            "The river is deeper in the north than in the south, and the south bank is steeper than the north bank.",
        ),
        kept=(
            "The south bank is steeper than the north bank.",
            "The river is deeper in the north than in the south.",
        ),
        exchanged=(
            "The river is deeper in the south than in the north.",
            "The north bank is steeper than the south bank.",
        ),
    ),
    Told(
        quotes=("Water from the upper pond flows into the mill race, which drives the wheel that grinds the corn.",),
        kept=(
            "The wheel that grinds the corn is driven by the mill race.",
            "The mill race drives the wheel.",
            "Water flows from the upper pond into the mill race.",
        ),
        exchanged=(
            "The wheel drives the mill race.",
            "Water from the mill race flows into the upper pond.",
        ),
        lent=(
            "The upper pond drives the wheel.",
            "The mill race grinds the corn.",
        ),
    ),
    Told(
        quotes=("Nine of the twelve jurors voted for the film by Ines Prado, three for the one by Jan Vos.",),
        kept=(
            "Three jurors voted for the film by Jan Vos.",
            "The film by Ines Prado got the votes of nine of the twelve jurors.",
        ),
        exchanged=(
            "Nine of the twelve jurors voted for the film by Jan Vos.",
            "Three jurors voted for the film by Ines Prado.",
            "Nine jurors voted for Jan Vos, three for Ines Prado.",
        ),
    ),
    Told(
        quotes=("After the storm the harbour master closed the pier, and the ferry company moved its boats to Ness.",),
        kept=(
            "The ferry company moved its boats to Ness after the storm.",
            "The pier was closed by the harbour master after the storm.",
            "The harbour master closed the pier after the storm, and the ferry company moved its boats to Ness.",
        ),
        exchanged=("The storm closed the harbour master.",),
        lent=(
            "The ferry company closed the pier after the storm.",
            "The harbour master moved its boats to Ness.",
        ),
    ),
    Told(
        quotes=(
            "Lena Fischer, the chair, thanked Omar Haddad, the outgoing treasurer, for his work and "
            "welcomed his successor, Pia Lund.",
        ),
        kept=(
            "Lena Fischer thanked Omar Haddad for his work.",
            "The chair, Lena Fischer, welcomed Pia Lund, the successor of Omar Haddad.",
            "Omar Haddad was the outgoing treasurer.",
        ),
        exchanged=("Omar Haddad thanked Lena Fischer for her work.",),
        lent=(
            "Pia Lund, the chair, thanked Omar Haddad.",
            "Lena Fischer, the outgoing treasurer, welcomed Pia Lund.",
            "Omar Haddad is the successor of Pia Lund.",
            "Pia Lund thanked Omar Haddad for his work.",
        ),
    ),
    Told(
        quotes=("Sheep graze on the upper meadow in summer; cows use the lower meadow all year.",),
        kept=(
            "In summer sheep graze on the upper meadow.",
            "The lower meadow is used by cows all year.",
        ),
        exchanged=("Sheep graze on the lower meadow in summer.",),
        lent=(
            "Cows graze on the upper meadow in summer.",
            "Sheep use the lower meadow all year.",
        ),
    ),
    Told(
        quotes=("The report estimates the cost to be £2 million and calls the plan risky.",),
        kept=(
            "The cost is estimated to be £2 million.",
            "The report estimates that the cost is £2 million.",
        ),
        lent=(
            "The plan estimates the cost of the report to be £2 million.",
            "The report calls the cost risky.",
        ),
    ),
)


@pytest.mark.parametrize(("quotes", "claim"), [(each.quotes, claim) for each in TOLD for claim in each.kept])
def test_the_same_in_another_order_or_voice_is_supported(quotes: tuple[str, ...], claim: str) -> None:
    judgement = judge(claim, quotes)

    assert judgement.verdict is Verdict.SUPPORTED, judgement.failed


@pytest.mark.parametrize(("quotes", "claim"), [(each.quotes, claim) for each in TOLD for claim in each.exchanged])
def test_two_that_have_changed_places_are_contradicted(quotes: tuple[str, ...], claim: str) -> None:
    assert judge(claim, quotes).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(("quotes", "claim"), [(each.quotes, claim) for each in TOLD for claim in each.lent])
def test_what_is_said_of_one_is_not_said_of_another(quotes: tuple[str, ...], claim: str) -> None:
    assert judge(claim, quotes).verdict is not Verdict.SUPPORTED
