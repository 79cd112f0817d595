"""Verbs that no table of meanings has, so that a text's verbs are known for what they are."""

from __future__ import annotations

from typing import Final

OTHER_VERBS: Final = """
    abate abduct abort abound abstain accentuate acclaim accrue activate actuate adhere adjourn adjudicate
    administer afflict aggravate aggregate agitate alight align allot allude amplify amputate animate annex
    annotate apprehend approximate arbitrate arouse articulate ascribe aspire assuage atone audit augment
    authenticate automate avert baffle banish batter beckon befriend behold bequeath beset besiege bestow bisect
    blink borrow brew calibrate camouflage captivate caress censor centralize char chew choke circulate circumvent
    clap clench cling coerce coincide commandeer compensate compile comply compress condone configure congregate
    consolidate conspire constrain convene coordinate cope corrode corrupt crave crawl cripple crouch crumble
    curtail dangle dare dazzle deactivate decode decompose deduce deduct define deflect deform defraud defy
    degrade delete depreciate devalue deviate dictate diffuse dilute dip disable disarm discard disconnect
    dislodge dismantle disobey dispense disperse dispose disqualify dissect disseminate distil distort disturb
    diverge divert dodge elevate elicit emanate embarrass embellish embody empower emulate enchant enclose encrypt
    endow engrave engulf enlighten enrich entangle entice entitle entrust enumerate envelop envy equate erase err
    escalate etch evaporate evict evoke exacerbate exhale expedite expropriate extort extradite fabricate falter
    fertilize fetch finalize flatten flatter flip fluctuate forgo fortify frustrate fry furnish germinate gleam
    glide grasp graze grope grumble harass harden hatch haunt heave hibernate hiss hoist hover huddle humiliate
    hypothesize ignite illuminate immerse impeach impersonate implant implicate impound improvise incite incur
    indulge infer infest infiltrate infringe ingest inscribe instigate insulate interact interfere interlock
    intermarry interrogate intersect intimidate intrigue intrude invert irrigate juggle kidnap knead lament
    languish legislate linger litigate localize lodge lubricate lurk magnify manipulate maximize meditate memorize
    mimic misplace misread misunderstand misuse moan modernize mourn mow multiply mumble muster mutate mutter
    nationalize normalize nourish obsess officiate ooze orient oscillate ostracize outperform outsource outweigh
    overestimate overflow overhear overrule overrun oversleep overstate oxidize pacify pave perforate perpetuate
    perplex pluck polarize pounce predate predominate preoccupy preside pretend procrastinate profess proliferate
    proofread propagate propel purify quadruple quell quench radiate rationalize reap recede reciprocate recite
    reclaim reconsider recount recur recycle redeem redirect redistribute redo refer refine refuel rehabilitate
    rehearse reimburse reinstate relapse relegate remit remodel renounce reorganize repel replenish reprimand
    reshape resonate resupply retrain revere ripen roam saturate savour scold scribble sculpt seduce segregate
    sharpen shelve sift snatch sneak sniff soak soften soothe stagger standardize starve stimulate strangle
    subjugate subscribe subside substantiate subtract succumb suffice suffocate surmount swerve sympathize
    synchronize synthesize tabulate terrorize thicken tickle trample transcribe transfuse tremble trespass tuck
    ulcerate unblock underestimate underlie underscore unearth unfold unleash unload unlock unpack unravel untie
    usher usurp vaccinate vaporize veer vibrate vindicate visualize vomit worsen wrestle wring
"""
VERBS_AND_NOUNS: Final = """
    anchor archive balance blast blind bloom blur boast bolt bother box branch brand bribe brush bubble budget
    bump bundle burden buzz bypass camp champion channel charm chart circle clamp clasp click clip clog cluster
    comb complement compliment condition contrast counter couple crack craft credit crop cruise curl cushion cycle
    damp dart dash date debit decay decree default defect deliberate discount dissent distrust dose download drag
    drain dress drill drip dye email empty exile experiment exhaust fare fast ferment field file filter fish flap
    flare flash flavour flicker flirt flush foil format forward fracture frame frequent frown fuse gallop gamble
    gaze glimpse glitter gossip grade graft grip groan groom hack hammer handicap harness harvest haul hook hop
    howl hug hum incline index itch jam jog key knight labour lap latch layer limp litter lobby loop mandate
    manifest manoeuvre map market marvel mask master mature mock moderate nest narrow obscure orbit overhaul
    overload override pack package paddle park part paste patch peck peel perch petition photograph picket pinch
    pity plaster plough plug pocket point poison poke poll pool position prick prune pulse purge puzzle quarantine
    quarrel quiver ram ration rebound reel refill refund regress regret remedy reprint reset reuse rewrite rig
    roar roast rub rupture rust sabotage sacrifice saddle salute salvage saw scan scoop scrape scratch screen
    screw scrub sentence shadow shiver shock shower shred sideline silence slap slaughter slice slope smear smooth
    snap sneeze sob sort spawn spill splash splice sprawl spray sprint sprout squeeze stab stack stain stalk stamp
    staple stash stitch stockpile storm strain strand strap stray stroke stroll stumble stuff style sublet sum
    survey sway swirl tag tailor taint tangle tap tax tease thin thrust tick time tip tire toast torment torture
    tow transplant tread trot trouble trust tug tweak type upload wail wane warp wave weather weld whip yell zoom
"""
"""Those that are nouns or adjectives as often."""
