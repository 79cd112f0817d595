"""Irregular forms: of the words between semicolons the first is the lemma, the others are forms of it."""

from __future__ import annotations

from typing import Final

IRREGULAR_VERBS: Final = """
be am is are was were been being 's ; have has had having ; do does did done ; go goes went gone ;
arise arose arisen ; awake awoke awoken ; bear bore borne ; beat beaten ; become became ; begin began begun ;
bend bent ; bet ; bind bound ; bite bit bitten ; bleed bled ; blow blew blown ; break broke broken ; breed bred ;
bring brought ; broadcast ; build built ; burn burnt ; burst ; buy bought ; catch caught ; choose chose chosen ;
come came ; cost ; creep crept ; cut ; deal dealt ; die dying died ; dig dug ; draw drew drawn ; dream dreamt ;
drink drank drunk ; drive drove driven ; eat ate eaten ; fall fell fallen ; feed fed ; feel felt ; fight fought ;
find found ; flee fled ; fly flew flown ; forbid forbade forbidden ; forecast ; forget forgot forgotten ;
forgive forgave forgiven ; freeze froze frozen ; get got gotten ; give gave given ; grind ground ; grow grew grown ;
hang hung ; hear heard ; hide hid hidden ; hit ; hold held ; hurt ; keep kept ; kneel knelt ; know knew known ;
lay laid ; lead led ; lean leant ; leap leapt ; learn learnt ; leave left ; lend lent ; let ; lie lay lain lying ;
light lit ; lose lost ; make made ; mean meant ; meet met ; mislead misled ; mistake mistook mistaken ;
outdo outdid outdone ; overcome overcame ; oversee oversaw overseen ; overtake overtook overtaken ;
overthrow overthrew overthrown ; pay paid ; prove proven ; put ; quit ; read ; rebuild rebuilt ; rid ;
ride rode ridden ; ring rang rung ; rise rose risen ; run ran ; say said ; see saw seen ; seek sought ; sell sold ;
send sent ; set ; sew sewn ; shake shook shaken ; shed ; shine shone ; shoot shot ; show shown ;
shrink shrank shrunk ; shut ; sing sang sung ; sink sank sunk ; sit sat ; slay slew slain ; sleep slept ; slide slid ;
smell smelt ; sow sown ; speak spoke spoken ; speed sped ; spend spent ; spin spun ; split ; spread ;
spring sprang sprung ; stand stood ; steal stole stolen ; stick stuck ; sting stung ; strike struck stricken ;
strive strove striven ; swear swore sworn ; sweep swept ; swell swollen ; swim swam swum ; swing swung ;
take took taken ; teach taught ; tear tore torn ; tell told ; think thought ; throw threw thrown ; tie tying tied ;
undergo underwent undergone ; understand understood ; undertake undertook undertaken ; undo undid undone ;
uphold upheld ; upset ; wake woke woken ; wear wore worn ; weave wove woven ; weep wept ; win won ; wind wound ;
withdraw withdrew withdrawn ; withstand withstood ; write wrote written
"""

IRREGULAR_OTHERS: Final = """
man men ; woman women ; child children ; person people persons ; foot feet ; tooth teeth ; goose geese ; mouse mice ;
ox oxen ; wife wives ; life lives ; knife knives ; leaf leaves ; half halves ; thief thieves ; wolf wolves ;
shelf shelves ; loaf loaves ; criterion criteria ; phenomenon phenomena ; medium media ; datum data ;
bacterium bacteria ; analysis analyses ; basis bases ; crisis crises ; thesis theses ; hypothesis hypotheses ;
axis axes ; index indices ; nucleus nuclei ; fungus fungi ; alumnus alumni ; species ; series ;
businessman businessmen ; businesswoman businesswomen ; policeman policemen ; fisherman fishermen ;
spokesman spokesmen ; spokeswoman spokeswomen ; serviceman servicemen ; sportsman sportsmen ; craftsman craftsmen ;
good better best ; bad worse worst ; far farther further farthest furthest ; little less least ; much more most ;
old elder eldest ; news ; economics ; politics ; mathematics ; physics ; athletics ; robotics ; headquarters
"""

DOUBLED: Final = "bdgklmnprtvz"
"""Letters an ending may double: stopped, travelling."""
