"""The closed classes of English: words that tie others together and are few enough to name."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language.word_sets import word_set

DETERMINERS: Final = word_set(
    "the a an this that these those my your his her its our their some any no every each all both either neither"
    " another other such what which whose several many few most much more less enough half certain various"
    " numerous"
)
ARTICLES: Final = word_set("the a an this that these those my your his her its our their")
PRONOUNS: Final = word_set(
    "i you he she it we they me him us them myself himself herself itself themselves ourselves yourself mine"
    " yours hers ours theirs someone somebody something anyone anybody anything everyone everybody everything"
    " nobody nothing none there here one ones"
)
PERSONAL: Final = word_set("i he she it we they him her us them his its their himself herself itself themselves me you")
SUBJECT_PRONOUNS: Final = word_set("i he she we they there")
RELATIVES: Final = word_set("who whom which that where when")
PREPOSITIONS: Final = word_set(
    "of in on at by for with from to into onto about against between among during before after over under above"
    " below through across along around behind beside beyond despite except inside outside like near off since"
    " than toward towards until till up upon via within without as per amid beneath underneath throughout"
    " alongside versus regarding concerning according due owing thanks instead because out down unlike besides"
)
COORDINATORS: Final = word_set("and or but nor yet")
BE: Final = word_set("be am is are was were been being 's")
HAVE: Final = word_set("have has had having")
DO: Final = word_set("do does did")
MODALS: Final = word_set("will would can could may might shall should must ought cannot need_not")
AUXILIARIES: Final = BE | HAVE | DO | MODALS
NEGATORS: Final = word_set(
    "not never no neither nor none nobody nothing nowhere cannot need_not without hardly scarcely barely"
)
ADVERBS: Final = word_set(
    "not never also too very still already again ever just only even soon now then there here once twice often"
    " always usually sometimes rarely seldom perhaps maybe however therefore thus hence moreover furthermore"
    " meanwhile later earlier first last finally almost nearly about around together apart away back forward"
    " abroad overseas home yesterday today tomorrow tonight nevertheless nonetheless likewise altogether meantime"
    " instead otherwise else indeed rather quite far long well much more most less least hardly scarcely barely"
    " alone ago"
)
LIGHT_WORDS: Final = word_set(
    "also too however nevertheless nonetheless likewise moreover furthermore meanwhile then thus therefore hence"
    " indeed so very there here well both such other etc namely itself himself herself themselves own while"
    " although though but and or whether one ones respectively as rather quite overall additionally besides"
    " instead else addition still already now again later afterwards beforehand thereby anyway just even ever"
    " together apart away back truly really actually thereafter same certain particular able respective how why"
    " what whoever whatever far long once eventually along at_first following a_little very a_number_of"
    " in_particular particularly especially generally directly somewhere elsewhere"
    " on_the_other_hand by_contrast in_contrast conversely"
    " thereof therein whereby accordingly notably incidentally essentially basically fundamentally"
    " respectively altogether anyhow regardless onward onwards"
)
"""Words that join or colour and say nothing that is likely to be false."""
LIGHT_VERBS: Final = word_set(
    "be have do make take get give hold go come become carry_out conduct happen occur take_place put keep bring"
    " see find know mean serve face feel exist belong concern involve apply undergo experience suffer let set turn"
    " call deal"
)
"""Verbs that leave what is said to their noun: to hold a meeting, to make a decision."""
GENERAL_VERBS: Final = word_set(
    "run bear carry hold lie sit stand rest fall fit fill span cover reach extend range amount amount_to total"
    " count number measure date date_from go_back date_back consist_of consist make_up comprise represent form"
    " include feature contain draw_on draw rely_on base link connect tie relate serve_as serve act_as function"
    " work operate play receive enjoy earn use handle supply provide offer say live live_in dwell stay remain keep"
    " touch determine affect regard matter figure emerge arise appear show look take_up take_over take_part go_on"
    " last behave come_about result do_with try know give_out draw_up describe note mention tell label mark gather"
    " collect rank settle build let wait cost accompany surround treat address deal_with engage conclude aim"
)
"""Verbs so general that one alone, between words that are all there, adds nothing that could be turned round."""
LIGHT_NOUNS: Final = word_set(
    "thing way kind sort type fact people person group number case part piece one place form name time point side"
    " matter question example order moment situation area field member term amount level basis work effort role"
    " use need activity affair position manner purpose instance world respect sense course addition"
    " size option means day month year"
)
"""Nouns that say little: "a kind of boat", "the fact that"."""
PARTICLES: Final = word_set("up down out off away back over apart together")
