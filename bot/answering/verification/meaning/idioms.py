"""Turns of phrase, and the plainer words that a free paraphrase takes, a group between semicolons.

An underscore joins words. What is in a group may stand for the rest of it.
"""

from __future__ import annotations

from typing import Final

VERB_IDIOMS: Final = """
stop_short_of decline refuse ;
go_back_to date_back_to originate be_founded ; come_to_an_end end close cease stop finish ; give_up abandon quit stop
; turn_up find discover reveal uncover ; set_off trigger cause start spark ignite ; hold_off stop repel resist ;
serve_as act_as function_as be_used_as ; pay_back refund reimburse repay ; find_fault_with criticize blame ; let_know
tell inform notify ; come_out appear publish release ; do_away_with eliminate abolish remove ; burn_down destroy ;
live_in inhabit reside_in dwell_in ; live reside dwell ; talk_into persuade convince ; win_over persuade convince ;
bring_down lower reduce ; bring_about cause produce mediate ; go_up rise increase climb ; go_down fall decrease
decline drop ; come_down fall decrease ; look_at examine evaluate consider study ; look_into investigate examine ;
put_to_death execute kill ; run_out_of exhaust lack ; sign_up register enrol enroll ; take_the_place_of replace ;
come_into_force take_effect ; call_for demand require ; carry_on continue proceed ; break_down collapse fail ; cut_out
excise remove ; cut_down reduce lower fell ; keep_apart separate segregate ; bring_out publish release issue ; gain
win take obtain get ; know_about be_aware_of ; oblige require force compel ; possess own have hold ; run operate
manage ; tie bind link connect ; cast vote ; succeed follow ; switch turn change convert ; withstand survive resist
endure ; spare save survive ; slope angle tilt incline ; climb rise ascend ; breathe_in inhale ; breathe_out exhale ;
enable allow let ; blow drift waft ; leash lead ; watch_over supervise monitor oversee ; own_up admit confess ;
make_a_living earn ; step_down resign quit ; step_up increase intensify ; drive_up raise increase ; drive_down lower
reduce ; make_it_possible allow enable ; make_sure ensure guarantee ; make_do manage ; get_going start begin ;
get_hold_of obtain ; get_out escape leave ; get_through survive ; give_rise_to cause ; give_birth_to bear ; give_way
yield collapse ; go_without lack ; have_a_say influence ; hand_out distribute ; hand_over surrender transfer deliver ;
hold_back restrain withhold ; hold_on_to keep retain ; keep_an_eye_on watch monitor ; lay_claim_to claim ; lay_down
stipulate prescribe set ; leave_behind abandon ; lose_out_to be_beaten_by ; make_good compensate ; make_public publish
disclose ; make_use_of use ; make_way_for give_way_to ; pass_on transmit convey ; pull_out withdraw ; put_an_end_to
end stop abolish ; put_down suppress ; put_forward propose suggest ; put_in_charge appoint ; put_on stage ;
put_up_with tolerate ; read_out announce ; rule_over govern rule ; run_away flee escape ; run_into encounter meet ;
see_to ensure arrange ; sell_off sell ; send_back return ; send_out dispatch emit ; set_aside reserve ; set_free
release ; set_in_motion start ; set_on_fire ignite burn ; set_out depart leave ; settle_down settle ; shut_out exclude
; single_out choose ; sort_out resolve settle ; speak_for represent ; stand_by support ; stand_in_for replace ;
stand_up_to resist oppose ; take_apart dismantle ; take_away remove ; take_back retract reclaim ; take_charge_of lead
; take_down dismantle ; take_hold_of seize ; take_into_account consider ; take_issue_with dispute ; take_off depart ;
take_shape form ; take_stock_of assess ; take_to_court sue ; think_over consider ; throw_away discard ; throw_out
expel ; touch_on mention ; try_out test ; turn_back return ; turn_into become ; turn_out prove ; turn_to address ;
use_up consume use ; wear_away erode ; wear_out exhaust ; wipe_out destroy eradicate ; work_for serve ; work_out
devise calculate solve ; write_off cancel ; in_favour_of support back approve_of ;
"""
NOUN_IDIOMS: Final = """
boat ferry vessel ship craft ; trip crossing journey voyage ; fault defect flaw error ; fee charge price ; load burden
; obligation duty responsibility ; notion idea concept ; lyric word ; rear back ; visitor attendee guest ; pupil
student schoolchild ; field discipline concentration subject ; track program course ; diploma qualification
certificate ; size dimension magnitude ; ruling judgment decision verdict case ; wage pay salary ; income earnings pay
; agreement consent approval permission ; agreement accord ; request application appeal ; objection dissent protest
opposition ; blaze fire ; pastime hobby ; remark comment ; feature trait ; community population people ; inhabitant
resident population ; resident dweller ; kind species sort type class ; share percentage proportion rate part portion
; start beginning birth ; end close finish ; loss decrease ; yield harvest ; trial proceedings hearing ; majority most
; rule law regulation ; rule norm ; opinion view belief ; buyer customer client ; owner proprietor holder ; holder
bearer owner ; staff workforce employee ; ground land soil ; fame reputation ; origin source ; origin cause ; harm
damage injury ; detriment harm damage ; success triumph ; gap difference ; lack shortage absence ; scarcity shortage ;
spirit ghost ; task job duty work ; term period ; mine pit ; gift donation present ; guest visitor ;
"""
OTHER_IDIOMS: Final = """
on_the_other_hand by_contrast in_contrast conversely ; in_exchange in_return ;
as_a_rule for_the_most_part in_general usually normally generally typically ordinarily ;
all_in_all in_total overall altogether ;
from_time_to_time now_and_then sometimes occasionally at_times ;
for_the_time_being for_now temporarily until_further_notice at_present ; by_itself on_its_own
alone unaided single-handedly ; by_themselves on_their_own unaided ; in_a_row consecutive straight ; at_the_rear
at_the_back behind ; a_great_deal greatly considerably ; fewer less ; bigger larger greater ; by_hand manually ;
free_of_charge free at_no_cost for_free ; on_foot walking walk ; at_random randomly ; in_writing written ;
by_word_of_mouth orally ; in_secret secretly covertly ; in_public publicly ; in_private privately ; on_time punctually
; in_advance beforehand ahead_of_time ; out_of_work unemployed jobless ; out_of_date outdated ; up_to_date current ;
in_charge responsible ; at_odds in_conflict in_dispute ; in_use used ; on_sale available ; in_force valid in_effect ;
in_short_supply scarce lacking ; at_a_loss unprofitable ; in_debt indebted ; of_age adult ; next_door neighbouring
adjoining adjacent ; adjoining adjacent neighbouring ; nearby neighbouring ; roundabout indirect ; whole full entire
complete total ; older elder ; mistaken wrong ;
"""
