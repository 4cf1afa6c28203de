"""Pre-training: vocabulary, batches, the step, the schedule, runs that go on exactly, and what they save."""

import json
import math
import random
from collections import Counter
from copy import deepcopy
from dataclasses import asdict, replace
from itertools import islice, pairwise
from pathlib import Path

import pytest
import torch
import transformers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import BertWordPieceTokenizer
from torch import nn
from torch.nn import functional
from transformers.trainer_pt_utils import get_parameter_names

from bert2t5.data import load_text
from bert2t5.data.pocket import KINDS, Probe
from bert2t5_reference import pretrain_bert
from bert2t5_reference.bert import BertConfig
from bert2t5_reference.bert_pretraining import BertForPreTraining, load_pretrained
from bert2t5_reference.checkpoints import load_checkpoint, save_checkpoint
from bert2t5_reference.optimization import make_optimizer, rate_factor
from bert2t5_reference.pretrain_bert import Pretraining, make_batches
from bert2t5_reference.pretraining_baselines import content_baselines
from bert2t5_reference.pretraining_batches import PretrainingBatches, bucket, encode_documents
from bert2t5_reference.pretraining_measures import cloze_accuracy, evaluate, fill_mask, find_content_ids
from bert2t5_reference.pretraining_step import pretraining_step, train_step, train_step_fast
from bert2t5_reference.training_run import Measure, TrainingRun, read_log
from bert2t5_reference.wordpiece import SPECIAL_TOKENS, WordPieceTokenizer
from bert2t5_reference.wordpiece_trainer import train_wordpiece

DOCUMENTS = [paragraph.split("\n") for paragraph in load_text().strip().split("\n\n")]
PIECES = train_wordpiece((sentence for document in DOCUMENTS for sentence in document), 300)
TOKENIZER = WordPieceTokenizer({piece: number for number, piece in enumerate(PIECES)})
ENCODED = encode_documents(DOCUMENTS, TOKENIZER)
SETTINGS = Pretraining(steps=12, batch_size=4, max_seq_len=32, report_every=3)
PAD, UNK, CLS, SEP, MASK = range(5)


def make_model(seed: int = 0, dropout: float = 0.0) -> BertForPreTraining:
    config = BertConfig(
        vocab_size=len(PIECES),
        d_model=16,
        num_layers=1,
        num_heads=2,
        d_ff=32,
        max_seq_len=32,
        dropout=dropout,
        attention_dropout=dropout,
    )
    return BertForPreTraining(config, generator=torch.Generator().manual_seed(seed))


def new_batches(**changed: float) -> PretrainingBatches:
    return make_batches(ENCODED, TOKENIZER, replace(SETTINGS, **changed))


# -- the vocabulary


def test_merges_by_hand() -> None:
    # (h, ##u) occurs 5 times, (##u, ##g) 4; then (hu, ##g) 4; then (hu, ##t) 1, which is once and not enough
    pieces = train_wordpiece(["hug hug hug", "Hug, hut"], vocab_size=99)
    assert pieces == [*SPECIAL_TOKENS, *",ghtu", "##g", "##t", "##u", "hu", "hug"]


def test_every_word_of_the_text_can_be_written() -> None:
    assert UNK not in {token for document in ENCODED for sentence in document for token in sentence}
    assert len(PIECES) == len(set(PIECES)) == 300
    assert PIECES[:5] == SPECIAL_TOKENS == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def test_too_small_a_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="vocab_size is 9, allowed are 13 and more"):
        train_wordpiece(["hug pugs"], vocab_size=9)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=6), st.integers(0, 3), min_size=1, max_size=6))
def test_pieces_equal_those_of_the_library_as_long_as_no_pairs_tie(words: dict[str, int]) -> None:
    # the i-th word occurs 2 * 4^i times and a few more: few sums of counts are equal
    texts = [" ".join([word] * (2 * 4**power + more)) for power, (word, more) in enumerate(words.items())]
    for vocab_size in range(12, 24, 3):
        ours = train_wordpiece(texts, vocab_size)
        if has_tie(texts, ours):
            return
        theirs = BertWordPieceTokenizer()
        theirs.train_from_iterator(texts, vocab_size=vocab_size, min_frequency=2, show_progress=False)
        assert set(ours) == set(theirs.get_vocab())


def has_tie(texts: list[str], pieces: list[str]) -> bool:
    """Return whether two pairs were most frequent at any merge, counted from scratch."""
    spelled = ((word[0], *("##" + char for char in word[1:])) for text in texts for word in text.split())
    words = Counter(spelled)
    for piece in [*(piece for piece in pieces[5:] if len(piece.removeprefix("##")) > 1), None]:
        counts: Counter[tuple[str, str]] = Counter()
        for word, count in words.items():
            for pair in pairwise(word):
                counts[pair] += count
        best = counts.most_common(2)
        if len(best) == 2 and best[0][1] == best[1][1]:
            return True
        words = Counter({merge(word, piece): count for word, count in words.items()})
    return False


def merge(word: tuple[str, ...], piece: str | None) -> tuple[str, ...]:
    result: list[str] = []
    for symbol in word:
        if result and result[-1] + symbol.removeprefix("##") == piece:
            result[-1] = piece
        else:
            result.append(symbol)
    return tuple(result)


# -- batches


def test_batches_hold_packed_and_masked_pairs() -> None:
    # one epoch has about 150 pairs of different labels and lengths
    for batch in islice(new_batches(), 30):
        input_ids, labels = batch["input_ids"], batch["labels"]
        assert {name: tensor.dtype for name, tensor in batch.items()} == dict.fromkeys(batch, torch.int64)
        text = torch.where(labels == -100, input_ids, labels)
        assert (text[:, 0] == CLS).all()
        assert ((text == SEP).sum(dim=1) == 2).all()
        assert torch.equal(batch["attention_mask"] == 0, text == PAD)
        # segment 1 begins behind the first [SEP] and ends with the second; padding is segment 0
        behind = ((text == SEP).cumsum(dim=1) - (text == SEP).int()) == 1
        assert torch.equal(batch["token_type_ids"] == 1, behind)
        counts = (labels != -100).sum(dim=1)
        wanted = [round(0.3 * size) for size in batch["attention_mask"].sum(dim=1).tolist()]
        assert counts.tolist() == [min(20, max(1, size)) for size in wanted]


def test_pairs_of_a_batch_stand_in_the_text_as_their_label_says() -> None:
    text = [[token for sentence in document for token in sentence] for document in ENCODED]
    joined = [" ".join(map(str, document)) for document in text]
    for batch in islice(new_batches(max_seq_len=1000), 20):
        original = torch.where(batch["labels"] == -100, batch["input_ids"], batch["labels"])
        for row, label in zip(original.tolist(), batch["next_sentence_label"].tolist(), strict=True):
            first, second = row.index(SEP), len(row) - 1 - row[::-1].index(SEP)
            pair = " ".join(map(str, row[1:first] + row[first + 1 : second]))
            assert any(pair in document for document in joined) == (label == 0)


def test_masks_and_pairs_are_drawn_anew_in_each_epoch() -> None:
    batches = new_batches()
    size = len(batches.epoch)
    first, second = ([next(batches) for _ in range(size)] for _ in range(2))
    assert batches.position == len(batches.epoch)  # two whole epochs, of the same size by chance or not
    rows = [
        {tuple(row) for batch in epoch for row in batch["input_ids"].tolist()} for epoch in (first, second)
    ]
    assert not rows[0] & rows[1]


def test_the_seed_alone_decides_the_batches() -> None:
    def draw(seed: int) -> list[list[list[int]]]:
        return [batch["input_ids"].tolist() for batch in islice(new_batches(seed=seed), 5)]

    assert draw(1) == draw(1) != draw(2)


@pytest.mark.parametrize("position", [0, 1, 7, 40, 41, 100])
def test_batches_go_on_from_their_state(position: int) -> None:
    batches, other = new_batches(), new_batches(seed=0)
    for _ in range(position):
        next(batches)
    state = deepcopy(batches.state_dict())
    other.load_state_dict(state)
    for _ in range(60):  # over the end of an epoch
        ours, theirs = next(batches), next(other)
        assert all(torch.equal(ours[name], theirs[name]) for name in ours)


@given(st.lists(st.integers(1, 60), max_size=300), st.integers(1, 7), st.randoms(use_true_random=False))
def test_buckets_hold_every_pair_once(sizes: list[int], batch_size: int, rng: random.Random) -> None:
    pairs = [([number] * size, [0], 0) for number, size in enumerate(sizes)]
    batches = bucket(pairs, batch_size, rng)
    assert all(1 <= len(batch) <= batch_size for batch in batches)
    assert sorted(pair[0][0] for batch in batches for pair in batch) == list(range(len(sizes)))


def test_buckets_hold_pairs_of_about_equal_length() -> None:
    pairs = [([1] * size, [2], 0) for size in range(1, 61)] * 10
    batches = bucket(pairs, 6, random.Random(0))
    spread = [max(len(a) for a, _, _ in batch) - min(len(a) for a, _, _ in batch) for batch in batches]
    assert sum(spread) / len(spread) < 6  # 6 random ones of 60 lengths spread by 43


# -- one step


def batch_of(*, seed: int = 0) -> dict[str, torch.Tensor]:
    return next(new_batches(seed=seed))


@pytest.mark.parametrize("max_grad_norm", [0.01, 1e9])
def test_a_step_of_gradient_descent_by_its_definition(max_grad_norm: float) -> None:
    model, batch, rate = make_model().double(), batch_of(), 0.5
    before = {name: weights.detach().clone() for name, weights in model.named_parameters()}
    output = model(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
    scores = output.prediction_logits.log_softmax(dim=-1)[batch["labels"] != -100]
    mlm = -scores[range(len(scores)), batch["labels"][batch["labels"] != -100]].mean()
    nsp = functional.cross_entropy(output.seq_relationship_logits, batch["next_sentence_label"])
    gradients = torch.autograd.grad(mlm + nsp, list(model.parameters()))
    length = math.sqrt(sum(float(gradient.square().sum()) for gradient in gradients))
    assert 0.01 < length < 1e9

    # gradients that an earlier step has left must not count
    for weights in model.parameters():
        weights.grad = torch.ones_like(weights)
    losses = train_step(model, batch, torch.optim.SGD(model.parameters(), lr=rate), max_grad_norm)
    assert losses == pytest.approx((mlm.item(), nsp.item()), rel=1e-12)
    assert all(type(loss) is float for loss in losses)
    shortened = min(1.0, max_grad_norm / length)
    for (name, weights), gradient in zip(model.named_parameters(), gradients, strict=True):
        expected = before[name] - rate * shortened * gradient
        # float64; clip_grad_norm_ adds 1e-6 to the length before it divides
        torch.testing.assert_close(
            weights.detach(),
            expected,
            rtol=1e-9,
            atol=1e-6 * max_grad_norm * rate if shortened < 1 else 1e-12,
        )


def test_the_fast_step_is_the_same_step() -> None:
    models = [make_model().double(), make_model().double()]
    optimizers = [make_optimizer(model, 0.01) for model in models]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = 1e-3
    for seed in range(5):
        batch = batch_of(seed=seed)
        before = {name: tensor.clone() for name, tensor in batch.items()}
        plain = train_step(models[0], batch, optimizers[0])
        assert train_step_fast(models[1], batch, optimizers[1]) == pytest.approx(plain, rel=1e-9)
        assert all(torch.equal(batch[name], before[name]) for name in batch)
    for plain_weights, fast_weights in zip(*(model.parameters() for model in models), strict=True):
        # Adam divides by the root of a squared gradient: where that is near 0, rounding shows up to 1e-7
        torch.testing.assert_close(plain_weights, fast_weights, rtol=1e-6, atol=1e-7)


def test_a_step_works_on_the_model_of_transformers() -> None:
    config = transformers.BertConfig(**make_model().config.to_hf())
    model = transformers.BertForPreTraining(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    first, *_, last = (sum(train_step(model, batch_of(), optimizer)) for _ in range(20))
    assert last < first


@pytest.mark.parametrize(("num_warmup_steps", "num_steps"), [(0, 5), (3, 10), (10, 10), (1, 1)])
def test_the_schedule_is_that_of_transformers(num_warmup_steps: int, num_steps: int) -> None:
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = transformers.get_linear_schedule_with_warmup(optimizer, num_warmup_steps, num_steps)
    for step in range(num_steps):
        assert rate_factor(step, num_warmup_steps, num_steps) == pytest.approx(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()


def test_biases_and_layer_norms_do_not_decay() -> None:
    model = make_model()
    decayed, kept = make_optimizer(model, 0.01).param_groups
    assert (decayed["weight_decay"], kept["weight_decay"]) == (0.01, 0.0)
    names = {id(weights): name for name, weights in model.named_parameters()}
    assert len(decayed["params"]) + len(kept["params"]) == len(names)
    # an independent list: all parameters that do not belong to a LayerNorm, without the biases
    theirs = {name for name in get_parameter_names(model, [nn.LayerNorm]) if not name.endswith("bias")}
    assert {names[id(weights)] for weights in decayed["params"]} == theirs & set(names.values())


# -- measures


def test_measures_by_another_way() -> None:
    model, batches = make_model().train(), list(islice(new_batches(), 5))
    with torch.no_grad():
        for weights in model.parameters():
            weights *= 20  # so that the predictions differ from place to place
        for batch in batches:  # and the even places are right
            output = model(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
            best = output.prediction_logits.argmax(dim=-1)
            is_even = torch.arange(best.shape[1]) % 2 == 0
            batch["labels"] = torch.where((batch["labels"] != -100) & is_even, best, batch["labels"])
    is_content = find_content_ids(ENCODED, len(PIECES))
    right: list[bool] = []
    content: list[bool] = []
    losses: list[float] = []
    nsp: list[bool] = []
    for batch in batches:
        output = model(batch["input_ids"], batch["token_type_ids"], batch["attention_mask"])
        nsp += (
            (output.seq_relationship_logits[:, 1] > output.seq_relationship_logits[:, 0])
            .int()
            .eq(batch["next_sentence_label"])
            .tolist()
        )
        for row, column in (batch["labels"] != -100).nonzero().tolist():
            label = batch["labels"][row, column].item()
            scores = output.prediction_logits[row, column].double()
            right.append(scores.argmax().item() == label)
            losses.append((scores.logsumexp(0) - scores[label]).item())
            if is_content[label]:
                content.append(right[-1])
    measured = evaluate(model, batches, is_content)
    assert model.training
    assert 0 < measured["content_accuracy"] != measured["mlm_accuracy"] < 1
    assert measured["mlm_accuracy"] == sum(right) / len(right)
    assert measured["content_accuracy"] == sum(content) / len(content)
    assert measured["nsp_accuracy"] == sum(nsp) / len(nsp)
    # float32 sums of about 100 losses near 6
    assert measured["perplexity"] == pytest.approx(math.exp(sum(losses) / len(losses)), rel=1e-4)


def test_the_most_frequent_tokens_are_no_content() -> None:
    is_content = find_content_ids(ENCODED, len(PIECES))
    assert (~is_content).sum() == 50
    assert [bool(is_content[PIECES.index(word)]) for word in (".", "the", "a", "low")] == [False] * 3 + [True]


def test_a_gap_is_filled_with_the_most_probable_pieces() -> None:
    model = make_model().train()
    filled = fill_mask(model, TOKENIZER, "the [MASK] ferry", number=len(PIECES))
    assert model.training
    assert sum(filled.values()) == pytest.approx(1, abs=1e-5)
    assert list(filled.values()) == sorted(filled.values(), reverse=True)
    ids = torch.tensor([[CLS, *TOKENIZER.encode("the [MASK] ferry"), SEP]])
    place = ids[0].tolist().index(MASK)
    assert next(iter(filled)) == PIECES[model(ids).prediction_logits[0, place].argmax()]
    with pytest.raises(ValueError, match="stands 2 times"):
        fill_mask(model, TOKENIZER, "[MASK] [MASK]")


def test_a_probe_is_passed_when_the_right_words_are_likelier_together() -> None:
    """By hand: after the model's own most and least likely words for a gap."""
    model = make_model().train()
    text = "the [MASK] ferry"
    words = [word for word in fill_mask(model, TOKENIZER, text, number=len(PIECES)) if word.isalpha()]
    best, worst = tuple(words[:2]), tuple(words[-2:])
    passed, failed = Probe(text, best, worst), Probe(text, worst, best)
    longer = Probe("a much longer text, and then the [MASK] ferry", best, worst)
    unknown = Probe(text, ("xylophone",), ("the",))
    assert cloze_accuracy(model, TOKENIZER, [passed]) == 1
    assert cloze_accuracy(model, TOKENIZER, [failed, passed, unknown, failed]) == pytest.approx(1 / 3)
    padded = cloze_accuracy(model, TOKENIZER, [passed, longer])  # padding must not change a verdict
    assert padded == (1 + cloze_accuracy(model, TOKENIZER, [longer])) / 2
    assert math.isnan(cloze_accuracy(model, TOKENIZER, [unknown]))
    assert model.training


def test_counting_by_hand() -> None:
    """Content is 6 to 9; 8 is most frequent; after 5 comes 6, after 7 comes 8, after 9 nothing."""
    documents = [[[5, 6], [5, 6, 7, 8], [7, 8, 8, 5]], [[9]]]
    batch = {
        "input_ids": torch.tensor([[5, 4, 7, 4, 9, 4], [5, 4, 4, 4, 9, 5]]),
        "labels": torch.tensor([[-100, 6, -100, 9, -100, 8], [-100, 8, -100, 5, -100, -100]]),
    }
    is_content = torch.tensor([False] * 6 + [True] * 4)
    # 6 after 5 (bigram right), 9 after 7 (both wrong), 8 after 9 (both right), 8 after 5 (unigram right)
    found = content_baselines(documents, [batch], is_content)
    assert found == {"unigram": 2 / 4, "bigram": 2 / 4}


# -- checkpoints and runs


class Killed(Exception):
    """What stops a run in these tests."""


def test_a_checkpoint_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "checkpoint.pt"
    assert load_checkpoint(path) is None
    save_checkpoint(path, {"step": 1, "rng": random.Random(1).getstate()})

    def write_half(state: object, file: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise Killed

    monkeypatch.setattr(torch, "save", write_half)
    with pytest.raises(Killed):
        save_checkpoint(path, {"step": 2})
    assert load_checkpoint(path) == {"step": 1, "rng": random.Random(1).getstate()}


@pytest.mark.parametrize("dropout", [0.0, 0.1])
def test_a_run_that_was_stopped_goes_on_bit_for_bit(tmp_path: Path, dropout: float) -> None:
    """Stopped in the third report, whose checkpoint is missing: steps 7 to 9 are taken again."""

    def start(name: str, *measures: Measure) -> TrainingRun:
        torch.manual_seed(1)  # dropout draws from torch's own generator
        return TrainingRun(
            make_model(dropout=dropout), new_batches(), SETTINGS, tmp_path / name, pretraining_step, measures
        )

    whole = start("whole")
    whole.train()

    stopped_at = iter([{}, {}, Killed])

    def stop(model: BertForPreTraining) -> dict:
        if (result := next(stopped_at)) is Killed:
            raise Killed
        return result

    with pytest.raises(Killed):
        start("stopped", stop).train()
    torch.manual_seed(2)  # another process has another state
    resumed = TrainingRun(
        make_model(seed=9, dropout=dropout),
        new_batches(seed=0),
        SETTINGS,
        tmp_path / "stopped",
        pretraining_step,
    )
    assert resumed.step == 6
    resumed.train()
    for name, weights in whole.model.state_dict().items():
        assert torch.equal(weights, resumed.model.state_dict()[name]), name
    logs = [read_log(tmp_path / name / "log.jsonl") for name in ("whole", "stopped")]
    for log in logs:
        del log["seconds"]
    assert logs[0] == logs[1]
    assert logs[0]["step"] == [3, 6, 9, 12]


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    TrainingRun(make_model(), new_batches(), replace(SETTINGS, steps=3), tmp_path, pretraining_step).train()
    with pytest.raises(ValueError, match=r"holds another run, with \{'steps': 3\}"):
        TrainingRun(make_model(), new_batches(), SETTINGS, tmp_path, pretraining_step)
    other = make_batches(ENCODED[1:], TOKENIZER, SETTINGS)
    with pytest.raises(ValueError, match=r"with \{'dtype': 'torch.float32', 'data': '"):
        TrainingRun(make_model().double(), other, replace(SETTINGS, steps=3), tmp_path, pretraining_step)


def test_the_log_holds_the_losses_the_rate_and_the_measures(tmp_path: Path) -> None:
    run = TrainingRun(
        make_model(),
        new_batches(),
        replace(SETTINGS, steps=7, warmup=2 / 7),
        tmp_path,
        pretraining_step,
        [lambda model: {"top": next(iter(fill_mask(model, TOKENIZER, "a [MASK]")))}, lambda _: {"one": 1}],
    )
    log = run.train()
    lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == log
    columns = read_log(tmp_path / "log.jsonl")
    assert columns["step"] == [3, 6, 7]
    assert columns["one"] == [1, 1, 1]
    assert all(top in PIECES for top in columns["top"])
    # steps 2, 5 and 6, counted from 0: the peak, then two and one fifth of it
    assert columns["rate"] == pytest.approx([1e-3, 4e-4, 2e-4])
    assert all(loss > 0 for loss in columns["mlm_loss"] + columns["nsp_loss"])


def topic_documents(size: int, rng: random.Random) -> list[list[list[int]]]:
    """Return documents of six sentences, each about one of 8 topics with three words of its own."""
    topics = [[len(SPECIAL_TOKENS) + 3 * topic + word for word in range(3)] for topic in range(8)]
    chosen = [rng.choice(topics) for _ in range(size)]
    return [[rng.choices(topic, k=4) for _ in range(6)] for topic in chosen]


def test_training_finds_what_the_text_is_about(tmp_path: Path) -> None:
    """Of 24 words that are equally frequent, three are possible at each place, and B's topic tells its label.

    So a perplexity of 3 is the best, and 24 the best without looking at other words; a random B has the topic
    of A by chance in 1 of 8 cases.
    """
    vocab = {token: number for number, token in enumerate([*SPECIAL_TOKENS, *map(str, range(24))])}
    settings = Pretraining(steps=300, max_seq_len=32, rate=5e-3, report_every=300)
    config = BertConfig(len(vocab), 32, 1, 2, 64, max_seq_len=32, dropout=0.0, attention_dropout=0.0)
    model = BertForPreTraining(config, generator=torch.Generator().manual_seed(0))
    tokenizer = WordPieceTokenizer(vocab)
    batches, held_out = (
        make_batches(topic_documents(200, random.Random(seed)), tokenizer, settings) for seed in (1, 2)
    )
    TrainingRun(model, batches, settings, tmp_path, pretraining_step).train()
    measured = evaluate(model, list(islice(held_out, 20)), torch.ones(len(vocab), dtype=torch.bool))
    assert 2.8 < measured["perplexity"] < 4
    assert measured["nsp_accuracy"] > 0.8  # about 0.62 of the pairs are random


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"steps": 0}, "steps is 0, allowed are 1 and more"),
        ({"batch_size": 0}, "batch_size is 0, allowed are 1 and more"),
        ({"report_every": 0}, "report_every is 0, allowed are 1 and more"),
        ({"max_predictions": 0}, "max_predictions is 0, allowed are 1 and more"),
        ({"mlm_probability": 1.1}, "mlm_probability is 1.1, allowed are 0 to 1"),
        ({"warmup": -0.1}, "warmup is -0.1, allowed are 0 to 1"),
    ],
)
def test_impossible_settings_are_refused(changed: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(SETTINGS, **changed)


@pytest.fixture(scope="module")
def quick_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("quick")
    cpu = torch.device("cpu")
    return folder, pretrain_bert.run(folder, quick=True, steps=4, device=cpu)


def test_a_run_leaves_a_model_for_the_auto_classes(quick_run: tuple[Path, dict]) -> None:
    folder, report = quick_run
    ours = load_pretrained(folder)
    theirs = transformers.AutoModelForPreTraining.from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    pieces = (folder / "vocab.txt").read_text("utf-8").split("\n")[:-1]
    own_tokenizer = WordPieceTokenizer({piece: number for number, piece in enumerate(pieces)})
    text = "The baker was in the garden."
    encoded = tokenizer(text, return_tensors="pt")
    assert encoded["input_ids"][0].tolist() == [CLS, *own_tokenizer.encode(text), SEP]
    with torch.no_grad():
        difference = theirs(**encoded).prediction_logits - ours(encoded["input_ids"]).prediction_logits
    assert difference.abs().max() <= 1e-5
    assert report["parameters"] == sum(weights.numel() for weights in theirs.parameters())
    assert len(pieces) == report["config"]["vocab_size"]


def test_a_run_reports_what_it_did(quick_run: tuple[Path, dict]) -> None:
    folder, report = quick_run
    assert json.loads((folder / "pretraining.json").read_text("utf-8")) == report
    assert report["settings"] == asdict(Pretraining(steps=4, report_every=300))
    assert 0 < report["content_baselines"]["unigram"] < report["content_baselines"]["bigram"] < 0.5
    assert len(report["code"]) == 64
    result = report["result"]
    assert result["step"] == 4
    assert 0 <= result["mlm_accuracy"] <= 1
    assert 0 <= result["content_accuracy"] <= 1
    assert 0 <= result["nsp_accuracy"] <= 1
    assert result["perplexity"] > 1
    assert all(0 <= result[kind] <= 1 for kind in KINDS)


def test_a_finished_run_starts_again_at_its_end(quick_run: tuple[Path, dict]) -> None:
    folder, report = quick_run
    weights = (folder / "model.safetensors").read_bytes()
    cpu = torch.device("cpu")
    again = pretrain_bert.run(folder, quick=True, steps=4, device=cpu)
    assert again == report
    assert (folder / "model.safetensors").read_bytes() == weights
