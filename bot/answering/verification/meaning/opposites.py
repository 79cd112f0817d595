"""Words of which one denies the other: each pair, between semicolons, has two sides, and any word of one
denies any word of the other.
"""

from __future__ import annotations

from typing import Final

CONVERSES: Final = "buy sell ; give receive ; send receive ; lend borrow ; win lose ; precede follow ; import export"
"""Pairs that name one event from its two sides: it is no contradiction where the parties change places too."""

OPPOSITES: Final = """
rise increase grow climb gain soar surge jump raise boost expand go_up hike /
fall decrease decline drop shrink reduce cut lower plunge tumble sink lose go_down slash dwindle ;
growth increase rise gain expansion / decline decrease fall drop reduction loss contraction shrinkage ;
more greater higher / less fewer lower ; most majority / least minority few ; maximum highest / minimum lowest ;
large big huge major enormous massive vast / small little tiny minor ; largest biggest / smallest ;
high tall / low short ; long lengthy / short brief ;
old ancient elderly oldest / new young modern recent youngest newest ; early earlier earliest / late later latest ;
first / last second third final ; best better good / worst worse bad ;
strong powerful strongest / weak feeble weakest ; strengthen / weaken ;
fast quick rapid fastest quickly rapidly / slow slowest slowly gradually ; hot warm hottest / cold cool coldest ;
wet rainy / dry arid ; rich wealthy affluent richest / poor impoverished poorest ;
cheap inexpensive / expensive costly ; easy simple / difficult hard complex complicated tough ;
safe secure / dangerous risky unsafe hazardous ; light / heavy dark ; full / empty ;
open reopen / close shut shut_down ; begin start launch commence / end stop finish cease conclude ; win / lose ;
winner victor / loser ; victory win triumph / defeat loss ; succeed / fail ; success / failure ;
accept approve adopt endorse pass / reject refuse decline turn_down veto ;
approval acceptance / rejection refusal disapproval ; include contain / exclude omit lack ;
allow permit enable authorize let legalize / ban forbid prohibit prevent block outlaw bar ;
legal lawful / illegal unlawful ; encourage urge promote / discourage deter dissuade ;
support back endorse favour / oppose resist reject criticize condemn ;
supporter proponent advocate backer / opponent critic ; praise commend applaud / criticize condemn denounce blame ;
agree / disagree ; agreement / disagreement ; confirm admit acknowledge / deny ;
love like enjoy adore / hate dislike detest loathe ; buy purchase acquire / sell ; buyer purchaser / seller ;
import / export ; lend / borrow ; give / take receive ; send / receive ; come arrive enter / go leave depart exit ;
arrival / departure ; enter join / leave quit ; hire employ recruit / fire dismiss sack lay_off ; attack / defend ;
create build construct establish found form / destroy demolish dissolve disband abolish ; appear / disappear vanish ;
show reveal disclose expose / hide conceal ; remember / forget ; keep retain / lose abandon drop ;
save rescue / kill ; live survive alive / die dead ; life / death ; birth / death ; born / die ; marry / divorce ;
marriage / divorce ; unite join merge combine / separate split divide ; add / remove subtract ;
improve / worsen deteriorate ; improvement / deterioration ; help benefit / harm hurt damage hinder ;
benefit advantage / disadvantage drawback harm ; ally friend / enemy foe rival ; love / hatred ; peace / war ;
war / peace ; north northern / south southern ; east eastern / west western ;
northeast northeastern / southwest southwestern ; northwest northwestern / southeast southeastern ; left / right ;
top / bottom ; upper / lower ; above over / below under beneath ; inside within / outside ; before / after ;
previously formerly / currently now ; former previous ex / current present future ; past / future ; until / since ;
up / down ; with / without ; for / against ; morning / evening night ; day / night ; summer / winter ;
spring / autumn ; sunrise / sunset ; male man boy / female woman girl ; husband / wife ; father / mother ;
son / daughter ; brother / sister ; king / queen ; prince / princess ; actor / actress ; uncle / aunt ; he / she ;
his / her ; parent / child ; teacher / student pupil ; employer / employee ; doctor / patient ; host / guest ;
public / private ; publicly / privately secretly ; national domestic / international foreign ; domestic / foreign ;
foreign / domestic local ; urban / rural ; native indigenous / foreign immigrant ;
common widespread frequent / rare uncommon scarce ; often frequently usually always / rarely seldom never ;
always / sometimes never ; permanent permanently / temporary temporarily ;
compulsory mandatory required / optional voluntary ; voluntary / forced ; natural / artificial ;
true real genuine / false fake untrue ; correct right accurate / incorrect wrong inaccurate ; guilty / innocent ;
convict / acquit ; conviction / acquittal ; positive / negative ; positively / negatively ;
famous well-known / unknown obscure ; popular / unpopular ; friendly / hostile ;
formal official / informal unofficial ; direct directly / indirect indirectly ; active / inactive passive ;
complete whole entire full completely / partial partially incomplete partly ; same identical / different ;
similar / different ; single / multiple several ; single unmarried / married ; even / odd ; deep / shallow ;
wide broad / narrow ; thick / thin ; near close nearest / far distant farthest ; nearby / distant ; inner / outer ;
internal / external ; indoor / outdoor ; hard / soft ; rough / smooth ; sharp / blunt ; clean / dirty polluted ;
healthy / ill sick unhealthy ; happy pleased / sad unhappy angry ; brave / cowardly ;
clever intelligent smart / stupid ; professional / amateur ; military / civilian ;
liberal progressive / conservative ; left-wing / right-wing ; democratic / republican ; democrat / republican ;
catholic / protestant ; capitalist / communist ; senior / junior ; superior / inferior ;
primary main major / secondary minor ; dominant / subordinate ; surplus / deficit shortage ; profit gain / loss ;
profitable / unprofitable ; supply / demand ; abundance / scarcity shortage lack ; presence / absence ;
present / absent ; attend / miss skip ; attack / retreat ; advance / retreat ; victory / loss ;
success successful / failure unsuccessful ; fail / succeed manage ; possible / impossible ; likely / unlikely ;
able capable / unable incapable ; visible / invisible ; known / unknown ; equal / unequal ; stable / unstable ;
legalize / criminalize ; hope / fear ; optimistic / pessimistic ; trust / distrust ; believe / doubt ;
respect / contempt ; majority / minority ; landlocked / coastal ; single-player / multiplayer ;
fiction fictional / nonfiction factual ; drama / comedy ; comedic / dramatic ; vegetarian / carnivore ;
domesticated tame / wild ; beginning start / end ; introduction / abolition ; construction / demolition ;
ban prohibition / permission ; acquire / sell ; accelerate / slow decelerate ; tighten / loosen relax ease ;
lengthen extend / shorten ; widen / narrow ; deepen / ease ; rebuild / demolish ; recruit / dismiss ;
elect appoint / oust remove depose ; upgrade / downgrade ; upstream / downstream ; ancestor / descendant ;
predecessor / successor ; precede / follow ; cause / prevent ; attract / repel ; friend / enemy ; welcome / shun ;
defender / attacker ; import importer / export exporter ; lender / borrower ; landlord / tenant ;
underestimate / overestimate ; winner / loser ; welcome / reject ; praise / blame ; victim / attacker ;
connected / disconnected ; qualified / disqualified ; obey comply_with follow / violate break disobey ;
freeze / melt ; float / sink ; push / pull ; release free / imprison detain arrest ; capture / release free ;
immigrate / emigrate ; ascend / descend ; laugh / cry ; borrow / lend ; earn / spend ; invest / withdraw ;
deploy / withdraw ; deny / confirm ; exist / lack ;
northeast northeastern / southeast southeastern ; northeast northeastern / northwest northwestern ;
northwest northwestern / southwest southwestern ; southeast southeastern / southwest southwestern ;
north northern / east eastern ; north northern / west western ; south southern / east eastern ;
south southern / west western ; daily / weekly monthly yearly annual annually ; weekly / monthly yearly annual ;
monthly / yearly annual annually quarterly ; hourly / daily ; always / often occasionally ; usually / occasionally ;
guilty / accuse suspect ; required compulsory mandatory / recommend optional advise ; require / recommend ;
normal / abnormal ; free / fee paid charge ; eight_hour / day ; lack / have ; possible / rule_out impossible ;
include contain / leave_out ; admit / exclude bar ; pass / fail ; stop quit / sell continue ; clear / unclear ;
fixed / variable ; constant / variable ; near / far_from ; minimum / maximum ; interior inland / coast coastal ;
forward / backward ; clockwise / counterclockwise anticlockwise ; horizontal / vertical ; positive / negative ;
hot hotter warmer / cool cooler colder ; larger bigger greater / smaller ; longer / shorter ; higher taller / lower ;
older / younger newer ; faster quicker / slower ; earlier sooner / later ; heavier / lighter ; stronger / weaker ;
wider / narrower ; better / worse ; richer / poorer ; cheaper / dearer costlier ; nearer closer / farther further ;
largest biggest greatest / smallest least ; oldest earliest / youngest newest latest ; longest / shortest ;
highest tallest / lowest ; fastest / slowest ; heaviest / lightest ; cheapest / dearest costliest ; north / south ;
highly / barely hardly scarcely slightly ; fully completely entirely / partly partially hardly barely ;
strongly / weakly slightly ; rapidly quickly / slowly gradually ; greatly considerably / slightly hardly ;
increasingly / decreasingly ; heavily / lightly ; frequently / infrequently rarely ; widely / narrowly rarely ;
openly / secretly ; directly / indirectly ; legally / illegally ; solid / liquid gaseous ; liquid / gas gaseous ;
melt / solidify ; boil evaporate vaporize / condense ; condense / freeze ; absorb / emit release ; gain / shed ;
attract draw / repel drive_away ; donor giver / recipient ; buyer / vendor ; landlord owner / tenant ;
defendant / plaintiff prosecutor ; prosecution / defence defense ; prosecute / defend ; sender / receiver ;
ally / opponent ; monarchy / republic ; theory / practice ; quality / quantity ; credit / debit ; asset / liability ;
income revenue / expense expenditure spending ; import / export ; inhale / exhale ; predator / prey ; host / parasite ;
odd / even ; prime / composite ; finite / infinite ; convex / concave ; maximal / minimal ; maximize / minimize ;
upstairs / downstairs ; ancient medieval / modern ; pre-war prewar / post-war postwar ; eastward / westward ;
northward / southward ; eastbound / westbound ; northbound / southbound ; indigenous / colonial ; secular / religious ;
civil / military ; mental / physical ; theoretical / experimental practical ; rural / metropolitan ;
freshwater / saltwater marine ; herbivore / carnivore ; plant / animal ; mammal / bird reptile fish ;
male masculine men / female feminine women ; bride / groom ; widow / widower ; nephew / niece ;
grandson / granddaughter ;
grandfather / grandmother ; brother / father cousin ; sister / mother cousin ; son / father nephew brother ;
daughter / mother niece sister ; uncle / nephew ; wife / sister mother daughter ; husband / brother father son ;
vice / full ; deputy / chief ; assistant / head ; elected / appointed ; hereditary / elected ; paid / unpaid ;
single / double triple ; double / triple ; half / quarter third ; halve / double triple ; quadruple / double ;
lower / upper ; inner / outer ; import / export ; optional / obligatory ; voluntary / compulsory obligatory ;
vegetarian / meat ; winner / runner-up ; gold / silver bronze ; silver / bronze ; black / white ; red / blue green ;
blue / green yellow ; left-hand / right-hand ; left / right
"""
