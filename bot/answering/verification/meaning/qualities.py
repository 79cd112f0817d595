"""Adjectives, adverbs and other words that may stand for each other, a group between semicolons; an underscore joins
words.
"""

from __future__ import annotations

from typing import Final

QUALITY_GROUPS: Final = """
abroad overseas in_foreign_countries other_countries foreign_countries ; accessible reachable ;
accurate exact correct precise ; active operational ; actual real true ; additional extra further more other ;
adequate sufficient enough ; afraid scared frightened ; aged old ; aggressive violent ;
almost nearly practically virtually ; also too as_well ; amazing remarkable ; ancient old ; angry furious ;
annual yearly each_year every_year ; approximately about around roughly ; artificial man-made synthetic ;
attractive beautiful ; automatic automated ; autonomous independent self-governing ; available obtainable ;
aware conscious ; bad poor ; basic fundamental ; beautiful lovely ; beneficial helpful good ; big large huge major ;
bright brilliant ; brief short ; broad wide ; capable able ; careful cautious ; central middle main ; certain sure ;
cheap inexpensive low-cost ; chief main principal ;
chiefly mainly mostly primarily largely principally predominantly ; childless without_children ;
clear obvious evident ; close near ; coastal seaside ; cold chilly cool ; common widespread frequent ;
common shared joint ; commonly often frequently usually ; compact small ; complete entire whole full ;
completely entirely fully totally wholly ; complex complicated ; compulsory mandatory obligatory required ;
confident sure ; consecutive successive in_a_row ; considerable substantial significant large ; constant continuous ;
contemporary modern ; controversial disputed ; core central ; correct right ; costly expensive ;
crucial vital critical key essential ; current present ; currently now presently at_present ; damaging harmful ;
dangerous hazardous risky ; deadly fatal lethal ; dense thick ; desirable wanted ; different distinct ;
difficult hard tough ; dirty polluted ; dry arid ; dual double ; early initial ; easily readily ; eastern east ;
western west ; northern north ; southern south ; economic financial ; effective successful ; elderly old ;
eminent prominent ; empty vacant ; enormous huge massive vast ; entire whole ; equal same ; especially particularly ;
essential vital necessary ; established founded ; eventually finally in_the_end ; everywhere all_over ;
evident clear ; exact precise ; exceptional outstanding ; exclusively only solely ; expensive costly pricey ;
extensive wide ; extremely a_lot much significantly a_great_deal ; in_public publicly openly ;
fair just ; familiar well-known ; famous well-known renowned celebrated noted ; fast quick rapid speedy ;
fatal deadly ; favourable positive ; final last ; first initial earliest ; foreign overseas ; formal official ;
formally officially ; former previous past ex one-time onetime ; formerly previously once earlier ; fortunate lucky ;
free for_free ; frequently often regularly ; frontier leading cutting-edge ; full-length feature-length ;
fundamental basic ; generally usually in_general ; gigantic huge ; global worldwide international ; good great ;
gradually slowly ; great large ; harmful damaging ; hard difficult ; heavy weighty ; hidden concealed ; high tall ;
 historic historical ; home domestic ; hostile unfriendly ; hot warm ; huge enormous massive very_large ;
human-like humanoid ; humanoid human-shaped ; ill sick unwell ; illegal unlawful ;
immediately at_once straight_away instantly ; important significant key major ; in_recent_years recently lately ;
increasingly more_and_more ; independent self-governing ; indigenous native ; indoor inside ; infamous notorious ;
influential powerful ; informal unofficial ; initially at_first originally ; innovative new ;
intelligent clever smart ; international cross-border overseas foreign ; joint shared ; just fair ;
key important crucial main ; large big sizeable ; largest biggest ; late deceased ;
later afterwards subsequently after ; leading top foremost main prominent ; legal lawful ; less lower ;
likely probable ; little small ; local nearby ; lone single sole ; long lengthy ; low small ; lower reduced ;
main primary chief principal major ; mainly mostly primarily ; major big important large main significant ;
mandatory compulsory ; many numerous multiple lots_of several a_lot_of a_number_of ; maritime naval ; massive huge ;
maximum highest ; medieval middle_age ; minimum lowest ; minor small ; mixed blended ; modern contemporary ;
monthly each_month every_month ; more greater higher additional ; most majority ; mostly mainly largely ;
mutual shared ; narrow thin ; national nationwide ; native indigenous ; natural innate ; nearby close ;
nearly almost ; necessary needed required essential ; new recent ; normal usual ordinary ; normally usually ;
notable noted famous prominent well-known ; notably in_particular ; obvious clear ; occasionally sometimes ;
official formal ; often frequently ; old ancient ; oldest earliest ; only sole ; open accessible ; opposite contrary ;
ordinary common normal ; original first ; originally initially ; outright total complete ; outside beyond ;
overall total ; particular specific ; partly partially in_part ; peaceful nonviolent ; perhaps maybe possibly ;
permanent lasting ; personally in_person ; poor impoverished needy ; popular well-liked ; possible potential ;
powerful strong ; precious valuable ; previous earlier former prior ; previously earlier before formerly ;
primary main ; prior previous ; probably likely ; professional pro ; prominent well-known leading famous ;
promptly quickly ; proud pleased ; publicly openly in_public ; quickly rapidly fast swiftly ; quiet silent ;
quite fairly ; rapid fast ; rare uncommon scarce ; rarely seldom ; real actual ; recent latest ; recently lately ;
regular frequent ; related connected ; relevant pertinent ; reliable dependable ; religious spiritual ;
remaining left ; renowned famous ; rich wealthy affluent well-off ; rigid stiff ; rough uneven ; rural country ;
sacred holy ; safe secure ; same identical ; scarce rare ; second-largest second-biggest ; secret confidential ;
seldom rarely ; self-sufficient self-reliant independent ; senior high-ranking top ; sensitive confidential ;
separate distinct ; serious severe grave ; several many a_number_of various ; severe harsh ; sharp steep ;
short brief ; short-lived brief ; significant important ; similar alike comparable ; simple easy ;
simultaneously at_the_same_time ; single sole ; slight small ; slightly a_little ; small little tiny ; small minor ;
so-called ; solely only ; soon shortly ; special particular ; specific particular ; stable steady ; standard normal ;
steadily gradually ; steady stable ; still yet ; strange odd unusual ; strict stringent ; strong powerful ;
substantial large ; sudden abrupt ; sufficient enough ; suitable appropriate ; superb excellent ;
surprising unexpected ; tall high ; temporary short-term ; tense strained ; thick dense ; tiny small ;
together jointly ; top leading highest ; total overall ; traditional conventional ; true real ; typical usual ;
typically usually ; ultimately finally eventually ; uncommon rare ; unexpected surprising ; unhappy sad ;
uninhabited unpopulated ; unique distinctive ; unlawful illegal ; unusual uncommon ; upper higher ; urban city ;
usual normal ; usually normally typically generally ; valuable precious ; varied diverse ; various diverse different ;
vast huge ; virtually almost ; vital crucial ; warm hot ; weak feeble ; wealthy rich ;
weekly each_week every_week ; well-known famous ; wet damp ; whole entire ; widely broadly ; widespread common ;
worldwide global around_the_world ; wrong incorrect ; yearly annual ; young youthful ; across throughout around ;
nearby near ; alongside with ; regarding about concerning on ; via through by ; amid during among ;
besides apart_from ; despite in_spite_of ; despite although though ; during in ; inside within in ; next_to beside ;
onto on ; throughout across ; until till up_to ; upon on ; born native ; wet rainy ; sunny clear ; frequent regular ;
alive living ; dead deceased ; mass large-scale ; daily each_day every_day ; additional extra another ;
afterwards subsequently later after ; ahead before ; beforehand in_advance before ; at_first first ;
at_present now current currently ; at_times sometimes ; at_last finally ; close tight ; closely nearly ;
commonly widely ; competent good able skilled ; completely outright ; correctly rightly ; customary usual ;
deep profound ; deeply profoundly ; different another other ; direct immediate ; distinguished eminent ;
divided split ; drastic severe ; eager keen ; earlier older former ; earlier already before ; elaborate complex ;
entirely wholly ; equally alike ; everywhere throughout ; evil bad ; excessive too_much ; exclusive sole ;
faithful loyal ; fierce intense ; flat level ; following next ; foreign abroad ; foreign from_abroad ;
formidable powerful strong ; fresh new ; geopolitical international ; global world worldwide ; good able ;
great good ; great profound large ; greatly significantly considerably a_good_deal a_great_deal much ;
harsh cruel severe ; hardly scarcely ; high-ranking senior ; highest greatest largest ; huge giant ; ideal perfect ;
illegal banned ; immense huge ; in_advance before beforehand ; in_danger at_risk ; in_effect effectively ;
in_general generally ; in_particular particularly especially ;
in_recent_years over_the_last_few_years lately recently of_late ; in_time eventually ; increasing growing ;
increasingly more_and_more growing ; industrial manufacturing ; infinite endless ; infinitely endlessly ;
intact whole ; intense strong ; intellectual scholarly ; key central ; later subsequent ; later then ; less smaller ;
loyal faithful ; main most_important chief ; minor lesser ; modern present-day ; moral ethical ; more further ;
mountainous hilly ; mutual joint ; nearly almost close_to ; new fresh ; newest latest most_recent ; next following ;
nomadic wandering ; northward north northwards ; now present-day today ; numerous plentiful ; of_late lately ;
older earlier ; on_purpose deliberately ; openly publicly ; other additional ; outstanding excellent ;
overseas abroad foreign ; own domestic ; particularly above_all ; past last ; peculiar odd ; plain clear ;
plainly clearly ; plastically plastic ; possible feasible ; powerful mighty strong ; precise detailed ;
present there ; primarily above_all ; profound deep great ; prominent top leading ; prominent important ;
properly strictly ; purely only ; quickly soon ; rapid quick ; readily easily ; real genuine ; regularly often ;
relative compared ; renewed new ; repeated recurring recurrent ; repeatedly again_and_again ; respected esteemed ;
risky dangerous ; severely badly ; severely heavily ; sharply steeply ; short-term brief ;
significantly considerably greatly a_lot ; similar like ; simple plain ; skilled able ; solely only just ;
spectacular impressive ; steady constant ; straight direct ; strategic tactical ; strict rigorous ;
subsequent later following ; successful effective ; sufficient adequate ; superior better ; technical technological ;
technological technical ; timely early ; total complete ; tough hard ; traditional old ; tropical hot ;
true truthful ; unpopular disliked ; unwanted unwelcome ; various several ; viable workable ;
violent bloody ; wealthy well-off ; welcome wanted ; western occidental ; wholly fully ; widespread general ;
wise prudent ; worldwide international ; yearly per_year
"""
