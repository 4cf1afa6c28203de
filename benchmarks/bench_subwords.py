"""How fast is BPE, and how much memory does it take? The reference beside three libraries, in one run.

Each contender learns 10,000 merges from a text and then encodes the same text. Every measurement is a fresh
process, so that peak memory and caches belong to one contender alone; the order is shuffled with a seed.

The same for all: words are what stands between ASCII blanks and line ends, nothing is normalised, every
character is a symbol of its own, pairs that occur once are not merged, one text, the same number of merges.
How each library is told so:

- subword-nmt does it by itself.
- tokenizers: `WhitespaceSplit` and an end-of-word suffix. It cuts at every white space, so on a text with
  tabs or no-break spaces its words differ. It uses all cores by default, and is also shown on one.
- sentencepiece: identity normalisation, no cuts at scripts or digits, pieces of up to 64 characters, all
  characters kept. It works on one core.

Not comparable: sentencepiece marks a word by a blank symbol of its own (so some merges are spent on it) and
also merges pairs that occur once. Ours and subword-nmt learn the same merges; tokenizers and sentencepiece
break ties by other rules. Times leave out reading the file and importing the library; memory includes both.
"""

import hashlib
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from machine import PEAK_UNIT, describe_machine
from rich.console import Console
from rich.progress import track
from rich.table import Table

REPOSITORY = Path(__file__).resolve().parents[1]
OURS = "train_bpe_fast"
TOKENIZERS = "tokenizers"
SUBWORD_NMT = "subword-nmt"
TIME_COLUMNS = ("merges", "train (s)", "min to max", "encode (s)", "min to max")

Encode = Callable[[], int]
Train = Callable[[], tuple[int, Encode]]

# A contender imports its library and returns a function that trains, which returns the number of merges
# and a function that encodes the text and returns the number of tokens. Imports stay inside: a process
# can inherit the peak memory of the one that starts it.


def prepare_ours(text: str, num_merges: int) -> Train:
    from bert2t5_reference.bpe import count_words, encode_text, train_bpe_fast

    def train() -> tuple[int, Encode]:
        merges = train_bpe_fast(count_words(text), num_merges)
        return len(merges), lambda: len(encode_text(text, merges))

    return train


def prepare_subword_nmt(text: str, num_merges: int) -> Train:
    from subword_nmt.apply_bpe import BPE
    from subword_nmt.learn_bpe import learn_bpe

    def train() -> tuple[int, Encode]:
        codes = io.StringIO()
        learn_bpe(io.StringIO(text), codes, num_merges)
        encoder = BPE(codes)
        lines = text.split("\n")
        return len(encoder.bpe_codes), lambda: sum(len(encoder.segment(line).split()) for line in lines)

    return train


def prepare_tokenizers(text: str, num_merges: int) -> Train:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    lines = text.split("\n")
    words = set(text.split())
    first_symbols = {char for word in words for char in word[:-1]} | {word[-1] + "</w>" for word in words}

    def train() -> tuple[int, Encode]:
        tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
        tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        trainer = trainers.BpeTrainer(
            vocab_size=len(first_symbols) + num_merges,
            min_frequency=2,
            end_of_word_suffix="</w>",
            show_progress=False,
        )
        tokenizer.train_from_iterator(lines, trainer)
        learned = tokenizer.get_vocab_size() - len(first_symbols)
        return learned, lambda: sum(len(encoding.ids) for encoding in tokenizer.encode_batch(lines))

    return train


def prepare_sentencepiece(text: str, num_merges: int) -> Train:
    import sentencepiece

    lines = text.split("\n")
    # <unk>, <s>, </s>, and the characters with the mark of a blank in place of white space.
    other_pieces = 3 + len({*"".join(text.split()), "\u2581"})

    def train() -> tuple[int, Encode]:
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            model_type="bpe",
            vocab_size=other_pieces + num_merges,
            normalization_rule_name="identity",
            character_coverage=1.0,
            split_by_unicode_script=False,
            split_by_number=False,
            max_sentencepiece_length=64,
            num_threads=1,
            minloglevel=2,
        )
        processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
        learned = processor.get_piece_size() - other_pieces
        return learned, lambda: sum(map(len, processor.encode(lines)))

    return train


CONTENDERS: dict[str, Callable[[str, int], Train]] = {
    OURS: prepare_ours,
    SUBWORD_NMT: prepare_subword_nmt,
    TOKENIZERS: prepare_tokenizers,
    f"{TOKENIZERS}, 1 thread": prepare_tokenizers,
    "sentencepiece": prepare_sentencepiece,
}


def peak_mebibytes() -> float:
    """Return the most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / 2**20


def measure(contender: str, text: str, num_merges: int) -> dict[str, float]:
    """Train and encode once in this process."""
    train = CONTENDERS[contender](text, num_merges)
    before = peak_mebibytes()
    start = time.perf_counter()
    learned, encode = train()
    trained = time.perf_counter()
    train_peak = peak_mebibytes()
    tokens = encode()
    encoded = time.perf_counter()
    return {
        "merges": learned,
        "tokens": tokens,
        "train_s": trained - start,
        "encode_s": encoded - trained,
        "peak_before_mib": before,
        "peak_train_mib": train_peak,
        "peak_mib": peak_mebibytes(),
    }


def measure_in_fresh_process(contender: str, text_path: Path, num_merges: int) -> dict[str, float]:
    """Run `measure` in a process of its own.

    Raises:
        click.ClickException: if the process fails.
    """
    environment = os.environ | {"TQDM_DISABLE": "1"}  # subword-nmt's progress bar
    if contender.endswith("1 thread"):
        environment["RAYON_NUM_THREADS"] = "1"
    command = [sys.executable, __file__, "--text", str(text_path), "--merges", str(num_merges)]
    done = subprocess.run(
        [*command, "--contender", contender], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise click.ClickException(f"{contender} failed with status {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def summarize(runs: list[dict[str, float]]) -> dict[str, Any]:
    """Return the median of every figure, and for the times all values."""
    summary: dict[str, Any] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    for key in ("train_s", "encode_s"):
        summary[f"{key}_all"] = [run[key] for run in runs]
    return summary


def run_all(text_path: Path, num_merges: int, repeat: int, seed: int) -> dict[str, dict[str, Any]]:
    """Measure every contender `repeat` times, in an order drawn with `seed`."""
    order = [contender for contender in CONTENDERS for _ in range(repeat)]
    random.Random(seed).shuffle(order)
    runs: dict[str, list[dict[str, float]]] = {contender: [] for contender in CONTENDERS}
    for contender in track(order, description="measuring", console=Console(stderr=True)):
        runs[contender].append(measure_in_fresh_process(contender, text_path, num_merges))
    return {contender: summarize(runs[contender]) for contender in CONTENDERS}


def describe_input(text_path: Path) -> dict[str, Any]:
    """Return what was measured: the text and the code of the reference."""
    content = text_path.read_bytes()
    code = REPOSITORY / "solutions" / "bert2t5_reference" / "bpe.py"
    return {
        "text": f"{text_path.parent.name}/{text_path.name}",
        "text_bytes": len(content),
        "text_distinct_words": len(set(content.decode("utf-8").split())),
        "text_sha256": hashlib.sha256(content).hexdigest(),
        "code_sha256": hashlib.sha256(code.read_bytes()).hexdigest(),
    }


def make_table(record: dict[str, Any]) -> Table:
    """Lay the results out, one line per contender."""
    text = f"{record['text']} ({record['text_bytes']:,} bytes)"
    table = Table(title=f"{record['num_merges']:,} merges from {text}, then encoding it")
    table.add_column("contender")
    for column in (*TIME_COLUMNS, "tokens", "MiB before", "peak MiB"):
        table.add_column(column, justify="right")
    for contender, result in record["results"].items():
        table.add_row(
            contender,
            f"{result['merges']:,.0f}",
            *show_times(result, "train_s"),
            *show_times(result, "encode_s"),
            f"{result['tokens']:,.0f}",
            f"{result['peak_before_mib']:.0f}",
            f"{result['peak_mib']:.0f}",
        )
    return table


def show_times(result: dict[str, Any], key: str) -> tuple[str, str]:
    """Return the median of a time and its spread."""
    values = result[f"{key}_all"]
    return f"{result[key]:.2f}", f"{min(values):.2f} to {max(values):.2f}"


def compare_with_targets(results: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return how many times as long as another contender the reference trains."""
    ours = results[OURS]["train_s"]
    return {other: ours / results[other]["train_s"] for other in (SUBWORD_NMT, TOKENIZERS)}


def default_text() -> Path:
    """Return tinyshakespeare from the test data (about 1.1 MB).

    Raises:
        click.UsageError: if it is not there.
    """
    folder = Path(os.environ.get("BERT2T5_TEST_DATA") or REPOSITORY.parent / "shared" / "data")
    path = folder / "corpora" / "tinyshakespeare" / "input.txt"
    if not path.is_file():
        raise click.UsageError(f"there is no {path}; give a UTF-8 text of about 1 MB with --text FILE")
    return path


@click.command()
@click.option("--text", "text_path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--merges", "num_merges", type=click.IntRange(min=1), default=10_000, show_default=True)
@click.option("--repeat", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--seed", default=1, show_default=True, help="Seed of the order of the measurements.")
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the record."
)
@click.option("--contender", type=click.Choice(list(CONTENDERS)), hidden=True)
def main(
    text_path: Path | None,
    num_merges: int,
    repeat: int,
    seed: int,
    json_path: Path | None,
    contender: str | None,
) -> None:
    """Time BPE training and encoding beside tokenizers, sentencepiece and subword-nmt."""
    text_path = text_path or default_text()
    if contender:
        click.echo(json.dumps(measure(contender, text_path.read_text(encoding="utf-8"), num_merges)))
        return
    machine = describe_machine(["tokenizers", "sentencepiece", "subword-nmt"])
    results = run_all(text_path, num_merges, repeat, seed)
    record = {
        **describe_input(text_path),
        "num_merges": num_merges,
        "repeat": repeat,
        "seed": seed,
        "machine": machine,
        "results": results,
        "train_time_of_ours_over": compare_with_targets(results),
    }
    Console(width=130).print(make_table(record))
    for other, ratio in record["train_time_of_ours_over"].items():
        click.echo(f"{OURS} takes {ratio:.2f} times as long as {other}")
    if json_path:
        json_path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
