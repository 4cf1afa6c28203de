"""Answers to `train_sentencepiece`: right ones in several styles, wrong ones with the misconception behind them."""

import io
import math

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from bert2t5_grader.bank import right, wrong


def train(lines, vocab_size, **settings):
    """The library's trainer in memory, with settings to differ in."""
    model = io.BytesIO()
    common = {"model_type": "unigram", "num_threads": 1, "minloglevel": 2}
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, vocab_size=vocab_size, **(common | settings)
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def normal_scores(processor):
    """The scores without the three special pieces, which have the ids 0, 1 and 2."""
    return {
        processor.id_to_piece(index): processor.get_score(index)
        for index in range(3, processor.get_piece_size())
    }


@right("skips the ids 0, 1 and 2 of the special pieces")
def train_sentencepiece(lines, vocab_size):
    buffer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=buffer,
        vocab_size=vocab_size,
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor()
    processor.LoadFromSerializedProto(buffer.getvalue())
    scores = {}
    for index in range(3, processor.GetPieceSize()):
        scores[processor.IdToPiece(index)] = processor.GetScore(index)
    return scores


@right("reads the protocol buffer and asks for the type of each piece")
def train_sentencepiece(lines, vocab_size):
    buffer = io.BytesIO()
    settings = dict(model_type="unigram", num_threads=1, vocab_size=vocab_size, minloglevel=2)
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=(line for line in lines), model_writer=buffer, **settings
    )
    model = sentencepiece_model_pb2.ModelProto.FromString(buffer.getvalue())
    normal = sentencepiece_model_pb2.ModelProto.SentencePiece.NORMAL
    return {entry.piece: entry.score for entry in model.pieces if entry.type == normal}


@right("collects the pieces as they come, special ones by their names")
def train_sentencepiece(lines, vocab_size):
    chunks = []

    class Writer:
        def write(self, data):
            chunks.append(data)

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=Writer(),
        vocab_size=vocab_size,
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=b"".join(chunks))
    ids = list(range(len(processor)))
    pieces = dict(zip(processor.id_to_piece(ids), processor.get_score(ids)))
    for special in ("<unk>", "<s>", "</s>"):
        del pieces[special]
    return pieces


@wrong(
    "Trains a BPE model; its scores are the order of the merges, a unigram model's are log probabilities (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size, model_type="bpe"))


@wrong(
    "Trains a model of single characters; the unigram model chooses pieces of any length (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size, model_type="char"))


@wrong(
    "Asks for three more pieces to make room for the special ones; vocab_size counts <unk>, <s> and </s> as well (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size + 3))


@wrong(
    "Returns the special pieces too; <unk>, <s> and </s> never occur in a text and have no probability (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    processor = train(lines, vocab_size)
    return {processor.id_to_piece(i): processor.get_score(i) for i in range(processor.get_piece_size())}


@wrong(
    "Drops <unk> and forgets <s> and </s>; control pieces are no NORMAL pieces either (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    processor = train(lines, vocab_size)
    return {
        processor.id_to_piece(i): processor.get_score(i)
        for i in range(processor.get_piece_size())
        if not processor.is_unknown(i)
    }


@wrong(
    "Returns the ids of the pieces; a piece's id is its place in the list, its score is a log probability (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    processor = train(lines, vocab_size)
    return {processor.id_to_piece(i): i for i in range(3, processor.get_piece_size())}


@wrong(
    "Returns probabilities; scores are their logarithms, which are added along a segmentation (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    scores = normal_scores(train(lines, vocab_size))
    return {piece: math.exp(score) for piece, score in scores.items()}


@wrong(
    "Returns the pieces without their scores; Viterbi needs the score of each (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return list(normal_scores(train(lines, vocab_size)))


@wrong(
    "Takes the mark off the pieces; the piece with U+2581 and the one without it are two pieces with two scores (chapter 1, Normalising)"
)
def train_sentencepiece(lines, vocab_size):
    scores = normal_scores(train(lines, vocab_size))
    return {piece.replace("\u2581", " ").strip(): score for piece, score in scores.items()}


@wrong(
    "Trains on the set of lines; a line that comes more often counts more often, the probabilities are learned from it (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(dict.fromkeys(lines), vocab_size))


@wrong(
    "Lower-cases the lines, as for an uncased BERT; SentencePiece's default rules leave capitals alone (chapter 1, Lossless text)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train([line.lower() for line in lines], vocab_size))


@wrong(
    "Switches normalisation off; by default the trainer sees text in the form that its rules give it (chapter 1, Normalising)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size, normalization_rule_name="identity"))


@wrong(
    "Switches the dummy prefix off; without it the first word of each line is another string than the same word inside a line (chapter 1, Normalising)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size, add_dummy_prefix=False))


@wrong(
    "Lets the trainer stop below vocab_size; by default a size that the lines cannot fill is an error, and it should be seen (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train(lines, vocab_size, hard_vocab_limit=False))


@wrong(
    "Swallows the library's error and returns nothing; a vocabulary that cannot be trained should be seen (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    try:
        return normal_scores(train(lines, vocab_size))
    except RuntimeError:
        return {}


@wrong(
    "Hands over one long string, of which the trainer takes each character for a sentence; it wants one line after the other (chapter 1, Learning the scores)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train("\n".join(lines), vocab_size))


@wrong(
    "Takes the blanks out of the lines; the trainer turns them into U+2581, and pieces learn from it where words begin (chapter 1, Normalising)"
)
def train_sentencepiece(lines, vocab_size):
    return normal_scores(train([line.replace(" ", "") for line in lines], vocab_size))
