"""T5's vectors, loss, gradients, decoding and files equal those of `transformers`."""

import json
import math
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import torch
import transformers
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from torch import nn
from transformers.generation import TemperatureLogitsWarper, TopKLogitsWarper
from transformers.models.t5.modeling_t5 import T5Attention, T5Block, T5LayerNorm

from bert2t5.data import load_text
from bert2t5.device import device
from bert2t5_reference.t5 import T5ForConditionalGeneration, T5Output, initial_sd
from bert2t5_reference.t5_attention import relative_position_bucket
from bert2t5_reference.t5_config import T5Config
from bert2t5_reference.t5_decoding import (
    greedy_decode,
    greedy_decode_fast,
    sampling,
    with_cache,
    without_cache,
)
from bert2t5_reference.t5_loss import seq2seq_loss, shift_right
from bert2t5_reference.t5_weights import UNUSED, load_t5, save_pretrained, save_vocabulary

Batch = dict[str, torch.Tensor]
Theirs = transformers.T5ForConditionalGeneration

DEVICE = device()
# Float64 keeps 15 to 16 digits, and the longest sum has 64 terms in each of at most 6 layers. Float32 keeps
# 7; the same sums lose one or two. Relative to the largest value: an entry near 0 is the difference of such.
TOLERANCES = {torch.float64: 1e-10, torch.float32: 1e-5}
FALSE_ALARM = 1e-7
TOKENS = {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}

seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(autouse=True, scope="module")
def _quiet_transformers() -> Iterator[None]:
    """Silence a warning that two different tables are not tied, which is what T5 1.1 asks for."""
    verbosity = transformers.logging.get_verbosity()
    transformers.logging.set_verbosity_error()
    yield
    transformers.logging.set_verbosity(verbosity)


@st.composite
def configurations(draw: st.DrawFn) -> T5Config:
    """Return small sizes; vectors have 4 values or more, as the norm of fewer is little else than signs."""
    return T5Config(
        vocab_size=draw(st.integers(4, 40)),
        d_model=draw(st.integers(4, 24)),
        num_layers=draw(st.integers(1, 3)),
        num_heads=draw(st.integers(1, 4)),
        d_ff=draw(st.integers(1, 64)),
        d_kv=draw(st.integers(1, 8)),
        relative_attention_num_buckets=draw(st.sampled_from([4, 8, 32])),
        relative_attention_max_distance=draw(st.integers(17, 40)),
        gated=draw(st.booleans()),
        tied=draw(st.booleans()),
    )


def make_theirs(config: T5Config, seed: int, *, noise: float = 0.2, attention: str = "eager") -> Theirs:
    """Return the model of transformers with weights `noise` away from their initial values, in float32.

    transformers 5 ties the output in every case but when it loads two tables, so it is untied here.
    """
    torch.manual_seed(seed)
    theirs = Theirs(transformers.T5Config(**config.to_hf(), attn_implementation=attention))
    if not config.tied:
        theirs.lm_head.weight = nn.Parameter(torch.randn_like(theirs.shared.weight))
    for weights in theirs.parameters():
        weights.data += noise * torch.randn(weights.shape)
    return theirs.to(DEVICE).eval()


def make_ours(theirs: Theirs, config: T5Config) -> T5ForConditionalGeneration:
    """Return our model with the same weights, in float32."""
    ours = T5ForConditionalGeneration(config).to(DEVICE).eval()
    ours.load_state_dict(theirs.state_dict())
    return ours


def use_exact_norms(theirs: Theirs) -> None:
    """Give a model in float64 the norms of torch.

    Those of transformers take the mean of squares in float32 whatever the dtype, so that even two equal
    models in float64 would agree to 7 digits only.
    """
    for parent in list(theirs.modules()):
        for name, norm in parent.named_children():
            if isinstance(norm, T5LayerNorm):
                exact = nn.RMSNorm(len(norm.weight), eps=norm.variance_epsilon, dtype=torch.float64)
                exact.weight = norm.weight
                setattr(parent, name, exact)


def make_pair(
    config: T5Config, seed: int, dtype: torch.dtype = torch.float64, *, noise: float = 0.2
) -> tuple[T5ForConditionalGeneration, Theirs]:
    """Return our model and theirs with the same weights, in evaluation mode."""
    theirs = make_theirs(config, seed, noise=noise)
    ours = make_ours(theirs, config).to(dtype)
    theirs.to(dtype)
    if dtype == torch.float64:
        use_exact_norms(theirs)
    return ours, theirs


def make_batch(config: T5Config, seed: int) -> Batch:
    """Return 3 examples with up to 11 tokens of input and 7 of output, some of whose labels are left out."""
    generator = torch.Generator().manual_seed(seed)

    def draw(high: int, *shape: int) -> torch.Tensor:
        return torch.randint(high, shape, generator=generator)

    attention_mask = (torch.arange(11) <= draw(11, 3, 1)).long()
    labels = draw(config.vocab_size, 3, 7)
    labels[(torch.arange(7) > draw(7, 3, 1)) | (draw(5, 3, 7) == 0)] = -100
    labels[0, 0] = 1
    batch = {
        "input_ids": draw(config.vocab_size, 3, 11) * attention_mask,
        "attention_mask": attention_mask,
        "labels": labels,
    }
    return {name: tensor.to(DEVICE) for name, tensor in batch.items()}


def assert_close(ours: torch.Tensor, theirs: torch.Tensor, what: object = "") -> None:
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape), what
    allowed = TOLERANCES[theirs.dtype] * max(1.0, theirs.abs().max().item())
    assert (ours - theirs).abs().max().item() <= allowed, what


def their_layers(theirs: Theirs, batch: Batch) -> tuple[list[torch.Tensor], transformers.utils.ModelOutput]:
    """Return the results of all blocks, the encoder's first, and the output.

    The hidden states that transformers returns have the last one replaced by its normalised form.
    """
    layers: list[torch.Tensor] = []
    hooks = [
        block.register_forward_hook(lambda _, __, result: layers.append(result[0]))
        for block in theirs.modules()
        if isinstance(block, T5Block)
    ]
    output = theirs(**batch, output_hidden_states=True)
    for hook in hooks:
        hook.remove()
    return layers, output


def assert_same_outputs(output: T5Output, theirs: Theirs, batch: Batch) -> None:
    layers, expected = their_layers(theirs, batch)
    ours = [*output.encoder.hidden_states[1:], *output.decoder.hidden_states[1:]]
    for number, states in enumerate(zip(ours, layers, strict=True)):
        assert_close(*states, f"layer {number}")
    assert_close(output.encoder.hidden_states[0], expected.encoder_hidden_states[0], "input")
    assert_close(output.decoder.hidden_states[0], expected.decoder_hidden_states[0], "output")
    assert_close(output.encoder.last_hidden_state, expected.encoder_last_hidden_state, "encoder")
    assert_close(output.decoder.last_hidden_state, expected.decoder_hidden_states[-1], "decoder")
    assert_close(output.logits, expected.logits, "logits")


# -- buckets of distances


@pytest.mark.parametrize("bidirectional", [True, False])
def test_the_buckets_of_all_distances_are_those_of_transformers(bidirectional: bool) -> None:
    distances = torch.arange(-300, 301)
    expected = T5Attention._relative_position_bucket(distances, bidirectional)
    assert torch.equal(relative_position_bucket(distances, bidirectional=bidirectional), expected)


@example(5, 155, False)  # float64 would put distance 20 into bucket 6, not 7
@given(st.integers(2, 64), st.integers(1, 400), st.booleans())
def test_other_numbers_of_buckets_give_those_of_transformers(
    half: int, farther: int, bidirectional: bool
) -> None:
    sizes = {"num_buckets": 2 * half, "max_distance": half + farther, "bidirectional": bidirectional}
    distances = torch.arange(-300, 301)
    expected = T5Attention._relative_position_bucket(distances, **sizes)
    assert torch.equal(relative_position_bucket(distances, **sizes), expected)


# -- vectors, loss and gradients


@settings(max_examples=80)
@given(configurations(), seeds, st.sampled_from(list(TOLERANCES)))
def test_all_hidden_states_and_logits_equal_those_of_transformers(
    config: T5Config, seed: int, dtype: torch.dtype
) -> None:
    ours, theirs = make_pair(config, seed, dtype)
    batch = make_batch(config, seed)
    with torch.no_grad():
        assert_same_outputs(ours(**batch), theirs, batch)


@settings(max_examples=80)
@given(configurations(), seeds, st.sampled_from(list(TOLERANCES)))
def test_the_loss_and_all_gradients_equal_those_of_transformers(
    config: T5Config, seed: int, dtype: torch.dtype
) -> None:
    ours, theirs = make_pair(config, seed, dtype)
    batch = make_batch(config, seed)
    loss = seq2seq_loss(ours(**batch).logits, batch["labels"])
    expected = theirs(**batch).loss
    assert_close(loss, expected)
    loss.backward()
    expected.backward()
    gradients = {name: weights.grad for name, weights in theirs.named_parameters()}
    assert dict(ours.named_parameters()).keys() == gradients.keys()
    for name, weights in ours.named_parameters():
        assert_close(weights.grad, gradients[name], name)


@settings(max_examples=20)
@given(configurations(), seeds)
def test_decoder_inputs_may_stand_instead_of_labels_and_the_mask_may_be_left_out(
    config: T5Config, seed: int
) -> None:
    ours, theirs = make_pair(config, seed)
    batch = make_batch(config, seed)
    shifted = shift_right(batch["labels"], 0, 0)
    assert torch.equal(shifted, theirs._shift_right(batch["labels"]))
    given_inputs = {"input_ids": batch["input_ids"], "decoder_input_ids": shifted}
    with torch.no_grad():
        assert_same_outputs(ours(**given_inputs), theirs, given_inputs)


def test_an_input_of_nothing_but_padding_is_treated_alike() -> None:
    config = T5Config(9, 8, 2, 2, 16, 4)
    ours, theirs = make_pair(config, 1)
    batch = make_batch(config, 1)
    batch["attention_mask"][1] = 0
    with torch.no_grad():
        assert_same_outputs(ours(**batch), theirs, batch)


@settings(max_examples=20)
@given(configurations(), seeds)
def test_the_other_attention_of_transformers_gives_the_same_loss(config: T5Config, seed: int) -> None:
    """What transformers uses unless it is told otherwise: torch's own attention, in one kernel."""
    theirs = make_theirs(config, seed, attention="sdpa")
    batch = make_batch(config, seed)
    with torch.no_grad():
        loss = seq2seq_loss(make_ours(theirs, config)(**batch).logits, batch["labels"])
        assert_close(loss, theirs(**batch).loss)


@settings(max_examples=20)
@given(configurations(), seeds, st.sampled_from([0.1, 0.5]))
def test_dropout_acts_at_the_same_places_in_the_same_order(
    config: T5Config, seed: int, dropout: float
) -> None:
    """The same state of torch's generator drops the same values, if nothing is drawn in another order.

    In the eager form transformers draws for the weights of the attention too.
    """
    ours, theirs = make_pair(config, seed)
    for module in [*ours.modules(), *theirs.modules()]:
        if isinstance(module, nn.Dropout):
            module.p = dropout
        if isinstance(module, T5Attention):
            module.dropout = dropout
    batch = make_batch(config, seed)
    logits = []
    for model in (ours.train(), theirs.train()):
        with torch.random.fork_rng(), torch.no_grad():
            torch.manual_seed(seed)
            logits.append(model(**batch).logits)
    assert_close(*logits)


def test_the_loss_without_labels_is_0_where_that_of_transformers_is_nan() -> None:
    config = T5Config(9, 8, 1, 2, 16, 4)
    ours, theirs = make_pair(config, 0)
    batch = make_batch(config, 0)
    batch["labels"][:] = -100
    assert math.isnan(theirs(**batch).loss.item())
    loss = seq2seq_loss(ours(**batch).logits, batch["labels"])
    loss.backward()
    assert loss.item() == 0
    assert not any(weights.grad.any() for weights in ours.parameters())


# -- decoding


def generate(theirs: Theirs, batch: Batch, max_new_tokens: int, **options: object) -> torch.Tensor:
    """Return what transformers writes, without the start token."""
    written = theirs.generate(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
        do_sample=False,
        num_beams=1,
        max_new_tokens=max_new_tokens,
        **options,
    )
    return written[:, 1:].cpu()


@settings(max_examples=40)
@given(configurations(), seeds, st.integers(1, 24))
def test_greedy_decoding_equals_that_of_transformers_token_for_token(
    config: T5Config, seed: int, max_new_tokens: int
) -> None:
    """In float64, where random weights let no two tokens tie; weights of order 1, so that outputs vary."""
    ours, theirs = make_pair(config, seed, noise=1.0)
    batch = make_batch(config, seed)
    inputs = (batch["input_ids"], batch["attention_mask"])
    expected = generate(theirs, batch, max_new_tokens)
    assert torch.equal(generate(theirs, batch, max_new_tokens, use_cache=False), expected)
    fast = greedy_decode_fast(ours, *inputs, max_new_tokens=max_new_tokens)
    plain = greedy_decode(without_cache(ours, *inputs), 3, **TOKENS, max_new_tokens=max_new_tokens)
    assert torch.equal(fast, expected)
    assert torch.equal(plain, expected)


def test_the_cases_of_greedy_decoding_hold_all_kinds_of_ends() -> None:
    """Outputs end at once, later and not at all: else the test above would show less than it seems to."""
    config = T5Config(6, 8, 2, 2, 16, 4)
    lengths = set()
    for seed in range(40):
        ours, _ = make_pair(config, seed, noise=1.0)
        batch = make_batch(config, seed)
        written = greedy_decode_fast(ours, batch["input_ids"], batch["attention_mask"], max_new_tokens=8)
        lengths |= {[*row, 1].index(1) for row in written.tolist()}
    assert {0, 1, 2, 8} <= lengths


SETTINGS = [(1.0, None), (0.6, None), (1.0, 3), (2.0, 4)]  # temperature, top_k


def pair_probabilities(theirs: Theirs, input_ids: torch.Tensor, setting: tuple) -> torch.Tensor:
    """Return the probability of every output of two tokens, by the warpers of transformers; 7 x 7 values."""
    temperature, top_k = setting
    first_ids = torch.arange(7, device=DEVICE)[:, None]
    written = torch.cat([torch.zeros_like(first_ids), first_ids], dim=1)
    with torch.no_grad():
        logits = theirs(input_ids=input_ids.expand(7, -1), decoder_input_ids=written).logits.cpu()
    scores = TemperatureLogitsWarper(temperature)(None, logits.flatten(0, 1))
    if top_k is not None:
        scores = TopKLogitsWarper(top_k)(None, scores)
    first, second = scores.softmax(dim=-1).unflatten(0, (7, 2)).unbind(dim=1)
    second[1] = nn.functional.one_hot(torch.tensor(0), 7)  # padding after the end
    return first[0][:, None] * second


@pytest.fixture(scope="module")
def sampled() -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Return how often 20,000 draws in each setting gave each output, and the probabilities in each."""
    num_outputs = 20_000
    ours, theirs = make_pair(T5Config(7, 8, 1, 2, 16, 4), seed=3)
    input_ids = torch.tensor([[5, 2, 6, 1]], device=DEVICE)
    counts = []
    for temperature, top_k in SETTINGS:
        draw = sampling(
            with_cache(ours, input_ids.expand(num_outputs, -1)),
            temperature=temperature,
            top_k=top_k,
            generator=torch.Generator().manual_seed(11),
        )
        written = greedy_decode(draw, num_outputs, **TOKENS, max_new_tokens=2)
        counts.append(torch.bincount(written @ torch.tensor([7, 1]), minlength=49))
    return torch.stack(counts), [pair_probabilities(theirs, input_ids, setting) for setting in SETTINGS]


def fits(counts: torch.Tensor, probabilities: torch.Tensor) -> bool:
    """Return whether counts follow probabilities: chi-square, false alarm 1e-7; nothing impossible occurs.

    Outputs that are expected less than ten times are left out; the sum over the others is at most that of as
    many squares of normal variables.
    """
    expected = probabilities.flatten() * counts.sum()
    likely = expected >= 10
    statistic = ((counts - expected) ** 2 / expected)[likely].sum().item()
    return statistic < chi2.isf(FALSE_ALARM, int(likely.sum())) and not counts[expected == 0].any()


def test_sampled_outputs_have_the_probabilities_of_transformers_and_no_other_setting(sampled) -> None:
    """20,000 outputs of two tokens in each setting; every other setting is told from the right one."""
    counts, probabilities = sampled
    table = [[fits(drawn, expected) for expected in probabilities] for drawn in counts]
    assert table == torch.eye(len(SETTINGS)).bool().tolist()


# -- files

SAVED = {
    "tied": T5Config(40, 16, 2, 3, 24, 5, 8, 20, dropout=0.2),
    "untied": T5Config(40, 16, 2, 3, 24, 5, 8, 20, dropout=0.0, gated=True, tied=False),
}


@pytest.fixture(params=SAVED)
def config(request: pytest.FixtureRequest) -> T5Config:
    return SAVED[request.param]


def assert_same_logits(ours: T5ForConditionalGeneration, theirs: Theirs) -> None:
    """Compare a model that was read from a file, which lies on the CPU, with the one on the device."""
    batch = make_batch(ours.config, 5)
    with torch.no_grad():
        assert_close(ours.to(DEVICE)(**batch).logits, theirs.to(DEVICE)(**batch).logits)


def test_what_transformers_saved_loads(config: T5Config, tmp_path: Path) -> None:
    theirs = make_theirs(config, seed=5)
    theirs.save_pretrained(tmp_path)
    ours = load_t5(tmp_path)
    assert ours.config == config
    assert not ours.training
    assert_same_logits(ours, theirs)


def test_the_state_of_a_model_of_transformers_loads_by_name(config: T5Config) -> None:
    theirs = make_theirs(config, seed=5)
    ours = make_ours(theirs, config)
    assert ours.state_dict().keys() == theirs.state_dict().keys()
    assert all(torch.equal(ours.state_dict()[name], tensor) for name, tensor in theirs.state_dict().items())


def test_a_new_model_without_scaling_has_its_table_for_output(tmp_path: Path) -> None:
    """transformers 5 ties the output of T5 1.1 as long as nobody unties it, and then saves one table."""
    theirs = Theirs(transformers.T5Config(**SAVED["untied"].to_hf())).eval()
    theirs.save_pretrained(tmp_path)
    assert_same_logits(load_t5(tmp_path), theirs)


def test_a_checkpoint_in_the_old_form_loads(config: T5Config, tmp_path: Path) -> None:
    """A pickle with all names of the table, and one weight too many; the configuration of that time."""
    theirs = make_theirs(config, seed=5)
    written = config.to_hf() | {"n_positions": 512, "output_past": True}
    (tmp_path / "config.json").write_text(json.dumps(written), "utf-8")
    torch.save(dict(theirs.state_dict()) | {UNUSED: torch.zeros(8, 3)}, tmp_path / "pytorch_model.bin")
    assert_same_logits(load_t5(tmp_path), theirs)


def test_a_checkpoint_in_half_precision_becomes_float32(tmp_path: Path) -> None:
    theirs = make_theirs(SAVED["tied"], seed=5).bfloat16()
    theirs.save_pretrained(tmp_path)
    ours = load_t5(tmp_path)
    assert {weights.dtype for weights in ours.parameters()} == {torch.float32}
    assert_same_logits(ours, theirs.float())


@pytest.mark.parametrize("auto", [transformers.AutoModelForSeq2SeqLM, Theirs])
def test_transformers_loads_what_was_saved(config: T5Config, tmp_path: Path, auto: type) -> None:
    ours = make_ours(make_theirs(config, seed=5), config)
    save_pretrained(ours, tmp_path / "new" / "folder")
    theirs, report = auto.from_pretrained(tmp_path / "new" / "folder", output_loading_info=True)
    assert not any(report[kind] for kind in ("missing_keys", "unexpected_keys", "mismatched_keys"))
    assert (theirs.lm_head.weight is theirs.shared.weight) == config.tied
    assert_same_logits(ours, theirs)
    batch = make_batch(config, 6)
    fast = greedy_decode_fast(ours, batch["input_ids"], batch["attention_mask"], max_new_tokens=9)
    assert torch.equal(fast, generate(theirs, batch, 9))


def test_our_loader_reads_what_was_saved(config: T5Config, tmp_path: Path) -> None:
    ours = make_ours(make_theirs(config, seed=5), config)
    save_pretrained(ours, tmp_path)
    loaded = load_t5(tmp_path)
    assert loaded.config == config
    assert (loaded.lm_head.weight is loaded.shared.weight) == config.tied
    saved = ours.cpu().state_dict()
    assert all(torch.equal(loaded.state_dict()[name], tensor) for name, tensor in saved.items())


@pytest.mark.parametrize("config", [T5Config(), *SAVED.values(), T5Config(gated=True), T5Config(tied=False)])
def test_a_configuration_survives_transformers(config: T5Config) -> None:
    theirs = transformers.T5Config(**config.to_hf())
    assert T5Config.from_hf(theirs.to_dict()) == config
    assert theirs.scale_decoder_outputs == config.tied
    written = config.to_hf()
    del written["tie_word_embeddings"]  # always true in what transformers 5 writes
    assert {name: theirs.to_dict()[name] for name in written} == written


def test_what_a_configuration_leaves_out_is_as_in_transformers() -> None:
    assert T5Config.from_hf({}) == T5Config.from_hf(transformers.T5Config().to_dict()) == T5Config()


def test_the_tokenizer_loads_what_was_saved(tmp_path: Path) -> None:
    trained = BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(load_text().splitlines()),
        model_writer=trained,
        vocab_size=200,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    save_pretrained(T5ForConditionalGeneration(T5Config(220, 8, 1, 1, 8, 8)), tmp_path)
    save_vocabulary(tmp_path, trained.getvalue(), num_sentinels=20)
    theirs = transformers.AutoTokenizer.from_pretrained(tmp_path)
    library = SentencePieceProcessor(model_proto=trained.getvalue())
    assert isinstance(theirs, transformers.T5Tokenizer)
    assert len(theirs) == 220
    assert theirs("The ferry is late.").input_ids == [*library.encode("The ferry is late."), 1]
    sentinels = [f"<extra_id_{number}>" for number in range(20)]
    assert theirs.convert_tokens_to_ids(sentinels) == list(range(219, 199, -1))


@pytest.mark.full
def test_a_real_checkpoint_equals_that_of_transformers() -> None:
    folder = os.environ.get("BERT2T5_T5_FOLDER")
    if not folder:
        pytest.skip("BERT2T5_T5_FOLDER names no folder of a saved T5")
    ours = load_t5(folder).to(DEVICE)
    theirs = Theirs.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).to(DEVICE)
    batch = make_batch(ours.config, 1)
    with torch.no_grad():
        logits, expected = ours(**batch).logits, theirs(**batch).logits
    # sums of thousands of terms
    assert (logits - expected).abs().max() <= 1e-4 * max(1.0, expected.abs().max().item())


# -- sizes and initial weights


def count(module: nn.Module) -> int:
    return sum(weights.numel() for weights in module.parameters())


@pytest.mark.parametrize(
    ("d_model", "d_ff", "d_kv", "num_heads", "num_layers", "parameters"),
    [
        (512, 2048, 64, 8, 6, 60_506_624),
        (768, 3072, 64, 12, 12, 222_903_552),
        (1024, 4096, 64, 16, 24, 737_668_096),
        (1024, 16384, 128, 32, 24, 2_851_598_336),
        (1024, 65536, 128, 128, 24, 11_307_321_344),
    ],
    ids=["small", "base", "large", "3B", "11B"],
)
def test_numbers_of_weights(d_model, d_ff, d_kv, num_heads, num_layers, parameters) -> None:
    config = T5Config(32128, d_model, num_layers, num_heads, d_ff, d_kv)
    with torch.device("meta"):
        ours = T5ForConditionalGeneration(config)
        theirs = Theirs(transformers.T5Config(**config.to_hf()))
    assert count(ours) == count(theirs) == parameters
    shapes = {name: tensor.shape for name, tensor in theirs.state_dict().items()}
    assert {name: tensor.shape for name, tensor in ours.state_dict().items()} == shapes


@pytest.mark.parametrize("gated", [False, True])
def test_the_initial_spread_is_that_of_transformers(gated: bool) -> None:
    """Chi-square of the squares of each of their new matrices, false alarm 1e-7 for each of 35 or 39.

    The smallest, a table of 96 distances, would show a spread that is wrong by a factor of 1.6 or more; the
    others hold 768 values and more.
    """
    config = T5Config(vocab_size=64, d_model=48, num_layers=2, num_heads=3, d_ff=64, d_kv=16, gated=gated)
    torch.manual_seed(0)
    theirs = Theirs(transformers.T5Config(**config.to_hf()))
    for name, weights in theirs.named_parameters():
        if "layer_norm" in name:
            assert (weights == 1).all(), name
        else:
            statistic = (weights / initial_sd(name, config)).pow(2).sum().item()
            least, most = (
                chi2.ppf(FALSE_ALARM / 2, weights.numel()),
                chi2.isf(FALSE_ALARM / 2, weights.numel()),
            )
            assert least < statistic < most, name


@pytest.mark.full
@pytest.mark.parametrize("tied", [True, False])
def test_a_model_of_small_size_equals_that_of_transformers(tied: bool) -> None:
    config = T5Config(tied=tied, gated=not tied)
    # Noise as large as in small models would be ten times these initial values, and attention a hard choice.
    ours, theirs = make_pair(config, 0, torch.float32, noise=0.02)
    batch = make_batch(config, 0)
    with torch.no_grad():
        assert_same_outputs(ours(**batch), theirs, batch)
        written = greedy_decode_fast(ours, batch["input_ids"], batch["attention_mask"], max_new_tokens=20)
    assert torch.equal(written, generate(theirs, batch, 20))
