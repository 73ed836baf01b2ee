"""Stems of English words, with the irregular verbs and nouns that a stemmer does not bring together."""

from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]  # a compiled module without stubs

FORMS = """
arise arose arisen; bear bore borne; beat beaten; become became; begin began begun; bend bent; bind bound; bite bit
bitten; bleed bled; blow blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch
caught; choose chose chosen; come came; cling clung; creep crept; deal dealt; dig dug; draw drew drawn; drink drank
drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
fly flew flown; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give
gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew
known; lay laid; lead led; learn learnt; leave left; lend lent; lie lay lain; lose lost; make made; mean meant; meet
met; mistake mistook mistaken; overcome overcame; overthrow overthrew overthrown; pay paid; ride rode ridden; ring
rang rung; rise rose risen; run ran; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot;
show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend
spent; spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike struck stricken; swear
swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think
thought; throw threw thrown; undergo underwent undergone; understand understood; undertake undertook undertaken;
uphold upheld; wake woke woken; wear wore worn; weep wept; win won; wind wound; withdraw withdrew withdrawn; write
wrote written; man men; woman women; child children; foot feet; person people; life lives; wife wives; leaf leaves;
thief thieves
"""
BASE = {form: verb.split()[0] for verb in FORMS.replace("\n", " ").split(";") for form in verb.split()[1:]}
"""The base form of each irregular form."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of one folded word, of an irregular verb or noun that of its base form.

    What is no text (half of a surrogate pair) stays as it is.
    """
    return str(_stemmer().stemWord(BASE.get(word, word))) if word.isprintable() else word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
