"""Lines that the outlet says about itself: adverts, newsletters, apps, sharing, rights, corrections, syndication."""

import re

LONGEST = 900  # syndication notices run to some 400 characters, rights notices to 700

PROMOTED = (
    r"newsletters?|e-?mails?|inbox|apps?\b|channel|whatsapp|telegram|twitter|facebook|instagram|snapchat|youtube|tiktok|"
    r"linkedin|threads|bluesky|podcasts?|alerts?|notifications?|subscri(?:be|ption)|membership|journalism|premium|e-?paper|"
    r"latest (?:news|updates)|breaking news|website|social media"
)
ASKING = re.compile(
    r"(?:you can |please |to )?(?:sign(?:ing)? up|subscribe|get|join|follow|download|click|tap|register|support|like|"
    r"catch up|stay (?:tuned|updated|informed|connected|ahead)|enter your|receive|donate|become an?|start your|"
    r"unlock|log in|continue reading|buy|read all|for (?:more|all|the latest)|don['’]t forget|want|have a tip|"
    r"enjoy(?:ed|ing)?|like (?:this|what)|love|check out|find us|connect with|send us|write to us|contact us)\b"
    rf"(?=.{{0,200}}\b(?:{PROMOTED}))",
    re.IGNORECASE | re.DOTALL,
)
REPORTING = re.compile(r"[”\"’'],? \w+ ?\w* said|, (?:he|she|they) said|\bsaid (?:he|she|in)\b")
OPENINGS = re.compile(
    r"[^\w“”\"‘’']*(?:"
    r"(?:advertise?ments?|advertorial|sponsored(?: content)?|promoted)(?: ?[·\d:].*)?[\W_]*$|"
    r"(?:article|story|post|content|news) continues (?:below|after)|continue reading below|scroll (?:down )?to continue|"
    r"(?:advertising|affiliate) disclosure|promoted (?:links|stories|content)|"
    r"share (?:this|on|via|article|story)\b|share[:!]?$|these are external links|opens new tab|"
    r"comments? (?:are|is|closed|policy)|join (?:our|the) (?:comment|conversation|discussion)|(?:view|post|leave an?) comments?|"
    r"\d+ comments?$|do you have (?:a|any) (?:story|tip|information|question)|have (?:a|you got a) (?:tip|story)\b|got a tip|"
    r"follow \S.{0,60} on (?:twitter|x|facebook|instagram|snapchat|whatsapp|youtube|telegram)\b|"
    r"follow us\b|click here (?:to|for)\b|tap here\b|"
    r"corrections?\s?[:,–—]|editor['’]?s['’]? note\W|clarification\s?[:,–—]|"
    r"(?:this|the) (?:article|story|report|post|headline|copy|version|piece)(?: \w+){0,3} (?:has|have) been (?:\w+ )?"
    r"(?:updated|corrected|amended|clarified|edited|sourced|published|republished|syndicated|auto-generated|translated)|"
    r"(?:this|an earlier) (?:article|story|version of this (?:story|article|report))(?: \w+){0,3} "
    r"(?:was (?:updated|corrected|amended|first published|originally published|published by|produced|republished)|"
    r"(?:appeared|ran) (?:originally|first)|(?:originally |incorrectly |previously )?(?:appeared|misstated|misidentified|"
    r"misspelled|stated))|"
    r"(?:this|the) story is (?:provided by|auto-generated|published from|part of)|"
    r"this is a (?:developing|breaking)(?: news)? (?:story|situation)|more (?:to follow|details awaited|to come)\b|"
    r"(?:first|originally) published (?:in|on|by|at)\b|published under\b|filed under\b|"
    r"(?:except for|only) the headline\b|"
    r"disclaimer\b|the views (?:and opinions )?expressed\b|views (?:are )?personal|"
    r"copyright\b|©|\(c\) ?(?:19|20)\d\d|for reprint rights|our standards\b|"
    r"(?:this is a |npr )?(?:rush )?transcripts? (?:are|is|provided)|this is a rush transcript|the authoritative record\b|"
    r"pic\.twitter\.com/|https?://\S+$|"
    r"support (?:our|independent|scroll|quality)|contribute now|your (?:contribution|support|subscription)\b|"
    r"(?:raw story )?readers? power\b|to (?:read|get) (?:more|the full)\b.{0,60}(?:subscribe|sign)|"
    r"(?:already )?a subscriber\?|thank(?:s| you) for (?:reading|signing up|subscribing|registering)|"
    r"live tv$|watch live tv|loading\W*$|(?:ends?|-30-)$|skip (?:past|to)\b|skip advert|enter your email|"
    r"by signing up\b|by submitting\b|you (?:may|can) unsubscribe|you can (?:now )?(?:subscribe|unsubscribe)|"
    r"we use cookies|(?:please )?(?:enable|turn on) javascript|accept (?:all )?cookies|your browser\b|javascript (?:is|must)|"
    r"(?:subscribe|sign ?up|share|tweet|e-?mail|print|facebook|twitter|whatsapp|linkedin|reddit|pinterest|copy link|"
    r"log ?in|register|bookmark|save|comments?|listen(?: to (?:this )?(?:story|article))?|play|font size|text size)[\W_]*$|"
    r"\d{1,2} min(?:ute)?s? read\W*$"
    r")",
    re.IGNORECASE,
)
PHRASES = (  # in lower case; wherever they stand, the outlet is speaking
    "all rights reserved",
    "syndicated feed",
    "not been edited by",
    "may not be published, broadcast",
    "accepts no responsibility",
    "accept no responsibility",
    "reserves the right to",
    "reserves the sole right to",
    "without permission",
    "without prior permission",
    "without prior written permission",
    "reprint rights",
    "is now on telegram",
    "is now on whatsapp",
    "available on whatsapp channels",
    "available on google play",
    "delivered straight to your",
    "delivered directly to your",
    "delivered to your inbox",
    "in your inbox",
    "to your inbox",
    "sent to your email",
    "subscribing to our newsletter",
    "delivered every morning",
    "the fox news app",
    "android and ios apps",
    "will not be responsible in any way",
    "are their own and not that of",
    "are their own and not those of",
    "our terms",
    "our privacy policy",
    "agree to the terms",
    "by clicking here",
)
MARKS_ONLY = re.compile(r"[^\w]*(?:<[^>]*>\s*)+$|(?:_|[^\w“”\"‘’'])+$")


def is_notice(text: str) -> bool:
    """Whether a paragraph is the outlet speaking about itself and not about the news."""
    if len(text) > LONGEST:
        return False
    if OPENINGS.match(text) or MARKS_ONLY.match(text):
        return True
    if len(text) <= 400 and ASKING.match(text.lstrip("*_#>•- ")):
        return REPORTING.search(text) is None
    lower = text.lower()
    return any(phrase in lower for phrase in PHRASES) and REPORTING.search(text) is None
