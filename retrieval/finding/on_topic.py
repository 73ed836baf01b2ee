"""Whether somebody's words are about a topic, told from the words alone: for what no index has yet."""

from retrieval.finding.topic import weigh
from retrieval.questions.words import topic_words

ENOUGH = 0.6  # of the topic's words: of two both, or one and a relation of the other
AROUND = 0.8  # what a word counts that stands not in the sentences but around them


def has_topic(words: str) -> bool:
    """Whether any of these words can carry a topic."""
    return bool(topic_words(words))


def is_about(topic: str, said: str, around: str) -> bool:
    """Whether the sentences in which something is said, with what stands around them, have the topic's words."""
    wanted = weigh(topic, lambda _: 0, 1)
    return wanted.coverage([(wanted.found_in(said), 1.0), (wanted.found_in(around), AROUND)]) >= ENOUGH
