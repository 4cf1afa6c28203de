"""Heads, losses, gradients and files of pre-training equal those of `transformers`."""

import json
import math
from collections import Counter
from pathlib import Path

import pytest
import torch
import transformers
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from torch.nn import functional

from bert2t5_reference.bert import BertConfig, load_bert
from bert2t5_reference.bert_pretraining import (
    BertForPreTraining,
    gathered_losses,
    load_pretrained,
    pretraining_loss,
    save_pretrained,
)
from bert2t5_reference.mlm import MlmHead, apply_mask, mlm_loss, select_independently
from bert2t5_reference.wordpiece import SPECIAL_TOKENS, WordPieceTokenizer

PIECES = [*SPECIAL_TOKENS, "hug", "pug", "##s", "!", "é", "the", "ferry"]
FALSE_ALARM = 1e-7


@st.composite
def configs(draw: st.DrawFn) -> BertConfig:
    num_heads = draw(st.integers(1, 3))
    # Vectors of at least 4 values: LayerNorm of two is their sign, whose gradient is nothing but rounding.
    return BertConfig(
        vocab_size=draw(st.integers(5, 60)),
        d_model=num_heads * draw(st.integers(4, 8)),
        num_layers=draw(st.integers(0, 3)),
        num_heads=num_heads,
        d_ff=draw(st.integers(1, 20)),
        max_seq_len=draw(st.integers(4, 12)),
        type_vocab_size=2,
        dropout=0.0,
        attention_dropout=0.0,
    )


def make_theirs(config: BertConfig, dtype: torch.dtype, seed: int) -> transformers.BertForPreTraining:
    """Return the model of transformers with weights of order 1, so that no term is small."""
    theirs = transformers.BertForPreTraining(transformers.BertConfig(**config.to_hf())).to(dtype).eval()
    generator = torch.Generator().manual_seed(seed)
    for weights in theirs.parameters():
        weights.data = torch.randn(weights.shape, generator=generator, dtype=torch.float64).to(dtype) * 0.5
    theirs.tie_weights()
    return theirs


def make_ours(theirs: transformers.BertForPreTraining, config: BertConfig) -> BertForPreTraining:
    """Return our model with the same weights."""
    ours = BertForPreTraining(config).to(next(theirs.parameters()).dtype).eval()
    ours.load_state_dict(theirs.state_dict())
    return ours


def make_batch(config: BertConfig, seed: int, share: float) -> dict[str, torch.Tensor]:
    """Return a random batch; `share` of the tokens have labels, at least one.

    Id 0 stands at padding alone: the table of transformers learns nothing about it from the input.
    """
    generator = torch.Generator().manual_seed(seed)
    shape = (3, config.max_seq_len)
    lengths = torch.randint(1, config.max_seq_len + 1, (3, 1), generator=generator)
    attention_mask = (torch.arange(config.max_seq_len) < lengths).long()
    labels = torch.randint(config.vocab_size, shape, generator=generator)
    labels[(torch.rand(shape, generator=generator) >= share) | (attention_mask == 0)] = -100
    labels[0, 0] = 1
    return {
        "input_ids": torch.randint(1, config.vocab_size, shape, generator=generator) * attention_mask,
        "token_type_ids": torch.randint(2, shape, generator=generator),
        "attention_mask": attention_mask,
        "labels": labels,
        "next_sentence_label": torch.randint(2, (3,), generator=generator),
    }


def assert_close(ours: torch.Tensor, theirs: torch.Tensor) -> None:
    """Compare in units of the largest value: at 1e-10 in float64, at 1e-5 in float32 (some 100 roundings)."""
    bound = {torch.float64: 1e-10, torch.float32: 1e-5}[theirs.dtype]
    assert ours.dtype == theirs.dtype
    assert ours.shape == theirs.shape
    assert (ours - theirs).abs().max() <= bound * max(1.0, theirs.abs().max().item())


@given(configs(), st.sampled_from([torch.float64, torch.float32]), st.integers(0, 2**31), st.floats(0, 1))
@settings(max_examples=40)
def test_heads_losses_and_gradients_equal_those_of_transformers(config, dtype, seed, share):
    theirs = make_theirs(config, dtype, seed)
    ours = make_ours(theirs, config)
    batch = make_batch(config, seed, share)
    output = ours(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    expected = theirs(**batch)
    assert_close(output.prediction_logits, expected.prediction_logits)
    assert_close(output.seq_relationship_logits, expected.seq_relationship_logits)

    loss = pretraining_loss(
        output.prediction_logits,
        batch["labels"],
        output.seq_relationship_logits,
        batch["next_sentence_label"],
    )
    assert_close(loss, expected.loss)
    assert_close(sum(gathered_losses(ours, batch)), expected.loss)

    loss.backward()
    expected.loss.backward()
    gradients = dict(theirs.named_parameters())
    assert dict(ours.named_parameters()).keys() == gradients.keys()
    for name, weights in ours.named_parameters():
        if gradients[name].grad is None:
            assert weights.grad is None or not weights.grad.any(), name
        else:
            assert_close(weights.grad, gradients[name].grad)


def test_base_with_both_heads_has_110_106_428_parameters():
    with torch.device("meta"):
        ours = BertForPreTraining(BertConfig())
        theirs = transformers.BertForPreTraining(transformers.BertConfig())
    assert sum(weights.numel() for weights in ours.parameters()) == 110_106_428
    shapes = {name: tuple(tensor.shape) for name, tensor in theirs.state_dict().items()}
    assert {name: tuple(tensor.shape) for name, tensor in ours.state_dict().items()} == shapes


def test_the_loss_without_labels_is_0_where_that_of_transformers_is_nan():
    config = BertConfig(vocab_size=9, d_model=4, num_layers=1, num_heads=1, d_ff=4, max_seq_len=8)
    theirs = make_theirs(config, torch.float64, seed=0)
    ours = make_ours(theirs, config)
    batch = make_batch(config, 0, 0.5) | {"labels": torch.full((3, 8), -100)}
    assert math.isnan(theirs(**batch).loss.item())
    mlm, nsp = gathered_losses(ours, batch)
    (mlm + nsp).backward()
    assert mlm.item() == 0
    assert all(weights.grad is None or weights.grad.isfinite().all() for weights in ours.parameters())


def test_the_tie_survives_copies_and_loading():
    config = BertConfig(vocab_size=9, d_model=4, num_layers=1, num_heads=1, d_ff=4, max_seq_len=8)
    model = BertForPreTraining(config).double()
    model.load_state_dict(BertForPreTraining(config).state_dict())
    assert model.cls.predictions.decoder.weight is model.bert.embeddings.word_embeddings.weight
    assert model.cls.predictions.decoder.bias is model.cls.predictions.bias


def test_new_weights_have_the_spread_of_the_checkpoints_and_come_from_the_generator():
    config = BertConfig(vocab_size=500, d_model=64, num_layers=1, num_heads=4, d_ff=64, max_seq_len=8)

    def draw(seed):
        return BertForPreTraining(config, generator=torch.Generator().manual_seed(seed)).state_dict()

    weights, same, other = draw(1), draw(1), draw(2)
    assert all(torch.equal(weights[name], same[name]) for name in weights)
    for name in ("cls.predictions.transform.dense.weight", "bert.embeddings.word_embeddings.weight"):
        assert not torch.equal(weights[name], other[name])
        assert weights[name].abs().max() <= 0.04
        # a normal distribution cut at two standard deviations has 0.88 of the spread
        assert weights[name].std().item() == pytest.approx(0.0176, rel=0.05)
    assert weights["cls.seq_relationship.weight"].abs().max() <= 0.04
    for name in ("cls.predictions.bias", "cls.predictions.transform.dense.bias", "cls.seq_relationship.bias"):
        assert not weights[name].any()


# -- files


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, BertForPreTraining]:
    config = BertConfig(len(PIECES), 8, 2, 2, 16, max_seq_len=32, dropout=0.0, attention_dropout=0.0)
    model = make_ours(make_theirs(config, torch.float32, seed=3), config)
    save_pretrained(model, tmp_path / "new" / "folder", PIECES)
    return tmp_path / "new" / "folder", model


@pytest.mark.parametrize(
    "auto", [transformers.AutoModelForPreTraining, transformers.AutoModelForMaskedLM, transformers.AutoModel]
)
def test_the_auto_classes_load_what_was_saved(saved, auto):
    folder, model = saved
    theirs, report = auto.from_pretrained(folder, output_loading_info=True)
    missing = {
        name for name in report["missing_keys"] if "pooler" not in name
    }  # AutoModelForMaskedLM has none
    assert not missing
    assert not report["mismatched_keys"]
    ours = {name.removeprefix("bert."): tensor for name, tensor in model.state_dict().items()}
    for name, tensor in theirs.state_dict().items():
        assert torch.equal(tensor, ours[name.removeprefix("bert.")]), name


def test_our_loaders_read_what_either_side_saved(saved, tmp_path):
    folder, model = saved
    transformers.BertForPreTraining.from_pretrained(folder).save_pretrained(tmp_path / "theirs")
    for source in (folder, tmp_path / "theirs"):
        loaded = load_pretrained(source)
        assert not loaded.training
        assert loaded.config.to_hf() == model.config.to_hf()
        for name, tensor in model.state_dict().items():
            assert torch.equal(loaded.state_dict()[name], tensor), name
        encoder = load_bert(source)
        assert torch.equal(encoder.pooler.dense.weight, model.bert.pooler.dense.weight)


def test_the_tokenizer_loads_what_was_saved(saved):
    folder, model = saved
    theirs = transformers.AutoTokenizer.from_pretrained(folder)
    ours = WordPieceTokenizer.from_file(folder / "vocab.txt")
    assert isinstance(theirs, transformers.BertTokenizer)
    assert theirs.model_max_length == model.config.max_seq_len
    for text in ("The hugs!", "PUG é É ferry", "unknown [MASK]"):
        assert theirs.encode(text, add_special_tokens=False) == ours.encode(text)
    assert [theirs.convert_tokens_to_ids(token) for token in SPECIAL_TOKENS] == [0, 1, 2, 3, 4]


def test_the_configuration_is_that_of_transformers(saved):
    folder, _ = saved
    written = json.loads((folder / "config.json").read_text("utf-8"))
    theirs = transformers.BertForPreTraining.from_pretrained(folder).config
    known = theirs.to_dict()
    assert {name: known[name] for name in written if name in known and name != "dtype"} == {
        name: value for name, value in written.items() if name in known and name != "dtype"
    }
    assert (theirs.hidden_size, theirs.num_hidden_layers, theirs.tie_word_embeddings) == (8, 2, True)
    assert theirs.dtype == torch.float32


def test_a_vocabulary_of_another_size_is_refused(saved, tmp_path):
    _, model = saved
    with pytest.raises(ValueError, match="11 pieces for a model with 12 tokens"):
        save_pretrained(model, tmp_path, PIECES[:-1])


# -- the collator of transformers


@pytest.fixture
def tokenizer(tmp_path: Path) -> transformers.BertTokenizer:
    (tmp_path / "vocab.txt").write_text("\n".join([*SPECIAL_TOKENS, *map(str, range(15))]) + "\n", "utf-8")
    return transformers.BertTokenizer(str(tmp_path / "vocab.txt"))


def collate(tokenizer, input_ids, **changed):
    collator = transformers.DataCollatorForLanguageModeling(tokenizer, seed=0, **changed)
    batch = collator([{"input_ids": row} for row in input_ids.tolist()])
    return batch["input_ids"], batch["labels"]


def test_certain_selection_equals_that_of_the_collator(tokenizer):
    """All candidates at 100 % and always [MASK]: nothing is left to chance."""
    input_ids = torch.tensor([[2, 7, 1, 4, 9, 3, 10, 3, 0, 0], [2, 5, 6, 7, 8, 9, 10, 3, 11, 3]])
    attention_mask = (input_ids != 0).long()
    theirs = collate(
        tokenizer, input_ids, mlm_probability=1.0, mask_replace_prob=1.0, random_replace_prob=0.0
    )
    special_ids = tokenizer.all_special_ids  # with [UNK] and [MASK]
    selected = select_independently(input_ids, attention_mask, special_ids, 1.0, torch.Generator())
    ours = apply_mask(input_ids, selected, 4, torch.zeros(input_ids.shape), input_ids)
    assert torch.equal(ours[0], theirs[0])
    assert torch.equal(ours[1], theirs[1])


def test_the_collator_follows_the_same_chances_and_draws_from_the_whole_vocabulary(tokenizer):
    """n = 40,000 tokens at 50 %; false alarm: 1e-7 for each chi-square, which have df 1, 2 and 19."""
    input_ids = torch.full((100, 400), 7)
    masked_ids, labels = collate(tokenizer, input_ids, mlm_probability=0.5)
    selected = labels != -100
    num_selected = int(selected.sum())
    assert (num_selected - 20_000) ** 2 / 10_000 < chi2.isf(FALSE_ALARM, 1)
    # a random token is [MASK] or the token itself in 1 of 20 cases each
    seen = masked_ids[selected]
    counts = torch.stack([(seen == 4).sum(), (seen == 7).sum()]).double()
    counts = torch.cat([counts, num_selected - counts.sum(0, keepdim=True)])
    expected = num_selected * torch.tensor([0.805, 0.105, 0.09], dtype=torch.float64)
    assert ((counts - expected) ** 2 / expected).sum() < chi2.isf(FALSE_ALARM, 2)
    others = Counter(seen[(seen != 4) & (seen != 7)].tolist())
    assert others.keys() == set(range(20)) - {4, 7}  # [PAD], [UNK], [CLS] and [SEP] too
    mean = sum(others.values()) / 18
    assert sum((count - mean) ** 2 / mean for count in others.values()) < chi2.isf(FALSE_ALARM, 17)


def test_the_head_alone_equals_that_of_transformers():
    config = BertConfig(vocab_size=20, d_model=8, num_layers=0, num_heads=1, d_ff=1, max_seq_len=4)
    theirs = make_theirs(config, torch.float64, seed=5)
    head = MlmHead(torch.nn.Embedding(20, 8)).double()
    head.load_state_dict(theirs.cls.predictions.state_dict())
    hidden_states = torch.randn(2, 4, 8, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    labels = torch.tensor([[3, -100, -100, 4], [-100, 19, -100, -100]])
    logits = theirs.cls.predictions(hidden_states)
    assert_close(head(hidden_states), logits)
    expected = functional.cross_entropy(logits.flatten(0, 1), labels.flatten())
    assert_close(mlm_loss(head(hidden_states), labels), expected)


@pytest.mark.full
def test_a_model_of_base_size_equals_that_of_transformers():
    config = BertConfig(dropout=0.0, attention_dropout=0.0)
    theirs = transformers.BertForPreTraining(transformers.BertConfig(**config.to_hf())).eval()
    ours = make_ours(theirs, config)
    batch = make_batch(config, seed=0, share=0.15)
    with torch.no_grad():
        output = ours(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
        expected = theirs(**batch)
        losses = gathered_losses(ours, batch)
    assert_close(output.prediction_logits, expected.prediction_logits)
    assert_close(output.seq_relationship_logits, expected.seq_relationship_logits)
    assert_close(sum(losses), expected.loss)
