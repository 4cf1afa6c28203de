"""T5: values worked by hand, laws of distances, masks, state and loss, and what it refuses."""

import copy
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file
from scipy.stats import chi2
from torch import nn
from torch.nn import functional

from bert2t5_reference.t5 import T5ForConditionalGeneration, initial_sd
from bert2t5_reference.t5_attention import KeyValues, T5Attention, relative_position_bucket
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_layers import GatedGeluFeedForward, ReluFeedForward, RmsNorm
from bert2t5_reference.t5_loss import seq2seq_loss, shift_right, z_loss
from bert2t5_reference.t5_weights import UNUSED, complete_weights, load_t5, save_pretrained

SMALL = T5Config(
    vocab_size=30,
    d_model=12,
    num_layers=2,
    num_heads=3,
    d_ff=20,
    d_kv=5,
    relative_attention_num_buckets=8,
    relative_attention_max_distance=12,
)
FALSE_ALARM = 1e-7
# Float64 keeps 15 to 16 digits; sums over at most some hundred terms of size 1 lose three of them.
CLOSE = {"atol": 1e-12, "rtol": 1e-12}


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def small_model(config: T5Config = SMALL, seed: int = 0) -> T5ForConditionalGeneration:
    """Return a float64 model whose norms are not trivial either."""
    generator = seeded(seed)
    model = T5ForConditionalGeneration(config).double().eval()
    for weights in model.parameters():
        nn.init.normal_(weights, std=0.5, generator=generator)
    return model


def set_weights(module: nn.Module, values: dict[str, list]) -> None:
    """Write numbers into the named weights of a module; all others become 0."""
    for name, weights in module.named_parameters():
        nn.init.zeros_(weights)
        if name in values:
            weights.data += torch.tensor(values[name])


def make_batch() -> dict[str, torch.Tensor]:
    return {
        "input_ids": torch.tensor([[7, 8, 9, 4, 6, 1], [5, 6, 1, 0, 0, 0]]),
        "attention_mask": torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]]),
        "labels": torch.tensor([[11, 12, 13, 1], [21, 1, -100, -100]]),
    }


# -- buckets of distances


@pytest.mark.parametrize(
    ("bidirectional", "first_distances"),
    [
        # 8 exact buckets; then a new one whenever the distance has grown by the root of 2 (16 in 8 steps)
        (True, [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91]),
        # 16 exact buckets; then 16 steps for a growth by 8
        (False, [*range(16), 16, 19, 21, 24, 27, 31, 35, 40, 46, 52, 59, 67, 77, 87, 99, 113]),
    ],
)
def test_the_first_distance_of_each_bucket_worked_by_hand(bidirectional, first_distances):
    buckets = relative_position_bucket(-torch.arange(300), bidirectional=bidirectional).tolist()
    assert buckets[0] == 0
    assert [buckets.index(bucket) for bucket in range(max(buckets) + 1)] == first_distances
    assert buckets == sorted(buckets)


def test_keys_to_the_right_have_16_more_in_the_encoder_and_none_in_the_decoder():
    distances = torch.arange(1, 300)
    left = relative_position_bucket(-distances, bidirectional=True)
    assert torch.equal(relative_position_bucket(distances, bidirectional=True), left + 16)
    assert not relative_position_bucket(distances, bidirectional=False).any()


@given(st.integers(2, 40), st.integers(1, 300), st.booleans())
def test_buckets_grow_with_the_distance_and_fill_their_range(half, farther, bidirectional):
    num_buckets, max_distance = 2 * half, half + farther
    buckets = relative_position_bucket(
        -torch.arange(max_distance + 9),
        bidirectional=bidirectional,
        num_buckets=num_buckets,
        max_distance=max_distance,
    )
    last = (half if bidirectional else num_buckets) - 1
    assert (buckets.diff() >= 0).all()
    assert (buckets[max_distance:] == last).all()
    assert buckets[0] == 0
    num_exact = (last + 1) // 2
    assert torch.equal(buckets[:num_exact], torch.arange(num_exact))


def test_only_the_difference_of_positions_counts():
    bias = small_model().encoder.block[0].layer[0].SelfAttention.relative_attention_bias
    positions = torch.arange(9)
    assert torch.equal(bias(positions, positions), bias(positions + 50, positions + 50))
    assert torch.equal(bias(positions, positions)[:, :, 3:5], bias(positions[3:5], positions))


def test_a_bias_belongs_to_its_head_and_its_distance():
    bias = small_model().encoder.block[0].layer[0].SelfAttention.relative_attention_bias
    values = bias(torch.arange(4), torch.arange(4))
    assert values.shape == (1, 3, 4, 4)
    # the key after the query, so distance 1 to the right: 4 of the 8 buckets are for that side
    assert torch.equal(values[0, :, 2, 3], bias.weight[5])
    assert torch.equal(values[0, :, 3, 2], bias.weight[1])


def test_the_first_layer_owns_the_table_of_its_stack():
    tables = [name for name in small_model().state_dict() if "relative_attention_bias" in name]
    assert tables == [
        f"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
        for stack in ("encoder", "decoder")
    ]


@pytest.mark.parametrize("name", ["encoder", "decoder"])
def test_all_layers_use_the_bias(name):
    """If the bias of a head allows distance 0 alone, the head gives each token its own value."""
    model, batch = small_model(), make_batch()
    del batch["attention_mask"]
    attentions = [block.layer[0].SelfAttention for block in getattr(model, name).block]
    attentions[0].relative_attention_bias.weight.data[1:, 2] = -1e9
    values, mixed = [], []
    for attention in attentions:
        attention.v.register_forward_hook(lambda _, __, result: values.append(result[..., 10:]))
        attention.o.register_forward_hook(lambda _, inputs, __: mixed.append(inputs[0][..., 10:]))
    model(**batch)
    assert len(values) == 2
    for value, mixture in zip(values, mixed, strict=True):
        torch.testing.assert_close(mixture, value, **CLOSE)


# -- parts


def test_attention_worked_by_hand_is_not_scaled():
    attention = T5Attention(d_model=4, num_heads=1, d_kv=4, dropout=0.0)
    set_weights(attention, {f"{part}.weight": torch.eye(4).tolist() for part in "qkvo"})
    # Scores are 2 and 0 for the first token, 0 and 2 for the second; scaled they would be 1 and 0.
    first, second = [math.sqrt(2), 0.0, 0.0, 0.0], [0.0, math.sqrt(2), 0.0, 0.0]
    tokens = torch.tensor([[first, second]])
    mixed = attention(tokens, attention.keys_and_values(tokens), None)
    own = math.e**2 / (math.e**2 + 1)
    expected = math.sqrt(2) * torch.tensor([[[own, 1 - own, 0, 0], [1 - own, own, 0, 0]]])
    torch.testing.assert_close(mixed, expected)


def test_a_bias_is_added_to_the_scores():
    attention = T5Attention(d_model=2, num_heads=1, d_kv=2, dropout=0.0)
    set_weights(attention, {"v.weight": torch.eye(2).tolist(), "o.weight": torch.eye(2).tolist()})
    tokens = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]])
    mixed = attention(tokens, attention.keys_and_values(tokens), torch.tensor([[0.0, math.log(3)]]))
    torch.testing.assert_close(mixed, torch.tensor([[[0.25, 0.75], [0.25, 0.75]]]))


def test_no_layer_has_a_bias_vector():
    assert not any(name.endswith(".bias") for name in small_model().state_dict())


def test_rms_norm_takes_no_mean_away():
    norm = RmsNorm(2)
    set_weights(norm, {"weight": [2.0, 3.0]})
    torch.testing.assert_close(
        norm(torch.tensor([[5.0, 5.0], [1.0, 7.0]])), torch.tensor([[2.0, 3.0], [0.4, 4.2]])
    )


def test_the_epsilon_of_rms_norm_is_a_millionth_and_stands_under_the_root():
    # The mean of the squares is 3 millionths; with the epsilon 4, whose root is 2 thousandths.
    vector = torch.full((4,), math.sqrt(3e-6), dtype=torch.float64)
    torch.testing.assert_close(RmsNorm(4).double()(vector), vector / 2e-3, **CLOSE)


def test_rms_norm_of_half_precision_does_not_overflow():
    norm = RmsNorm(3).half()
    vector = torch.tensor([300.0, 400.0, 0.0], dtype=torch.float16)  # squares above 65,504
    expected = torch.tensor([0.6, 0.8, 0.0]) * math.sqrt(3)
    torch.testing.assert_close(norm(vector), expected.half())


def test_the_relu_feed_forward_worked_by_hand():
    part = ReluFeedForward(replace(SMALL, d_model=1, d_ff=2))
    set_weights(part, {"wi.weight": [[1.0], [-1.0]], "wo.weight": [[10.0, 100.0]]})
    assert part.eval()(torch.tensor([[2.0], [-3.0]])).flatten().tolist() == [20.0, 300.0]


def test_the_gated_feed_forward_worked_by_hand():
    part = GatedGeluFeedForward(replace(SMALL, d_model=1, d_ff=1))
    set_weights(part, {"wi_0.weight": [[1.0]], "wi_1.weight": [[3.0]], "wo.weight": [[10.0]]})
    gelu = 0.5 * 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (2 + 0.044715 * 8)))
    assert part.eval()(torch.tensor([2.0])).item() == pytest.approx(10 * gelu * 6, rel=1e-6)


# -- who reads what


@settings(max_examples=30)
@given(st.integers(0, 3), st.integers(0, 2**31))
def test_the_decoder_sees_earlier_places_but_no_later_ones(place, seed):
    model, batch = small_model(seed=seed), make_batch()
    read = shift_right(batch["labels"], 0, 0)
    changed = read.clone()
    changed[:, place] = 29
    before = model(batch["input_ids"], decoder_input_ids=read).logits
    after = model(batch["input_ids"], decoder_input_ids=changed).logits
    torch.testing.assert_close(after[:, :place], before[:, :place], **CLOSE)
    assert ((after - before).abs().amax(dim=-1)[:, place:] > 1e-6).all()


@given(st.integers(0, 5))
def test_every_place_of_the_output_and_of_the_input_reads_the_whole_input(place):
    model, batch = small_model(), make_batch()
    batch["attention_mask"][:] = 1
    before = model(**batch)
    batch["input_ids"][:, place] = 29
    after = model(**batch)
    for ours, theirs in (
        (before.logits, after.logits),
        (before.encoder.last_hidden_state, after.encoder.last_hidden_state),
    ):
        assert ((ours - theirs).abs().amax(dim=-1) > 1e-6).all()


def test_padding_of_the_input_changes_nothing():
    model, batch = small_model(), make_batch()
    padded = model(**batch)
    alone = model(batch["input_ids"][1:, :3], labels=batch["labels"][1:])
    torch.testing.assert_close(padded.logits[1:], alone.logits, **CLOSE)
    torch.testing.assert_close(
        padded.encoder.last_hidden_state[1:, :3], alone.encoder.last_hidden_state, **CLOSE
    )


def test_without_a_mask_padding_is_read():
    model, batch = small_model(), make_batch()
    unmasked = model(batch["input_ids"], labels=batch["labels"])
    assert not torch.allclose(unmasked.logits[1], model(**batch).logits[1], atol=1e-3)


def test_padding_of_the_output_changes_nothing_before_it():
    model, batch = small_model(), make_batch()
    alone = model(batch["input_ids"], batch["attention_mask"], labels=batch["labels"][:, :2])
    torch.testing.assert_close(model(**batch).logits[:, :2], alone.logits, **CLOSE)


def test_an_input_of_nothing_but_padding_stays_finite():
    model, batch = small_model(), make_batch()
    batch["attention_mask"][1] = 0
    output = model(**batch)
    seq2seq_loss(output.logits, batch["labels"]).backward()
    assert output.logits.isfinite().all()
    assert all(weights.grad.isfinite().all() for weights in model.parameters())


def test_examples_of_a_batch_do_not_mix():
    model, batch = small_model(), make_batch()
    together = model(**batch).logits
    for row in range(2):
        alone = model(**{name: tensor[row : row + 1] for name, tensor in batch.items()})
        torch.testing.assert_close(alone.logits, together[row : row + 1], **CLOSE)


def test_inputs_are_not_changed():
    batch = make_batch()
    before = {name: tensor.clone() for name, tensor in batch.items()}
    small_model()(**batch)
    assert all(torch.equal(batch[name], before[name]) for name in batch)


# -- output


def test_hidden_states_begin_with_the_embeddings_and_their_last_is_normalised():
    model, batch = small_model(), make_batch()
    output = model(**batch)
    read = shift_right(batch["labels"], 0, 0)
    for stack, vectors, ids in (
        (model.encoder, output.encoder, batch["input_ids"]),
        (model.decoder, output.decoder, read),
    ):
        assert len(vectors.hidden_states) == SMALL.num_layers + 1
        assert torch.equal(vectors.hidden_states[0], model.shared.weight[ids])
        assert torch.equal(vectors.last_hidden_state, stack.final_layer_norm(vectors.hidden_states[-1]))


def test_a_tied_output_is_scaled_and_an_output_of_its_own_is_not():
    for config, factor in ((SMALL, 12**-0.5), (replace(SMALL, tied=False), 1.0)):
        model = small_model(config)
        output = model(**make_batch())
        table = model.shared.weight if config.tied else model.lm_head.weight
        expected = output.decoder.last_hidden_state @ table.T * factor
        torch.testing.assert_close(output.logits, expected, **CLOSE)
        assert (model.lm_head.weight is model.shared.weight) == config.tied


def test_the_tie_survives_copies_loading_and_other_dtypes():
    model = T5ForConditionalGeneration(SMALL)
    model.load_state_dict(T5ForConditionalGeneration(SMALL).state_dict())
    for tied in (model, copy.deepcopy(model), model.double()):
        assert tied.lm_head.weight is tied.shared.weight
        assert tied.encoder.embed_tokens.weight is tied.decoder.embed_tokens.weight is tied.shared.weight


def test_labels_are_read_shifted_to_the_right():
    model, batch = small_model(), make_batch()
    read = torch.tensor([[0, 11, 12, 13], [0, 21, 1, 0]])
    by_hand = model(batch["input_ids"], batch["attention_mask"], decoder_input_ids=read)
    assert torch.equal(model(**batch).logits, by_hand.logits)


def test_labels_and_decoder_inputs_exclude_each_other():
    model, batch = small_model(), make_batch()
    for wrong in ({}, {"labels": batch["labels"], "decoder_input_ids": batch["labels"]}):
        with pytest.raises(TypeError, match="either labels or decoder_input_ids"):
            model(batch["input_ids"], **wrong)


def test_dropout_acts_in_training_alone():
    model, batch = small_model(replace(SMALL, dropout=0.5)), make_batch()
    assert torch.equal(model(**batch).logits, model(**batch).logits)
    model.train()
    assert not torch.equal(model(**batch).logits, model(**batch).logits)


@pytest.mark.parametrize("gated", [False, True])
def test_every_dropout_has_the_rate_of_the_configuration(gated):
    model = T5ForConditionalGeneration(replace(SMALL, dropout=0.3, gated=gated))
    rates = [module.p for module in model.modules() if isinstance(module, nn.Dropout)]
    # a stack: one, for input and output; an attention: weights and result; feed-forward: inside and result
    assert rates == [0.3] * (2 + 2 * (2 + 2) + 2 * (2 + 2 + 2))


# -- state of the decoder


@settings(max_examples=30)
@given(st.sets(st.integers(1, 5)), st.integers(0, 2**31))
def test_reading_in_pieces_equals_reading_at_once(cuts, seed):
    model, batch = small_model(seed=seed), make_batch()
    read = torch.randint(30, (2, 6), generator=seeded(seed))
    expected = model(batch["input_ids"], batch["attention_mask"], decoder_input_ids=read).logits
    state = model.start(batch["input_ids"], batch["attention_mask"])
    pieces = []
    for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), 6], strict=True):
        assert state.num_tokens == begin
        logits, state = model.decode(read[:, begin:end], state)
        pieces.append(logits)
    torch.testing.assert_close(torch.cat(pieces, dim=1), expected, **CLOSE)


def test_a_state_is_not_changed_by_reading_on():
    model, batch = small_model(), make_batch()
    start = model.start(batch["input_ids"], batch["attention_mask"])
    _, state = model.decode(torch.tensor([[0, 5], [0, 6]]), start)
    first, _ = model.decode(torch.tensor([[7], [8]]), state)
    model.decode(torch.tensor([[9, 9], [9, 9]]), state)
    again, _ = model.decode(torch.tensor([[7], [8]]), state)
    assert (start.num_tokens, state.num_tokens) == (0, 2)
    assert torch.equal(first, again)


def test_keys_and_values_are_joined_in_order():
    first, later = (KeyValues(*torch.rand(2, 1, 2, 3, 4, generator=seeded(seed))) for seed in (1, 2))
    joined = first.followed_by(later)
    assert torch.equal(joined.keys, torch.cat([first.keys, later.keys], dim=2))
    assert torch.equal(joined.values[:, :, 3:], later.values)


# -- initial weights


def test_initial_weights_have_their_spread_and_norms_are_neutral():
    """Chi-square of the squares of each matrix, false alarm 1e-7 for each of 36.

    With 2,400 values and more in all but the tables of distances, a spread that is wrong by an eighth shows.
    """
    config = T5Config(vocab_size=100, d_model=48, num_layers=2, num_heads=5, d_ff=70, d_kv=10, tied=False)
    expected = {
        "shared": 1.0,
        "q": 480**-0.5,
        "k": 48**-0.5,
        "v": 48**-0.5,
        "o": 50**-0.5,
        "wi": 48**-0.5,
        "wo": 70**-0.5,
        "relative_attention_bias": 48**-0.5,
        "lm_head": 48**-0.5,
    }
    seen = set()
    for name, weights in T5ForConditionalGeneration(config, generator=seeded()).named_parameters():
        part = name.split(".")[-2]
        if "norm" in part:
            assert (weights == 1).all()
            continue
        seen.add(part)
        assert initial_sd(name, config) == pytest.approx(expected[part])
        statistic = (weights / expected[part]).pow(2).sum().item()
        least, most = chi2.ppf(FALSE_ALARM / 2, weights.numel()), chi2.isf(FALSE_ALARM / 2, weights.numel())
        assert least < statistic < most, name
    assert seen == expected.keys()


def test_the_first_scores_are_of_order_1():
    """Both scalings together: unscaled queries or an unscaled output would give 5 and more."""
    config = T5Config(vocab_size=200, d_model=64, num_layers=2, num_heads=4, d_ff=128, d_kv=16)
    for tied in (True, False):
        model = T5ForConditionalGeneration(replace(config, tied=tied), generator=seeded()).eval()
        input_ids = torch.randint(200, (8, 20), generator=seeded())
        assert 0.5 < model(input_ids, labels=input_ids).logits.std() < 2


def test_the_generator_decides_the_initial_weights():
    def weights(seed: int, seed_of_torch: int) -> torch.Tensor:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed_of_torch)
            model = T5ForConditionalGeneration(SMALL, generator=seeded(seed))
        return torch.cat([tensor.flatten() for tensor in model.state_dict().values()])

    assert torch.equal(weights(1, 1), weights(1, 2))
    assert not torch.equal(weights(1, 1), weights(2, 1))


# -- shift and loss


def test_shifting_puts_the_start_in_front_and_drops_the_last_label():
    labels = torch.tensor([[4, 5, 1], [6, 1, -100], [7, 8, 9]])
    read = shift_right(labels, decoder_start_token_id=2, pad_token_id=3)
    assert read.tolist() == [[2, 4, 5], [2, 6, 1], [2, 7, 8]]
    assert read.dtype == torch.int64
    assert labels.tolist() == [[4, 5, 1], [6, 1, -100], [7, 8, 9]]


def test_labels_that_are_left_out_are_read_as_padding_wherever_they_stand():
    labels = torch.tensor([[-100, 5, -100, 6]])
    assert shift_right(labels, decoder_start_token_id=2, pad_token_id=3).tolist() == [[2, 3, 5, 3]]


@given(st.integers(1, 4), st.integers(1, 6), st.integers(0, 2**31))
def test_shifting_back_restores_all_labels_but_the_last(batch_size, target_len, seed):
    labels = torch.randint(1, 50, (batch_size, target_len), generator=seeded(seed))
    read = shift_right(labels, 0, 0)
    assert torch.equal(read[:, 1:], labels[:, :-1])
    assert not read[:, 0].any()


def test_the_loss_is_a_mean_over_the_labels_of_the_batch_not_of_the_outputs():
    # log-probabilities of the right token: log 2 once, log 8 three times
    probabilities = torch.tensor([[[0.5, 0.5]] * 3, [[0.125, 0.875]] * 3])
    labels = torch.tensor([[0, -100, -100], [0, 0, 0]])
    loss = seq2seq_loss(probabilities.log(), labels)
    assert loss.item() == pytest.approx((1 + 3 * 3) / 4 * math.log(2), rel=1e-6)


def test_the_loss_without_labels_is_zero_and_has_a_gradient_of_zeros():
    logits = torch.randn(2, 3, 5, generator=seeded()).requires_grad_()
    labels = torch.full((2, 3), -100)
    loss = seq2seq_loss(logits, labels) + z_loss(logits, labels)
    loss.backward()
    assert loss.item() == 0
    assert not logits.grad.any()


@given(st.integers(0, 2**31), st.floats(0, 1))
def test_the_loss_equals_that_of_torch(seed, share):
    generator = seeded(seed)
    logits = torch.randn(3, 5, 7, generator=generator).double()
    labels = torch.randint(7, (3, 5), generator=generator)
    labels[torch.rand(3, 5, generator=generator) < share] = -100
    labels[0, 0] = 3
    expected = functional.cross_entropy(logits.permute(0, 2, 1), labels)
    torch.testing.assert_close(seq2seq_loss(logits, labels), expected, **CLOSE)


@given(st.integers(0, 2**31), st.floats(0, 1))
def test_z_loss_equals_its_formula(seed, weight):
    generator = seeded(seed)
    logits = (5 * torch.randn(2, 4, 6, generator=generator)).double()
    labels = torch.randint(6, (2, 4), generator=generator)
    labels[0, 1:3] = -100
    chosen = [
        logits[row, place].tolist() for row in range(2) for place in range(4) if labels[row, place] >= 0
    ]
    log_z = [math.log(sum(math.exp(score) for score in scores)) for scores in chosen]
    expected = weight * sum(value**2 for value in log_z) / 6
    assert z_loss(logits, labels, weight).item() == pytest.approx(expected, rel=1e-12)


def test_z_loss_pulls_all_scores_together_and_the_loss_does_not():
    logits = torch.full((1, 1, 4), 3.0).requires_grad_()
    labels = torch.tensor([[2]])
    (gradient,) = torch.autograd.grad(z_loss(logits, labels, weight=1.0), logits)
    torch.testing.assert_close(gradient.sum().item(), 2 * (3 + math.log(4)))
    (gradient,) = torch.autograd.grad(seq2seq_loss(logits, labels), logits)
    assert gradient.sum().item() == pytest.approx(0, abs=1e-7)


# -- configuration


def test_the_defaults_are_those_of_t5_small():
    config = T5Config()
    assert (config.d_model, config.num_layers, config.num_heads, config.d_ff) == (512, 6, 8, 2048)


@pytest.mark.parametrize(
    "config", [T5Config(), SMALL, replace(SMALL, tied=False), replace(SMALL, gated=True, dropout=0.0)]
)
def test_a_configuration_survives_its_file(config):
    assert T5Config.from_hf(json.loads(json.dumps(config.to_hf()))) == config


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vocab_size": 0}, "vocab_size is 0, allowed are 1 and more"),
        ({"d_kv": -1}, "d_kv is -1, allowed are 1 and more"),
        ({"num_layers": 0}, "num_layers is 0, allowed are 1 and more"),
        ({"relative_attention_num_buckets": 2}, "num_buckets is 2, allowed are even numbers from 4 on"),
        ({"relative_attention_num_buckets": 7}, "num_buckets is 7, allowed are even numbers from 4 on"),
        ({"relative_attention_max_distance": 4}, "max_distance is 4, must be above half of 8 buckets"),
        ({"dropout": 1.5}, "dropout is 1.5, allowed are 0 to 1"),
    ],
)
def test_sizes_that_make_no_model_are_an_error(changes, message):
    with pytest.raises(ValueError, match=message):
        replace(SMALL, **changes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("model_type", "bert"),
        ("is_encoder_decoder", False),
        ("layer_norm_epsilon", 1e-5),
        ("pad_token_id", 3),
        ("decoder_start_token_id", 1),
        ("num_decoder_layers", 3),
        ("feed_forward_proj", "gated-silu"),
    ],
)
def test_what_the_model_does_not_compute_is_refused(name, value):
    with pytest.raises(ValueError, match=f"^{name} is {value!r}, allowed (is|are) "):
        T5Config.from_hf(SMALL.to_hf() | {name: value})


@pytest.mark.parametrize(
    ("written", "tied"),
    [
        ({}, True),
        ({"tie_word_embeddings": True}, True),
        ({"tie_word_embeddings": False}, False),
        ({"tie_word_embeddings": True, "scale_decoder_outputs": True}, True),
        ({"tie_word_embeddings": True, "scale_decoder_outputs": False}, False),
    ],
)
def test_the_output_is_tied_where_it_is_scaled(written, tied):
    assert T5Config.from_hf(written).tied == tied


# -- weights in a folder


@pytest.mark.parametrize("tied", [True, False])
def test_a_model_survives_its_folder(tmp_path: Path, tied: bool):
    saved = T5ForConditionalGeneration(replace(SMALL, tied=tied, dropout=0.25))
    save_pretrained(saved, tmp_path / "new")
    loaded = load_t5(tmp_path / "new")
    assert (loaded.config, loaded.training) == (saved.config, False)
    assert loaded.state_dict().keys() == saved.state_dict().keys()
    assert all(torch.equal(loaded.state_dict()[name], tensor) for name, tensor in saved.state_dict().items())
    assert all(weights.requires_grad for weights in loaded.parameters())


@pytest.mark.parametrize("name", ["shared.weight", "encoder.embed_tokens.weight", "lm_head.weight"])
def test_the_table_is_found_under_each_of_its_names(name):
    table = torch.rand(30, 12)
    weights = complete_weights({name: table, UNUSED: torch.rand(8, 3)}, tied=True)
    assert len(weights) == 4
    assert all(tensor is table for tensor in weights.values())


def test_two_different_tables_cannot_be_tied():
    weights = {"shared.weight": torch.zeros(3, 2), "lm_head.weight": torch.ones(3, 2)}
    assert complete_weights(weights, tied=False)["lm_head.weight"].all()
    with pytest.raises(ValueError, match=r"lm_head\.weight differs from shared\.weight"):
        complete_weights(weights, tied=True)


def test_a_folder_without_weights_or_configuration_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        load_t5(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps(SMALL.to_hf()), encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"neither model\.safetensors nor pytorch_model\.bin"):
        load_t5(tmp_path)


def test_weights_that_do_not_fit_are_an_error(tmp_path: Path):
    save_pretrained(T5ForConditionalGeneration(SMALL), tmp_path)
    for config, message in (
        (replace(SMALL, d_ff=7), "size mismatch"),
        (replace(SMALL, num_layers=1), "Unexpected key"),
        (replace(SMALL, num_layers=3), r"Missing key.*encoder\.block\.2"),
    ):
        (tmp_path / "config.json").write_text(json.dumps(config.to_hf()), encoding="utf-8")
        with pytest.raises(RuntimeError, match=message):
            load_t5(tmp_path)
    save_file({"something": torch.ones(1)}, tmp_path / "model.safetensors")
    with pytest.raises(RuntimeError, match=r"Missing key.*shared\.weight"):
        load_t5(tmp_path)
