"""Learn a WordPiece vocabulary from a text.

Google never published its trainer. This one does what the library `tokenizers` does under that name: byte
pair encoding with `##` in front of every piece that continues a word. Two things differ: equally frequent
pairs are merged in the order of bpe.py, and the same text always gives the same list, while the library's ids
change from run to run.

Source: github.com/huggingface/tokenizers, tokenizers/src/models/wordpiece/trainer.rs; Sennrich, Haddow and
Birch (2016).
"""

from collections import Counter
from collections.abc import Iterable

from bert2t5_reference.bpe import learn_merges
from bert2t5_reference.wordpiece import CONTINUATION, SPECIAL_TOKENS, basic_tokenize

# No word can hold it: basic_tokenize drops control characters.
WORD_START = "\x00"


def train_wordpiece(texts: Iterable[str], vocab_size: int, *, lowercase: bool = True) -> list[str]:
    """Return the pieces of a WordPiece vocabulary; a piece's place in the list is its id.

    In this order: the five special tokens from `[PAD]`, 0, to `[MASK]`, 4; every character of the text,
    sorted; with `##`, every character that continues a word, sorted; then the pieces that merging the most
    frequent pair gives, as they were learned. Merging stops early when no pair occurs twice.

    Args:
        texts: any texts, cut into words by `basic_tokenize`.
        vocab_size: the number of pieces.
        lowercase: as in `basic_tokenize`.

    Raises:
        ValueError: if `vocab_size` is too small for the special tokens and the characters.

    >>> train_wordpiece(["hug hugs hug", "pug"], vocab_size=15)[5:]
    ['g', 'h', 'p', 's', 'u', '##g', '##s', '##u', '##ug', 'hug']
    """
    word_counts = Counter(word for text in texts for word in basic_tokenize(text, lowercase=lowercase))
    words = {(WORD_START + word[0], *word[1:]): count for word, count in word_counts.items()}
    characters = sorted({char for word in word_counts for char in word})
    characters += sorted({as_piece(symbol) for word in words for symbol in word[1:]})
    num_merges = vocab_size - len(SPECIAL_TOKENS) - len(characters)
    if num_merges < 0:
        smallest = len(SPECIAL_TOKENS) + len(characters)
        raise ValueError(f"vocab_size is {vocab_size}, allowed are {smallest} and more for this text")
    merges = learn_merges(words, num_merges, min_frequency=2)
    return [*SPECIAL_TOKENS, *characters, *(as_piece(left + right) for left, right in merges)]


def as_piece(symbol: str) -> str:
    """Return a symbol of the merges as it stands in a vocabulary.

    >>> as_piece(WORD_START + "hu"), as_piece("gs")
    ('hu', '##gs')
    """
    return symbol[1:] if symbol.startswith(WORD_START) else CONTINUATION + symbol
