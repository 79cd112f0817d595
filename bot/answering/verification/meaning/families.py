"""Words of one family that no rule of endings brings together: a verb with its noun, a country with its people."""

from __future__ import annotations

from typing import Final

FAMILIES: Final = """
produce production producer product ; decide decision decisive ; die death dead ; born birth ; grow growth ;
know knowledge ; sell sale seller ; buy buyer ; act actor actress acting ; sing singer song ; fly flight ; lose loss ;
think thought ; believe belief ; live life alive living ; marry marriage married ; move movement ;
speak speech speaker ; succeed success successful ; succeed successor succession ; choose choice ;
lead leader leadership ; rule ruler ; win winner ; write writer ; own owner ownership ; use user usage ;
sue lawsuit suit ; try trial ; see sight ; tell tale ; give gift ; build builder building ; kill killer killing ;
meet meeting ; invite invitation ; invent inventor invention ; explain explanation ; describe description ;
destroy destruction ; receive reception recipient ; reduce reduction ; introduce introduction ; deceive deception ;
perceive perception ; describe descriptive ; conceive conception ; expand expansion ;
extend extension extent extensive ; divide division ; conclude conclusion ; include inclusion ;
invade invasion invader ; explode explosion explosive ; collide collision ; persuade persuasion ; permit permission ;
admit admission ; submit submission ; omit omission ; commit commitment commission ; respond response ;
defend defence defender defense ; offend offence offender offense ; pretend pretence ; suspend suspension ;
depend dependence dependent ; acquire acquisition ; require requirement ; compete competition competitor competitive ;
oppose opposition opponent ; propose proposal proposition ; suppose supposition ; compose composer composition ;
expose exposure ; please pleasure ; press pressure ; fail failure ; depart departure ; proceed procedure process ;
sign signature ; create creation creator creative ; solve solution ; resolve resolution ; revolve revolution ;
evolve evolution ; abolish abolition ; publish publication publisher ; establish establishment ; punish punishment ;
replace replacement ; analyze analysis analyst ; criticize criticism critic critical ; emphasize emphasis ;
advise advice adviser advisor ; prove proof ; strong strength strengthen strongly ; long length lengthen ;
wide width widen ; deep depth deepen ; high height heighten ; broad breadth broaden ; warm warmth ; hot heat ;
young youth ; true truth ; poor poverty ; free freedom ; wise wisdom ; brave bravery ; popular popularity ;
famous fame ; rich richness ; wealth wealthy ; health healthy ; anger angry ; hunger hungry ; thirst thirsty ;
danger dangerous endanger ; courage encourage courageous ; able ability enable ; large enlarge ; sure ensure ;
safe safety ; secure security ; religion religious ; politics politician political politically ;
science scientist scientific ; art artist artistic ; music musician musical ; history historian historic historical ;
law lawyer legal ; medicine medical ; math mathematician mathematics mathematical ; physics physicist ;
chemistry chemist chemical ; biology biologist biological ; philosophy philosopher philosophical ;
economy economist economic ; psychology psychologist psychological ; poem poet poetry ; drama dramatist dramatic ;
crime criminal ; terror terrorist terrorism ; murder murderer ; travel traveller traveler ; visit visitor ;
immigrate immigrant immigration ; emigrate emigrant emigration ; migrate migrant migration ;
reside resident residence ; inhabit inhabitant ; preside president presidency presidential ;
govern governor government governmental ; minister ministry ministerial ; elect election elector electoral ;
vote voter ; senate senator ; parliament parliamentary ; nation national nationally ; region regional ;
globe global globally ; culture cultural ; nature natural naturally ; finance financial ; industry industrial ;
environment environmental ; agriculture agricultural ; technology technological tech ; person personal personally ;
centre central ; province provincial ; coast coastal ; tropics tropical ; winter wintry ; day daily ; week weekly ;
month monthly ; year yearly annual ; king kingdom ; emperor empire imperial ; colony colonial colonist colonize ;
slave slavery enslave ; prison prisoner imprison ; robot robotics ; entrepreneur entrepreneurial ;
manage management manager ; maintain maintenance ; appear appearance ; disappear disappearance ;
perform performance performer ; attend attendance attendee ; arrive arrival ; survive survival survivor ;
refuse refusal ; approve approval ; deny denial ; renew renewal ; remove removal ; withdraw withdrawal ;
propose proposal ; arrest arrested ; assist assistance assistant ; resist resistance ; exist existence ;
occur occurrence ; differ difference different differently ; prefer preference ; refer reference ; confer conference ;
transfer transference ; discover discovery ; recover recovery ; deliver delivery ; rob robbery robber ;
bake bakery baker ; fish fisher fishery fisherman ; farm farmer ; hunt hunter ; teach teacher ; preach preacher ;
drive driver ; design designer ; direct director direction ; edit editor edition ; found founder foundation ;
invest investor investment ; conduct conductor ; conquer conquest conqueror ; collect collector collection ;
contribute contributor contribution ; contest contestant ; participate participant participation ;
consult consultant ; inherit inheritance heir ; coach coaching ; train trainer training ; report reporter ;
support supporter ; follow follower ; oversee overseer oversight ; treat treatment ; agree agreement ;
develop development developer ; employ employment ; employ employer ; employee employment ; equip equipment ;
govern government ; improve improvement ; involve involvement ; achieve achievement ; announce announcement ;
appoint appointment ; argue argument ; move move ; settle settlement settler ; state statement ; pay payment ;
ship shipment ; retire retirement ; enjoy enjoyment ; behave behaviour ; grow grower ; apply application applicant ;
occupy occupation occupant ; multiply multiplication ; identify identification identity ; qualify qualification ;
classify classification ; modify modification ; verify verification ; justify justification ;
vary variety variation various ; rely reliance reliable ; comply compliance ; supply supplier ; ally alliance ;
marry marital ; bury burial ; try attempt ; begin beginning ; end ending ; open opening ; record recording ;
paint painter painting ; engineer engineering ; manufacture manufacturer manufacturing ; construct construction ;
instruct instruction instructor ; destruct destruction ; attract attraction attractive ; extract extraction ;
protect protection protective ; infect infection infectious ; inject injection ; reject rejection ; select selection ;
connect connection ; correct correction ; predict prediction ; restrict restriction ; convict conviction ;
addict addiction ; depict depiction ; interpret interpretation ; investigate investigation investigator ;
educate education educator ; operate operation operator ; cooperate cooperation ;
collaborate collaboration collaborator ; celebrate celebration ; demonstrate demonstration demonstrator ;
concentrate concentration ; administrate administration administrator ; illustrate illustration illustrator ;
negotiate negotiation negotiator ; nominate nomination nominee ; translate translation translator ;
populate population ; regulate regulation regulator ; legislate legislation legislator ; donate donation donor ;
locate location ; situate situation ; estimate estimation ; dominate dominance dominant ; accuse accusation accused ;
allege allegation ; declare declaration ; prepare preparation ; explore exploration explorer ; inform information ;
transform transformation ; reform reformation reformer ; inspire inspiration ; organize organization organizer ;
colonize colonization ; industrialize industrialization ; realize realization ; examine examination ;
determine determination ; observe observation observer ; reserve reservation ; preserve preservation ;
conserve conservation ; accommodate accommodation ; assassinate assassination assassin ; execute execution ;
pollute pollution ; distribute distribution ; prosecute prosecution ; constitute constitution ;
institute institution ; compete contest ; two twice double second ; three third triple ; tall tallest ;
resign resignation ; displease displeasure ; rain rainy rainfall rainy ; snow snowy snowfall ; sun sunny ;
storm stormy ; coauthor author ; half halve ; speed speedy ; ease easy easily ; difficult difficulty ;
important importance ; significant significance ; absent absence ; present presence ; violent violence ;
silent silence ; patient patience ; evident evidence ; independent independence ; innocent innocence ;
intelligent intelligence ; prosper prosperity prosperous ; diverse diversity ; equal equality ; real reality really ;
possible possibility possibly ; responsible responsibility ; flexible flexibility ; stable stability ;
capable capability ; available availability ; accurate accuracy ; private privacy ; efficient efficiency ;
frequent frequency frequently ; consistent consistency ; urgent urgency ; vacant vacancy ; tend tendency ;
emerge emergence emergency
"""

PEOPLES: Final = """
america american united_states usa u.s us ; china chinese ; britain british united_kingdom uk ; england english ;
scotland scottish scot scotsman scotsmen ; wales welsh ; ireland irish ; france french ;
germany german ; italy italian ;
spain spanish spaniard ; portugal portuguese ; netherlands dutch holland ; belgium belgian ; switzerland swiss ;
austria austrian ; poland polish ; russia russian ; ukraine ukrainian ; sweden swedish ; norway norwegian ;
denmark danish ; finland finnish ; iceland icelandic ; greece greek ; turkey turkish ; hungary hungarian ;
romania romanian ; bulgaria bulgarian ; serbia serbian serb ; croatia croatian ; czech_republic czech ;
slovakia slovak ; japan japanese ; korea korean ; south_korea south_korean ; north_korea north_korean ; india indian ;
pakistan pakistani ; bangladesh bangladeshi ; afghanistan afghan ; iran iranian ; persia persian ; iraq iraqi ;
israel israeli ; palestine palestinian ; egypt egyptian ; syria syrian ; lebanon lebanese ; jordan jordanian ;
arabia arab arabian arabic ; saudi_arabia saudi saudi_arabian ; vietnam vietnamese ; thailand thai ;
philippines filipino philippine ; indonesia indonesian ; malaysia malaysian ; australia australian ;
new_zealand new_zealander ; canada canadian ; mexico mexican ; brazil brazilian ; argentina argentine argentinian ;
chile chilean ; colombia colombian ; peru peruvian ; venezuela venezuelan ; cuba cuban ; jamaica jamaican ;
kenya kenyan ; nigeria nigerian ; ethiopia ethiopian ; ghana ghanaian ; south_africa south_african ; africa african ;
europe european ; asia asian ; rome roman ; venice venetian ; florence florentine ; naples neapolitan ;
normandy norman ; mongolia mongolian mongol ; california californian ; texas texan ; victoria victorian ;
new_york new_yorker ; london londoner ; paris parisian ; european_union eu ; united_nations un ;
artificial_intelligence ai ; prime_minister pm ; chief_executive_officer ceo ; gross_domestic_product gdp ;
world_war_i wwi first_world_war ; world_war_ii wwii second_world_war ; soviet_union ussr soviet ;
islam muslim islamic ; christianity christian ; judaism jewish jew ; buddhism buddhist ; hinduism hindu ;
catholicism catholic ; protestantism protestant ; britain great_britain
"""
"""Countries, faiths and their people, and names that are short for others."""
