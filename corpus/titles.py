"""Titles before names: which words they are, and what they tell of who bears them."""

from corpus.given_names import Gender

MALE = frozenset("mr sir lord king prince father brother imam shri sheikh congressman".split())
FEMALE = frozenset("mrs ms miss madam mme dame lady queen princess sister smt congresswoman".split())
TITLE_GENDERS = {**dict.fromkeys(MALE, Gender.MALE), **dict.fromkeys(FEMALE, Gender.FEMALE)}
HONORIFICS = frozenset("mr mrs ms miss dr prof sir dame lady lord madam mx mme sheikh shri smt".split())
RANKS = frozenset(
    "sen rep gov gen col lt sgt capt maj adm rev hon president senator governor justice judge general colonel captain "
    "prime minister secretary chancellor king queen prince princess pope congressman congresswoman representative "
    "ambassador mayor professor doctor vice major sergeant detective officer chief sheriff imam rabbi father sister "
    "brother saint premier councillor archbishop bishop cardinal superintendent inspector".split()
)
