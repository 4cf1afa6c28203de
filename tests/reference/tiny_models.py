"""Small SentencePiece models made from a table of pieces, for tests that compare with the library."""

from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2

from bert2t5_reference.sentencepiece_model import PieceType, SentencePieceModel, parse_model

MODEL_TYPES = {"unigram": 1, "bpe": 2}


def build_model(
    scores: dict[str, float],
    *,
    model_type: str = "unigram",
    kinds: dict[str, PieceType] | None = None,
    byte_fallback: bool = False,
) -> tuple[SentencePieceModel, SentencePieceProcessor]:
    """Return a model as the reference reads it, and the library's processor of the same bytes.

    The model has no normalisation rules and adds no dummy prefix, so its pieces are cut from the text itself.
    """
    proto = sentencepiece_model_pb2.ModelProto()
    proto.trainer_spec.model_type = MODEL_TYPES[model_type]
    proto.trainer_spec.byte_fallback = byte_fallback
    proto.normalizer_spec.name = "identity"
    proto.normalizer_spec.add_dummy_prefix = False
    proto.normalizer_spec.remove_extra_whitespaces = False
    proto.pieces.add(piece="<unk>", type=PieceType.UNKNOWN)
    if byte_fallback:
        for byte in range(256):
            proto.pieces.add(piece=f"<0x{byte:02X}>", type=PieceType.BYTE)
    for piece, score in scores.items():
        proto.pieces.add(piece=piece, score=score, type=(kinds or {}).get(piece, PieceType.NORMAL))
    data = proto.SerializeToString()
    return parse_model(data), SentencePieceProcessor(model_proto=data)


def encode_with(library: SentencePieceProcessor, text: str) -> list[tuple[str, int]]:
    """Return the library's (piece, id) pairs."""
    pieces = library.encode(text, out_type=str)
    return list(zip(pieces, library.encode(text, out_type=int), strict=True))


def segmentation_scores(text: str, scores: dict[str, float]) -> dict[tuple[str, ...], float]:
    """Return every segmentation of a short text with its sum of scores, by trying all cuts.

    An independent witness for dynamic programming: 2^(len(text) - 1) cuts, so the text has to be short.
    """
    if not text:
        return {(): 0.0}
    unknown_score = min(scores.values()) - 10.0
    result = {}
    for size in range(1, len(text) + 1):
        head = text[:size]
        if head in scores or size == 1:
            for tail, score in segmentation_scores(text[size:], scores).items():
                result[head, *tail] = scores.get(head, unknown_score) + score
    return result
