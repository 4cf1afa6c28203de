"""The small trained models that the course brings along, in the layout of `save_pretrained`.

    AutoModel.from_pretrained(pocket_bert())
    AutoModelForSeq2SeqLM.from_pretrained(pocket_t5())

Each folder holds the record of its training beside the weights (`pretraining.json`, `log.jsonl`).
"""

from importlib import resources
from pathlib import Path

__all__ = ["load_vocab", "pocket_bert", "pocket_t5"]


def pocket_bert() -> Path:
    """Return the folder of the pocket BERT, pre-trained on stories of the pocket world.

    >>> (pocket_bert() / "config.json").is_file()
    True
    """
    return Path(str(resources.files(__name__))) / "pocket_bert"


def pocket_t5() -> Path:
    """Return the folder of the pocket T5, trained on corrupted stories and all tasks of the pocket world.

    >>> (pocket_t5() / "spiece.model").is_file()
    True
    """
    return Path(str(resources.files(__name__))) / "pocket_t5"


def load_vocab() -> dict[str, int]:
    """Return the id of every piece of the pocket BERT's WordPiece vocabulary, in the order of the ids.

    >>> list(load_vocab())[:5]
    ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']
    """
    lines = (pocket_bert() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {piece: token_id for token_id, piece in enumerate(lines)}
