"""BERT's encoder: values worked by hand, laws of attention and padding, and what it refuses."""

import json
import math
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from scipy.stats import kstest, kstwo, norm, truncnorm
from torch import nn

from bert2t5_reference.bert import BertConfig, BertModel, SelfAttention, initialize, load_bert
from bert2t5_reference.bert_classifier import ClsClassifier
from bert2t5_reference.bert_embeddings import BertEmbeddings
from bert2t5_reference.bert_weights import encoder_weights, read_weights

SMALL = BertConfig(vocab_size=50, d_model=12, num_layers=2, num_heads=3, d_ff=24, max_seq_len=10)
FALSE_ALARM = 1e-7
# Float64 keeps 15 to 16 digits; sums over at most some hundred terms of size 1 lose three of them.
CLOSE = {"atol": 1e-12, "rtol": 1e-12}


def small_model(seed: int = 0, config: BertConfig = SMALL) -> BertModel:
    """Return a float64 model whose biases and norms are not trivial either."""
    generator = torch.Generator().manual_seed(seed)
    model = BertModel(config).double().eval()
    for weights in model.parameters():
        nn.init.normal_(weights, std=0.5, generator=generator)
    return model


def set_weights(module: nn.Module, values: dict[str, list]) -> None:
    """Write numbers into the named weights of a module; all others become 0."""
    for name, weights in module.named_parameters():
        nn.init.zeros_(weights)
        if name in values:
            weights.data += torch.tensor(values[name])


# -- embeddings


def test_embeddings_worked_by_hand():
    embeddings = BertEmbeddings(vocab_size=3, d_model=2, max_seq_len=2, dropout=0.0)
    set_weights(
        embeddings,
        {
            "word_embeddings.weight": [[0.0, 0.0], [1.0, 0.0], [0.0, 3.0]],
            "position_embeddings.weight": [[0.0, 0.0], [4.0, 0.0]],
            "token_type_embeddings.weight": [[0.0, 0.0], [0.0, 9.0]],
            "LayerNorm.weight": [2.0, 3.0],
            "LayerNorm.bias": [10.0, 20.0],
        },
    )
    # The sums are (1, 0), then (0 + 4 + 0, 3 + 0 + 9) = (4, 12); two values normalise to 1 and -1.
    vectors = embeddings(torch.tensor([[1, 2]]), torch.tensor([[0, 1]]))
    torch.testing.assert_close(vectors, torch.tensor([[[12.0, 17.0], [8.0, 23.0]]]))


def test_the_epsilon_is_small_enough_for_small_vectors():
    """With 1e-5, torch's own default, vectors as small as at the start of training would stay below 1."""
    embeddings = BertEmbeddings(vocab_size=2, d_model=2, dropout=0.0)
    set_weights(
        embeddings, {"word_embeddings.weight": [[1e-3, -1e-3], [0.0, 0.0]], "LayerNorm.weight": [1.0, 1.0]}
    )
    torch.testing.assert_close(embeddings(torch.tensor([[0]])), torch.tensor([[[1.0, -1.0]]]))


def test_segments_default_to_0_and_positions_count_from_0():
    embeddings = small_model().embeddings
    input_ids = torch.tensor([[5, 6, 7], [8, 9, 5]])
    zeros, positions = torch.zeros_like(input_ids), torch.arange(3)
    expected = embeddings(input_ids, zeros, positions.expand(2, 3))
    assert torch.equal(embeddings(input_ids), expected)
    assert torch.equal(embeddings(input_ids, position_ids=positions[None]), expected)


def test_a_position_is_looked_up_and_not_counted():
    embeddings = small_model().embeddings
    at_three = embeddings(torch.tensor([[5]]), position_ids=torch.tensor([[3]]))
    assert torch.equal(at_three, embeddings(torch.tensor([[8, 8, 8, 5]]))[:, 3:])


@pytest.mark.parametrize(
    "inputs",
    [
        ([[50]], None, None),
        ([[-1]], None, None),
        ([[5]], [[2]], None),
        ([[5]], None, [[10]]),
        ([[5] * 11], None, None),
    ],
    ids=["token", "negative", "segment", "position", "length"],
)
def test_ids_outside_a_table_are_an_error(inputs):
    with pytest.raises(IndexError):
        small_model().embeddings(*(None if ids is None else torch.tensor(ids) for ids in inputs))


# -- attention


def identity_attention(d_model: int, num_heads: int) -> SelfAttention:
    """Return attention whose queries, keys and values are the hidden states themselves."""
    attention = SelfAttention(replace(SMALL, d_model=d_model, num_heads=num_heads, dropout=0.0))
    set_weights(
        attention, {f"{part}.weight": torch.eye(d_model).tolist() for part in ("query", "key", "value")}
    )
    return attention.double()


def test_attention_worked_by_hand():
    # Scores / sqrt(4) are 1 and 0 for the first token, 0 and 1 for the second.
    first, second = [math.sqrt(2), 0.0, 0.0, 0.0], [0.0, math.sqrt(2), 0.0, 0.0]
    mixed = identity_attention(d_model=4, num_heads=1)(torch.tensor([[first, second]]).double(), None)
    own = math.e / (math.e + 1)
    expected = math.sqrt(2) * torch.tensor([[[own, 1 - own, 0, 0], [1 - own, own, 0, 0]]]).double()
    torch.testing.assert_close(mixed, expected, atol=1e-7, rtol=0)  # the inputs are rounded to float32


def test_each_head_sees_its_own_part_of_the_vectors():
    hidden_states = torch.randn(2, 5, 6, generator=torch.Generator().manual_seed(1)).double()
    mixed = identity_attention(d_model=6, num_heads=3)(hidden_states, None)
    one_head = identity_attention(d_model=2, num_heads=1)
    for head in range(3):
        part = slice(2 * head, 2 * head + 2)
        torch.testing.assert_close(mixed[..., part], one_head(hidden_states[..., part], None), **CLOSE)


def test_attention_without_positions_ignores_the_order():
    attention = small_model().encoder.layer[0].attention
    hidden_states = torch.randn(2, 6, 12, generator=torch.Generator().manual_seed(1)).double()
    order = torch.tensor([3, 1, 5, 0, 4, 2])
    mixed, reordered = attention(hidden_states, None), attention(hidden_states[:, order], None)
    torch.testing.assert_close(reordered, mixed[:, order], **CLOSE)


# -- padding


def batch_of_two() -> dict[str, torch.Tensor]:
    return {
        "input_ids": torch.tensor([[2, 7, 8, 3, 9, 3], [2, 7, 3, 0, 0, 0]]),
        "token_type_ids": torch.tensor([[0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0]]),
        "attention_mask": torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]]),
    }


def test_padding_changes_nothing_for_the_tokens():
    model, batch = small_model(), batch_of_two()
    padded, alone = model(**batch), model(batch["input_ids"][1:, :3])
    for with_padding, without in zip(padded.hidden_states, alone.hidden_states, strict=True):
        torch.testing.assert_close(with_padding[1:, :3], without, **CLOSE)
    torch.testing.assert_close(padded.pooled[1:], alone.pooled, **CLOSE)


def test_without_a_mask_padding_is_read():
    model, batch = small_model(), batch_of_two()
    unmasked = model(batch["input_ids"], batch["token_type_ids"])
    assert not torch.allclose(unmasked.pooled[1], model(**batch).pooled[1], atol=1e-3)


def test_a_mask_of_ones_is_no_mask():
    model, input_ids = small_model(), batch_of_two()["input_ids"]
    with_mask = model(input_ids, attention_mask=torch.ones_like(input_ids))
    assert torch.equal(with_mask.last_hidden_state, model(input_ids).last_hidden_state)


def test_a_mask_may_be_bool():
    model, batch = small_model(), batch_of_two()
    expected = model(**batch).last_hidden_state
    batch["attention_mask"] = batch["attention_mask"].bool()
    assert torch.equal(model(**batch).last_hidden_state, expected)


def test_a_sequence_of_nothing_but_padding_stays_finite():
    model, batch = small_model(), batch_of_two()
    batch["attention_mask"][1] = 0
    output = model(**batch)
    output.pooled.sum().backward()
    assert output.last_hidden_state.isfinite().all()
    assert all(weights.grad.isfinite().all() for weights in model.parameters() if weights.grad is not None)


def test_sequences_of_a_batch_do_not_mix():
    model, batch = small_model(), batch_of_two()
    together = model(**batch).last_hidden_state
    for row in range(2):
        alone = model(**{name: tensor[row : row + 1] for name, tensor in batch.items()})
        torch.testing.assert_close(alone.last_hidden_state, together[row : row + 1], **CLOSE)


def test_inputs_are_not_changed():
    batch = batch_of_two()
    before = {name: tensor.clone() for name, tensor in batch.items()}
    small_model()(**batch)
    assert all(torch.equal(batch[name], before[name]) for name in batch)


# -- output


def test_hidden_states_begin_with_the_embeddings_and_end_with_the_result():
    model, batch = small_model(), batch_of_two()
    output = model(**batch)
    assert len(output.hidden_states) == SMALL.num_layers + 1
    embedded = model.embeddings(batch["input_ids"], batch["token_type_ids"])
    assert torch.equal(output.hidden_states[0], embedded)
    assert output.hidden_states[-1] is output.last_hidden_state


def test_a_model_without_layers_gives_its_embeddings():
    model = BertModel(replace(SMALL, num_layers=0)).eval()
    output = model(torch.tensor([[2, 7, 3]]))
    assert torch.equal(output.last_hidden_state, model.embeddings(torch.tensor([[2, 7, 3]])))


def test_the_pooled_vector_is_made_from_the_first_token_alone():
    model = small_model()
    output = model(**batch_of_two())
    dense = model.pooler.dense
    expected = torch.tanh(output.last_hidden_state[:, 0] @ dense.weight.T + dense.bias)
    torch.testing.assert_close(output.pooled, expected, **CLOSE)


def test_a_model_without_a_pooler_has_no_pooled_vector():
    model = BertModel(SMALL, add_pooling_layer=False)
    assert model(torch.tensor([[2, 3]])).pooled is None
    assert not any(name.startswith("pooler") for name in model.state_dict())


def test_the_classifier_worked_by_hand():
    classifier = ClsClassifier(d_model=2, num_labels=3, dropout=0.0)
    set_weights(
        classifier,
        {
            "dense.weight": [[1.0, 0.0], [0.0, 2.0]],
            "dense.bias": [0.5, 0.0],
            "classifier.weight": [[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]],
            "classifier.bias": [0.0, 10.0, 0.0],
        },
    )
    logits = classifier(torch.tensor([[[0.5, -1.0], [99.0, 99.0]]]))
    one, two = math.tanh(1.0), math.tanh(-2.0)
    torch.testing.assert_close(logits, torch.tensor([[one, 10 + two, one - two]]))


def test_dropout_acts_in_training_alone():
    model, batch = BertModel(replace(SMALL, dropout=0.5)), batch_of_two()
    assert not torch.equal(model(**batch).pooled, model(**batch).pooled)
    model.eval()
    assert torch.equal(model(**batch).pooled, model(**batch).pooled)
    classifier = ClsClassifier(12, 2, dropout=1.0)
    hidden_states = torch.ones(1, 1, 12)
    assert torch.equal(classifier(hidden_states)[0], classifier.classifier.bias)
    assert not torch.equal(classifier.eval()(hidden_states)[0], classifier.classifier.bias)


@pytest.mark.parametrize(
    ("config", "rates"),
    [
        (replace(SMALL, dropout=0.3), {0.3}),
        (replace(SMALL, dropout=0.3, attention_dropout=0.2), {0.3, 0.2}),
        (replace(SMALL, dropout=0.0), {0.0}),
    ],
)
def test_every_dropout_has_the_rate_of_the_configuration(config, rates):
    modules = dict(BertModel(config).named_modules())
    dropouts = {name: module.p for name, module in modules.items() if isinstance(module, nn.Dropout)}
    assert len(dropouts) == 1 + 3 * config.num_layers
    assert set(dropouts.values()) == rates
    assert dropouts["encoder.layer.1.attention.self.dropout"] == config.attention_rate


# -- initial weights


def initial_weights(num_weights: int) -> torch.Tensor:
    embedding = nn.Embedding(num_weights, 1)
    initialize(embedding, 0.02, torch.Generator().manual_seed(3))
    return embedding.weight.detach().flatten().double() / 0.02


def test_initial_weights_follow_the_truncated_normal_distribution():
    """64,000 weights; a right implementation fails with probability 1e-7.

    The normal distribution that is not cut off, and one that is cut off and then stretched back to the
    standard deviation of 0.02, lie 0.0228 and more away where 0.0115 is allowed: they pass with probability
    below 1e-6 (two-sided bound of Dvoretzky, Kiefer and Wolfowitz with the right constant of Massart).
    """
    num_weights = 64_000
    allowed = kstwo.isf(FALSE_ALARM, num_weights)
    distance = kstest(initial_weights(num_weights).numpy(), truncnorm(-2, 2).cdf).statistic
    assert distance < allowed
    grid = torch.linspace(-3, 3, 6001).numpy()
    right = truncnorm(-2, 2)
    for wrong in (norm(), truncnorm(-2, 2, scale=1 / right.std())):
        gap = abs(wrong.cdf(grid) - right.cdf(grid)).max()
        assert 2 * math.exp(-2 * num_weights * (gap - allowed) ** 2) < 1e-6


def test_no_initial_weight_lies_beyond_two_standard_deviations():
    assert initial_weights(64_000).abs().max() <= 2 + 1e-6  # 0.04 in float32


def test_all_matrices_are_drawn_and_the_rest_is_neutral():
    for name, weights in BertModel(SMALL).named_parameters():
        if "LayerNorm.weight" in name:
            assert (weights == 1).all()
        elif name.endswith("bias"):
            assert (weights == 0).all()
        else:
            assert 0.012 < weights.std() < 0.023, name  # 0.0176; the smallest table has 24 weights
            assert weights.abs().max() <= 0.04 + 1e-8


def test_the_generator_decides_the_initial_weights():
    def weights(seed: int, seed_of_torch: int) -> torch.Tensor:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed_of_torch)
            model = BertModel(SMALL, generator=torch.Generator().manual_seed(seed))
        return torch.cat([tensor.flatten() for tensor in model.state_dict().values()])

    assert torch.equal(weights(1, 1), weights(1, 2))
    assert not torch.equal(weights(1, 1), weights(2, 1))


# -- configuration


def test_the_defaults_are_those_of_bert_base():
    config = BertConfig()
    assert (config.d_model, config.num_layers, config.num_heads, config.d_ff) == (768, 12, 12, 3072)


@pytest.mark.parametrize(
    "config",
    [
        BertConfig(),
        SMALL,
        replace(SMALL, dropout=0.0),
        replace(SMALL, attention_dropout=0.3),
        replace(SMALL, num_layers=0),
    ],
)
def test_a_configuration_survives_its_file(config):
    assert BertConfig.from_hf(json.loads(json.dumps(config.to_hf()))) == config


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vocab_size": 0}, "vocab_size is 0, allowed are 1 and more"),
        ({"d_ff": -1}, "d_ff is -1, allowed are 1 and more"),
        ({"num_heads": 0}, "num_heads is 0, allowed are 1 and more"),
        ({"num_layers": -1}, "num_layers is -1, allowed are 0 and more"),
        ({"num_heads": 5}, "num_heads is 5, allowed are the divisors of 12"),
        ({"dropout": 1.5}, "a dropout is 1.5, allowed are 0 to 1"),
        ({"attention_dropout": -0.1}, "a dropout is -0.1, allowed are 0 to 1"),
    ],
)
def test_sizes_that_make_no_encoder_are_an_error(changes, message):
    with pytest.raises(ValueError, match=message):
        replace(SMALL, **changes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("model_type", "roberta"),
        ("hidden_act", "gelu_new"),
        ("layer_norm_eps", 1e-5),
        ("position_embedding_type", "relative_key"),
        ("is_decoder", True),
    ],
)
def test_what_the_encoder_does_not_compute_is_refused(name, value):
    with pytest.raises(ValueError, match=f"^{name} is {value!r}, allowed is "):
        BertConfig.from_hf(SMALL.to_hf() | {name: value})


# -- weights in a folder


def write_folder(folder: Path, config: BertConfig = SMALL) -> Path:
    (folder / "config.json").write_text(json.dumps(config.to_hf()), encoding="utf-8")
    return folder


def test_old_and_foreign_names_become_those_of_the_encoder():
    one = torch.ones(1)
    names = {
        "bert.embeddings.position_ids": None,
        "bert.embeddings.LayerNorm.gamma": "embeddings.LayerNorm.weight",
        "bert.encoder.layer.0.output.LayerNorm.beta": "encoder.layer.0.output.LayerNorm.bias",
        "bert.pooler.dense.weight": "pooler.dense.weight",
        "cls.predictions.transform.LayerNorm.gamma": None,
        "cls.seq_relationship.weight": None,
        "classifier.weight": None,
    }
    assert list(encoder_weights(dict.fromkeys(names, one))) == [name for name in names.values() if name]


def test_safetensors_are_preferred_to_the_pickle(tmp_path):
    torch.save({"a": torch.zeros(1)}, tmp_path / "pytorch_model.bin")
    assert read_weights(tmp_path)["a"].item() == 0
    save_file({"a": torch.ones(1)}, tmp_path / "model.safetensors")
    assert read_weights(tmp_path)["a"].item() == 1


def test_code_in_a_pickle_is_not_run(tmp_path):
    class Touch:
        def __reduce__(self):
            return Path.touch, (tmp_path / "touched",)

    torch.save({"a": Touch()}, tmp_path / "pytorch_model.bin")
    with pytest.raises(pickle.UnpicklingError):
        read_weights(tmp_path)
    assert not (tmp_path / "touched").exists()


def test_a_folder_without_weights_or_configuration_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        load_bert(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"neither model\.safetensors nor pytorch_model\.bin"):
        load_bert(write_folder(tmp_path))


def test_weights_that_do_not_fit_are_an_error(tmp_path):
    weights = BertModel(SMALL).state_dict()
    missing = dict(weights)
    del missing["encoder.layer.1.attention.self.key.bias"]
    save_file(missing, write_folder(tmp_path) / "model.safetensors")
    with pytest.raises(RuntimeError, match=r"Missing key.*encoder\.layer\.1\.attention\.self\.key\.bias"):
        load_bert(tmp_path)
    save_file(weights, tmp_path / "model.safetensors")
    with pytest.raises(RuntimeError, match="size mismatch"):
        load_bert(write_folder(tmp_path, replace(SMALL, d_ff=7)))
    with pytest.raises(RuntimeError, match="Unexpected key"):
        load_bert(write_folder(tmp_path, replace(SMALL, num_layers=1)))


def test_a_loaded_model_can_be_trained_and_starts_in_evaluation(tmp_path):
    saved = BertModel(SMALL)
    save_file(saved.state_dict(), write_folder(tmp_path) / "model.safetensors")
    loaded = load_bert(tmp_path)
    assert not loaded.training
    assert loaded.config == SMALL
    assert all(weights.requires_grad and weights.device.type == "cpu" for weights in loaded.parameters())
    assert all(torch.equal(loaded.state_dict()[name], tensor) for name, tensor in saved.state_dict().items())
