"""From text to pieces and ids: the steps that the encoders of both model types share.

Normalise as the model asks for, cut, look the pieces up. Only the cut differs: `spm_bpe.py` fuses neighbours,
`unigram_encoder.py` searches for the best segmentation.

Left out: decoding.
"""

from abc import ABC, abstractmethod

from bert2t5_reference.charsmap import ModelNormalizer
from bert2t5_reference.sentencepiece_model import PieceType, SentencePieceModel, pieces_to_ids

__all__ = ["SentencePieceEncoder"]


class SentencePieceEncoder(ABC):
    """Cuts text exactly as the library does with the same model.

    Args:
        model: a model of the encoder's type.
        model_type: the type, "unigram" or "bpe".
        kinds: the types of the pieces that the text may be cut into.
    Raises:
        ValueError: the model is of another type.
    """

    def __init__(self, model: SentencePieceModel, model_type: str, *kinds: PieceType) -> None:
        if model.model_type != model_type:
            raise ValueError(f"this encoder needs a model of type {model_type!r}, found {model.model_type!r}")
        self.model = model
        self._normalizer = ModelNormalizer(model)
        self._known = model.ids_of(*kinds)

    @abstractmethod
    def segment(self, text: str) -> list[str]:
        """Return the pieces of text that is normalised already; every unknown character alone."""

    def encode(self, text: str) -> list[tuple[str, int]]:
        """Return (piece, id) for any text: normalised, cut, unknown characters fused or spelled in bytes."""
        return pieces_to_ids(self.model, self._known, self.segment(self._normalizer.normalize(text)))
