"""The words of page furniture, as tables. A phrase is compared whole, in lower case, without punctuation around it."""

from __future__ import annotations

import re


def _phrases(table: str) -> frozenset[str]:
    return frozenset(phrase.strip() for line in table.strip().splitlines() for phrase in line.split("/"))


# Nobody writes these but a web page.
ALWAYS = _phrases("""
    cancel reply / post comment / submit comment / click here to cancel reply
    your email address will not be published / required fields are marked
    your email address will not be published. required fields are marked
    save my name, email, and website in this browser for the next time i comment
    save my name and email in this browser for the next time i comment
    skip to content / skip to main content / skip to navigation / skip navigation / jump to content
    back to top / scroll to top / return to top / toggle navigation / toggle menu / close menu
    like this: loading / like loading / click to share / opens in new window / view all posts by
""")

# What heads a list of other articles.
RELATED = _phrases("""
    related posts / related articles / related stories / related content / you may also like / you might also like
    recommended for you / more from the author / recent posts / popular posts / trending now / most read
""")

# Furniture where they are a paragraph of their own; within a list or a paragraph they are the document's words.
ALONE = RELATED | _phrases("""
    leave a reply / leave a comment / post a comment / add a comment / write a comment
    advertisement / advertisements / advertising / sponsored / sponsored content / story continues below advertisement
    subscribe / subscribe now / subscribe today / log in / login / register / sign in / sign up
    read more / continue reading / keep reading / read the full article / load more / show more
    share this / share this article / share this post / share this page / share this story / share / tweet
    previous post / next post / previous article / next article / previous story / next story
    older posts / newer posts
""")

# Furniture beside other furniture only.
IN_COMPANY = ALONE | _phrases("""
    name / email / e-mail / website / comment / your name / your email / your comment / message / url / submit / send
    search / menu / print / loading / like this / share on / facebook / twitter / x / linkedin / whatsapp / reddit
    pinterest / telegram / email this / copy link / accept / accept all / decline / reject / reject all / got it
    i agree / i accept / ok / close / dismiss / learn more / manage preferences / cookie settings / cookie policy
    privacy policy / terms of service / terms of use / comments / no comments yet / be the first to comment
    table of contents / contents / on this page / in this article / follow us / follow us on / home / about / contact
    enter your email address / type your email / back / previous / next
""")

# Words a menu is made of, and those among them that hardly stand anywhere else.
MENU_ANCHORS = _phrases("""
    home / homepage / menu / search / log in / login / log out / sign in / sign up / my account / about us / contact us
    privacy policy / terms of service / terms of use / terms and conditions / cookie policy / sitemap / site map
""")
MENU_WORDS = MENU_ANCHORS | _phrases("""
    about / contact / blog / news / events / shop / store / cart / products / services / pricing / careers / jobs
    press / media / help / faq / faqs / support / archive / archives / categories / topics / tags / gallery / videos
    podcast / podcasts / subscribe / newsletter / register / donate / join / team / docs / documentation / features
    community / forum / privacy / terms / legal / imprint / accessibility / advertise / partners / resources
    downloads / profile / settings / account / more / world / politics / business / technology / tech / science
    health / sports / sport / opinion / culture / entertainment / travel / lifestyle / english / latest / trending
    all / explore
""")

COOKIE_NOTICE = re.compile(
    r"(?:(?:this|our) (?:web)?site|we(?: and our partners)?) uses? (?:essential |necessary )?cookies\b.*"
    r"|by (?:continuing to (?:browse|use|visit)|using|visiting) (?:this|the|our) (?:web)?(?:site|page)\b.*\byou "
    r"(?:agree|accept|consent)\b.*",
    re.IGNORECASE,
)
COOKIE_USUAL = re.compile(
    r"\b(?:you (?:agree|accept|consent)|your consent|click(?:ing)? .{0,20}accept)\b"
    r"|\b(?:improve|enhance|ensure|personali[sz]e|optimi[sz]e|(?:give|provide|offer) you)\b"
    r".*\b(?:experience|browsing|website|site|content|ads|services?)\b",
    re.IGNORECASE,
)
COOKIE_BUTTONS = _phrases("""
    accept all cookies / accept cookies / allow all cookies / allow cookies / reject all cookies / reject cookies
    decline cookies / manage cookies / cookie preferences / only necessary cookies / accept / accept all / reject all
    decline / got it / i agree / i accept / ok / manage preferences / cookie settings
""")
