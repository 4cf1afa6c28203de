"""The bundled text is what the labs rely on: small, clean, varied enough for 1,000 pieces."""

import io
import re

import sentencepiece

from bert2t5 import data


def pieces_of(vocab_size: int) -> list[str]:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(data.load_lines()),
        model_writer=model,
        vocab_size=vocab_size,
        model_type="unigram",
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def test_text_is_about_20_kilobytes():
    assert 19 * 1024 <= len(data.load_text().encode("utf-8")) <= 22 * 1024


def test_lines_are_stripped_and_in_the_order_of_the_text():
    lines = data.load_lines()
    assert [line for line in lines if line != line.strip() or not line] == []
    assert re.sub(r"\n+", "\n", data.load_text()) == "\n".join(lines) + "\n"


def test_text_has_few_but_some_characters_outside_ascii():
    outside = {character for character in data.load_text() if not character.isascii()}
    assert outside == set("éëï½£—")


def test_no_sentence_occurs_twice():
    lines = data.load_lines()
    assert len(set(lines)) == len(lines)


def test_stems_of_the_chapter_occur_in_all_their_forms():
    words = set(re.findall(r"\w+", data.load_text().lower()))
    stems = "low lower lowest new newer newest wide wider widest walk walks walked walking"
    assert set(stems.split()) - words == set()


def test_sentencepiece_trains_a_unigram_model_of_1000_pieces():
    pieces = pieces_of(1000)
    assert len(set(pieces)) == 1000
    assert {"▁ferry", "▁lowest", "▁walking"} <= set(pieces)
