"""BERT's inputs, encoder and classifier give what `transformers` and `tokenizers` give."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
import transformers
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models
from torch import nn
from transformers.models.bert.tokenization_bert_legacy import BertTokenizerLegacy

from bert2t5_reference.bert import BertConfig, BertModel, load_bert
from bert2t5_reference.bert_classifier import ClsClassifier
from bert2t5_reference.bert_embeddings import BertEmbeddings
from bert2t5_reference.bert_inputs import collate, pack_pair, truncate_pair, truncate_pair_tokenizers

Batch = dict[str, torch.Tensor]

CLS, SEP = 2, 3
NUM_TEXTS = 4000

# Float64 keeps 15 to 16 digits, and the longest sum has 96 terms in each of at most 4 layers.
FLOAT64 = 1e-10
# Float32 keeps 7 digits; the same sums lose one or two. Relative to the largest value, as an entry near 0 is
# the difference of such values.
FLOAT32 = 1e-5

seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(autouse=True, scope="module")
def _quiet_transformers() -> Iterator[None]:
    """Silence a warning that the Python tokenizer writes for every pair that it cuts."""
    verbosity = transformers.logging.get_verbosity()
    transformers.logging.set_verbosity_error()
    yield
    transformers.logging.set_verbosity(verbosity)


# -- inputs


def draw_texts(seed: int, longest: int = 12) -> tuple[list[int], list[int], int]:
    """Return the ids of two texts and a budget for both that often is too small."""
    rng = random.Random(seed)
    a_ids, b_ids = (rng.choices(range(5, 31), k=rng.randint(0, longest)) for _ in range(2))
    return a_ids, b_ids, rng.randint(0, len(a_ids) + len(b_ids) + 1)


@pytest.fixture(scope="module")
def vocab_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a vocabulary of the special tokens 0 to 4 and of the letters a to z, 5 to 30."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz"]
    path = tmp_path_factory.mktemp("vocab") / "vocab.txt"
    path.write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    return str(path)


def spell(ids: list[int]) -> str:
    return " ".join(chr(ord("a") + token_id - 5) for token_id in ids)


@pytest.fixture(scope="module")
def in_python(vocab_path: str) -> BertTokenizerLegacy:
    return BertTokenizerLegacy(vocab_path)


@pytest.fixture(scope="module")
def in_rust() -> Tokenizer:
    """Return a tokenizer of the Rust library itself without special tokens; its token "7" has the id 7."""
    return Tokenizer(models.WordLevel({str(token_id): token_id for token_id in range(31)}, "1"))


def test_truncation_equals_that_of_transformers_in_python(in_python):
    for seed in range(NUM_TEXTS):
        a_ids, b_ids, budget = draw_texts(seed)
        surplus = len(a_ids) + len(b_ids) - budget
        a_kept, b_kept, _ = in_python.truncate_sequences(a_ids, b_ids, surplus)
        assert truncate_pair(a_ids, b_ids, budget) == (a_kept, b_kept), seed


def test_truncation_in_one_step_equals_that_of_tokenizers(in_rust):
    for seed in range(NUM_TEXTS):
        a_ids, b_ids, budget = draw_texts(seed)
        in_rust.enable_truncation(budget)
        encoded = in_rust.encode(list(map(str, a_ids)), list(map(str, b_ids)), is_pretokenized=True)
        first, second = truncate_pair_tokenizers(a_ids, b_ids, budget)
        assert encoded.ids == first + second, seed
        assert encoded.type_ids == [0] * len(first) + [1] * len(second), seed


@pytest.mark.parametrize(("lengths", "kept"), [((9, 10), (3, 4)), ((4, 4), (3, 4)), ((10, 9), (4, 3))])
def test_the_known_difference_of_the_libraries(in_python, vocab_path, lengths, kept):
    a_ids, b_ids = [5] * lengths[0], [6] * lengths[1]
    encoded = transformers.BertTokenizerFast(vocab_path)(
        spell(a_ids), spell(b_ids), truncation=True, max_length=10
    )
    assert (encoded["input_ids"].count(5), encoded["input_ids"].count(6)) == kept
    a_kept, b_kept, _ = in_python.truncate_sequences(a_ids, b_ids, sum(lengths) - 7)
    assert (len(a_kept), len(b_kept)) == (4, 3)
    assert tuple(map(len, truncate_pair_tokenizers(a_ids, b_ids, 7))) == kept
    assert tuple(map(len, truncate_pair(a_ids, b_ids, 7))) == (4, 3)


def test_packing_equals_that_of_transformers_in_python(in_python):
    for seed in range(NUM_TEXTS):
        a_ids, b_ids, budget = draw_texts(seed)
        for second, num_special in ((b_ids, 3), (None, 2)):
            length = budget + num_special
            theirs = in_python.prepare_for_model(
                a_ids, second, truncation="longest_first", max_length=length, return_token_type_ids=True
            )
            ours = pack_pair(a_ids, second, cls_token_id=CLS, sep_token_id=SEP, max_seq_len=length)
            assert ours["input_ids"] == theirs["input_ids"], (seed, second)
            assert ours["token_type_ids"] == theirs["token_type_ids"], (seed, second)


def pack_like_tokenizers(a_ids: list[int], b_ids: list[int], max_seq_len: int) -> dict[str, list[int]]:
    """Pack two texts that were cut by the rule of `tokenizers` before."""
    first, second = truncate_pair_tokenizers(a_ids, b_ids, max_seq_len - 3)
    return pack_pair(first, second, cls_token_id=CLS, sep_token_id=SEP, max_seq_len=max_seq_len)


def test_packing_equals_that_of_the_fast_tokenizer(vocab_path):
    """Its texts come as lists, because a lone empty second text counts as none there."""
    tokenizer = transformers.BertTokenizerFast(vocab_path)
    for seed in range(NUM_TEXTS):
        a_ids, b_ids, budget = draw_texts(seed)
        theirs = tokenizer([spell(a_ids)], [spell(b_ids)], truncation=True, max_length=budget + 3)
        ours = pack_like_tokenizers(a_ids, b_ids, budget + 3)
        assert ours["input_ids"] == theirs["input_ids"][0], seed
        assert ours["token_type_ids"] == theirs["token_type_ids"][0], seed


def test_an_empty_second_text_leaves_its_separator(vocab_path):
    """In a lone call the library takes an empty string for no second text; in the layer below it does not."""
    ours = pack_pair([5], [], cls_token_id=CLS, sep_token_id=SEP, max_seq_len=9)
    tokenizer = transformers.BertTokenizerFast(vocab_path)
    theirs = tokenizer._tokenizer.encode("a", "")
    assert (ours["input_ids"], ours["token_type_ids"]) == (theirs.ids, theirs.type_ids)
    assert tokenizer(["a"], [""])["input_ids"] == [ours["input_ids"]]
    assert tokenizer("a", "")["input_ids"] == [CLS, 5, SEP]


@pytest.mark.parametrize("length", [None, 30])
def test_batches_equal_those_of_the_fast_tokenizer(vocab_path, length):
    tokenizer = transformers.BertTokenizerFast(vocab_path)
    for seed in range(300):
        texts = [draw_texts(10 * seed + number) for number in range(5)]
        theirs = tokenizer(
            [spell(a_ids) for a_ids, _, _ in texts],
            [spell(b_ids) for _, b_ids, _ in texts],
            truncation=True,
            max_length=length or 20,
            padding="max_length" if length else "longest",
            return_tensors="pt",
        )
        examples = [pack_like_tokenizers(a_ids, b_ids, length or 20) for a_ids, b_ids, _ in texts]
        ours = collate(examples, length=length)
        for name in ("input_ids", "token_type_ids", "attention_mask"):
            assert torch.equal(ours[name], theirs[name]), (seed, name)


# -- encoder


@st.composite
def configurations(draw: st.DrawFn) -> BertConfig:
    """Return small sizes.

    Vectors have 8 values or more, because LayerNorm of two or three may divide by nothing but a rounding
    error; and there is a layer, because without one transformers returns no hidden states at all.
    """
    num_heads = draw(st.integers(1, 4))
    return BertConfig(
        vocab_size=draw(st.integers(2, 60)),
        d_model=num_heads * draw(st.integers(-(-8 // num_heads), 8)),
        num_layers=draw(st.integers(1, 4)),
        num_heads=num_heads,
        d_ff=draw(st.integers(1, 96)),
        max_seq_len=draw(st.integers(9, 20)),
        type_vocab_size=draw(st.integers(1, 3)),
    )


def make_pair(config: BertConfig, seed: int, *, far: bool) -> tuple[BertModel, transformers.BertModel]:
    """Return our model and theirs with the same weights, in evaluation mode and float64.

    The library's initial weights leave biases at 0 and norms at 1; `far` moves all weights away from there.
    """
    torch.manual_seed(seed)
    theirs = transformers.BertModel(transformers.BertConfig(**config.to_hf(), attn_implementation="eager"))
    if far:
        for weights in theirs.parameters():
            weights.data += 0.2 * torch.randn(weights.shape)
    ours = BertModel(config)
    ours.load_state_dict(theirs.state_dict())
    return ours.double().eval(), theirs.double().eval()


def make_batch(config: BertConfig, seed: int) -> Batch:
    """Return a batch of 3 sequences of up to 9 tokens. A real token has an id of 1 and more."""
    generator = torch.Generator().manual_seed(seed)

    def draw(low: int, high: int, shape: tuple[int, ...] = (3, 9)) -> torch.Tensor:
        return torch.randint(low, high, shape, generator=generator)

    attention_mask = (torch.arange(9) < draw(1, 10, (3, 1))).long()
    return {
        "input_ids": draw(1, config.vocab_size) * attention_mask,
        "token_type_ids": draw(0, config.type_vocab_size),
        "attention_mask": attention_mask,
        "position_ids": draw(0, config.max_seq_len),
    }


def assert_close(ours: torch.Tensor, theirs: torch.Tensor, tolerance: float, what: object = "") -> None:
    assert ours.shape == theirs.shape, what
    allowed = tolerance * max(1.0, theirs.abs().max().item())
    assert (ours - theirs).abs().max().item() <= allowed, what


def assert_same_outputs(
    ours: BertModel, theirs: transformers.BertModel, batch: Batch, tolerance: float
) -> None:
    output, expected = ours(**batch), theirs(**batch, output_hidden_states=True)
    assert len(output.hidden_states) == len(expected.hidden_states)
    for number, states in enumerate(zip(output.hidden_states, expected.hidden_states, strict=True)):
        assert_close(*states, tolerance, number)
    assert_close(output.last_hidden_state, expected.last_hidden_state, tolerance)
    assert_close(output.pooled, expected.pooler_output, tolerance)


@settings(max_examples=150)
@given(configurations(), seeds, st.booleans())
def test_all_hidden_states_equal_those_of_transformers(config, seed, far):
    ours, theirs = make_pair(config, seed, far=far)
    batch = make_batch(config, seed)
    with torch.no_grad():
        assert_same_outputs(ours, theirs, batch, FLOAT64)
        assert_same_outputs(ours.float(), theirs.float(), batch, FLOAT32)


@settings(max_examples=20)
@given(
    configurations(), seeds, st.sets(st.sampled_from(["token_type_ids", "attention_mask", "position_ids"]))
)
def test_left_out_inputs_have_the_same_defaults(config, seed, left_out):
    ours, theirs = make_pair(config, seed, far=True)
    batch = {name: tensor for name, tensor in make_batch(config, seed).items() if name not in left_out}
    with torch.no_grad():
        assert_same_outputs(ours, theirs, batch, FLOAT64)


@settings(max_examples=20)
@given(configurations(), seeds)
def test_embeddings_load_and_equal_those_of_transformers(config, seed):
    _, theirs = make_pair(config, seed, far=True)
    ours = BertEmbeddings(config.vocab_size, config.d_model, config.max_seq_len, config.type_vocab_size)
    ours.load_state_dict(theirs.embeddings.state_dict())
    batch = make_batch(config, seed)
    del batch["attention_mask"]
    with torch.no_grad():
        assert_close(ours.double().eval()(**batch), theirs.embeddings(**batch), FLOAT64)


def gradients(model: nn.Module, token_vectors: torch.Tensor, pooled: torch.Tensor) -> Batch:
    """Return the gradients of a loss over both; 0 where a weight has no part in it."""
    model.zero_grad()
    goal = torch.linspace(-1, 1, token_vectors.shape[-1], dtype=token_vectors.dtype)
    ((token_vectors - goal).pow(4).mean() + (pooled - goal).pow(4).mean()).backward()
    return {
        name: torch.zeros_like(weights) if weights.grad is None else weights.grad
        for name, weights in model.named_parameters()
    }


@settings(max_examples=80)
@given(configurations(), seeds, st.booleans())
def test_gradients_of_all_weights_equal_those_of_transformers(config, seed, far):
    ours, theirs = make_pair(config, seed, far=far)
    batch = make_batch(config, seed)
    is_token = batch["attention_mask"] == 1
    for dtype, tolerance in ((torch.float64, FLOAT64), (torch.float32, FLOAT32)):
        output, expected = ours.to(dtype)(**batch), theirs.to(dtype)(**batch)
        got = gradients(ours, output.last_hidden_state[is_token], output.pooled)
        wanted = gradients(theirs, expected.last_hidden_state[is_token], expected.pooler_output)
        assert got.keys() == wanted.keys()
        for name in wanted:
            assert_close(got[name], wanted[name], tolerance, name)


def test_transformers_never_changes_the_vector_of_padding():
    """The one known difference: `nn.Embedding(padding_idx=0)` hides the gradient of id 0 there."""
    config = BertConfig(vocab_size=5, d_model=4, num_layers=1, num_heads=2, d_ff=8, max_seq_len=4)
    ours, theirs = make_pair(config, 1, far=True)
    input_ids = torch.tensor([[2, 0, 3]])
    ours(input_ids).last_hidden_state.pow(3).sum().backward()
    theirs(input_ids).last_hidden_state.pow(3).sum().backward()
    got = ours.embeddings.word_embeddings.weight.grad
    wanted = theirs.embeddings.word_embeddings.weight.grad
    assert_close(got[1:], wanted[1:], FLOAT64)
    assert got[0].abs().max() > 0
    assert wanted[0].abs().max() == 0


@settings(max_examples=10)
@given(configurations(), seeds)
def test_dropout_falls_on_the_same_values(config, seed):
    """With the same random state in training mode; so dropout has the same places, order and rates."""
    ours, theirs = make_pair(config, seed, far=True)
    batch = make_batch(config, seed)
    with torch.no_grad():
        torch.manual_seed(seed)
        output = ours.train()(**batch)
        torch.manual_seed(seed)
        expected = theirs.train()(**batch)
    assert_close(output.last_hidden_state, expected.last_hidden_state, FLOAT64)


def test_a_sequence_of_nothing_but_padding_equals_that_of_transformers():
    config = BertConfig(vocab_size=9, d_model=8, num_layers=2, num_heads=2, d_ff=16, max_seq_len=9)
    ours, theirs = make_pair(config, 1, far=True)
    batch = make_batch(config, 1)
    batch["attention_mask"][1] = 0
    with torch.no_grad():
        assert_same_outputs(ours, theirs, batch, FLOAT64)


@settings(max_examples=10)
@given(st.integers(1, 5), seeds)
def test_the_classifier_equals_that_of_transformers(num_labels, seed):
    config = BertConfig(vocab_size=30, d_model=12, num_layers=2, num_heads=3, d_ff=24, max_seq_len=12)
    torch.manual_seed(seed)
    theirs = transformers.BertForSequenceClassification(
        transformers.BertConfig(**config.to_hf(), num_labels=num_labels, attn_implementation="eager")
    )
    ours = ClsClassifier(config.d_model, num_labels)
    weights = {name.removeprefix("bert.pooler."): tensor for name, tensor in theirs.state_dict().items()}
    ours.load_state_dict({name: weights[name] for name in ours.state_dict()})
    batch = make_batch(config, seed)
    ours, theirs = ours.double().eval(), theirs.double().eval()
    with torch.no_grad():
        logits = ours(theirs.bert(**batch).last_hidden_state)
        assert_close(logits, theirs(**batch).logits, FLOAT64)


# -- checkpoints

SAVED = BertConfig(vocab_size=40, d_model=16, num_layers=3, num_heads=4, d_ff=40, max_seq_len=12, dropout=0.2)


def saved_model(cls: Callable[..., nn.Module]) -> nn.Module:
    torch.manual_seed(5)
    model = cls(transformers.BertConfig(**SAVED.to_hf(), attn_implementation="eager")).eval()
    for weights in model.parameters():
        weights.data += 0.2 * torch.randn(weights.shape)
    return model


def assert_loads(folder: Path, encoder: transformers.BertModel, tolerance: float = FLOAT32) -> None:
    loaded = load_bert(folder)
    assert loaded.config == SAVED
    assert (loaded.pooler is None) == (encoder.pooler is None)
    batch = make_batch(SAVED, 5)
    with torch.no_grad():
        expected = encoder(**batch)
        output = loaded(**batch)
    assert_close(output.last_hidden_state, expected.last_hidden_state, tolerance)
    if loaded.pooler:
        assert_close(output.pooled, expected.pooler_output, tolerance)


@pytest.mark.parametrize(
    "cls",
    [
        transformers.BertModel,
        transformers.BertForPreTraining,
        transformers.BertForMaskedLM,
        transformers.BertForSequenceClassification,
        transformers.BertForQuestionAnswering,
    ],
)
def test_every_kind_of_saved_model_loads(cls, tmp_path):
    theirs = saved_model(cls)
    theirs.save_pretrained(tmp_path)
    assert_loads(tmp_path, theirs.bert if cls is not transformers.BertModel else theirs)


def test_a_checkpoint_in_the_old_form_loads(tmp_path):
    """As converted from TensorFlow: a pickle, a prefix, gamma and beta, and a buffer of positions."""
    theirs = saved_model(transformers.BertForPreTraining)
    theirs.config.save_pretrained(tmp_path)
    old = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
            "LayerNorm.bias", "LayerNorm.beta"
        ): tensor
        for name, tensor in theirs.state_dict().items()
    }
    old["bert.embeddings.position_ids"] = torch.arange(SAVED.max_seq_len)[None]
    torch.save(old, tmp_path / "pytorch_model.bin")
    assert_loads(tmp_path, theirs.bert)


def test_a_checkpoint_in_half_precision_becomes_float32(tmp_path):
    theirs = saved_model(transformers.BertModel).half()
    theirs.save_pretrained(tmp_path)
    assert {weights.dtype for weights in load_bert(tmp_path).parameters()} == {torch.float32}
    assert_loads(tmp_path, theirs.float())


@pytest.mark.parametrize("config", [BertConfig(), SAVED, BertConfig(dropout=0.3, attention_dropout=0.0)])
def test_a_configuration_survives_transformers(config):
    theirs = transformers.BertConfig(**config.to_hf())
    assert BertConfig.from_hf(theirs.to_dict()) == config
    assert BertConfig.from_hf({}) == BertConfig.from_hf(transformers.BertConfig().to_dict())


@pytest.mark.full
def test_a_real_checkpoint_equals_that_of_transformers():
    folder = os.environ.get("BERT2T5_BERT_FOLDER")
    if not folder:
        pytest.skip("BERT2T5_BERT_FOLDER names no folder of a saved BERT")
    ours = load_bert(folder)
    theirs = transformers.BertModel.from_pretrained(
        folder, attn_implementation="eager", dtype=torch.float32, add_pooling_layer=ours.pooler is not None
    ).eval()
    batch = make_batch(ours.config, 1)
    with torch.no_grad():
        output, expected = ours(**batch), theirs(**batch, output_hidden_states=True)
    for number, states in enumerate(zip(output.hidden_states, expected.hidden_states, strict=True)):
        assert_close(*states, 10 * FLOAT32, number)  # sums of up to 4,096 terms


# -- sizes of the published models


def count(module: nn.Module) -> int:
    return sum(weights.numel() for weights in module.parameters())


@pytest.mark.parametrize(
    ("vocab_size", "num_layers", "d_model", "num_heads", "tables", "embeddings", "layer", "model"),
    [
        (30522, 12, 768, 12, (23440896, 393216, 1536), 23837184, 7087872, 109482240),
        (30522, 24, 1024, 16, (31254528, 524288, 2048), 31782912, 12596224, 335141888),
        (28996, 12, 768, 12, (22268928, 393216, 1536), 22665216, 7087872, 108310272),
        (30522, 2, 128, 2, (3906816, 65536, 256), 3972864, 198272, 4385920),
        (30522, 4, 256, 4, (7813632, 131072, 512), 7945728, 789760, 11170560),
        (30522, 4, 512, 8, (15627264, 262144, 1024), 15891456, 3152384, 28763648),
        (30522, 8, 512, 8, (15627264, 262144, 1024), 15891456, 3152384, 41373184),
    ],
    ids=["base uncased", "large uncased", "base cased", "tiny", "mini", "small", "medium"],
)
def test_numbers_of_weights(vocab_size, num_layers, d_model, num_heads, tables, embeddings, layer, model):
    config = BertConfig(vocab_size, d_model, num_layers, num_heads, 4 * d_model)
    with torch.device("meta"):
        ours = BertModel(config)
        theirs = transformers.BertModel(transformers.BertConfig(**config.to_hf()))
    parts = (
        ours.embeddings.word_embeddings,
        ours.embeddings.position_embeddings,
        ours.embeddings.token_type_embeddings,
    )
    assert tuple(map(count, parts)) == tables
    assert count(ours.embeddings) == embeddings
    assert {count(each) for each in ours.encoder.layer} == {layer}
    assert count(ours) == count(theirs) == model
    shapes = {name: tensor.shape for name, tensor in theirs.state_dict().items()}
    assert {name: tensor.shape for name, tensor in ours.state_dict().items()} == shapes


def test_number_of_weights_with_a_classifier():
    with torch.device("meta"):
        encoder = BertModel(BertConfig(), add_pooling_layer=False)
        classifier = ClsClassifier(768, 2)
        theirs = transformers.BertForSequenceClassification(transformers.BertConfig(num_labels=2))
    assert count(encoder) + count(classifier) == count(theirs) == 109483778
