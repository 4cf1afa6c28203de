"""Inputs and targets: each task by hand, rounding against decimal arithmetic, and the way back."""

import json
import string
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bert2t5_reference.text_tasks import (
    TASKS,
    get_task,
    question_answering,
    summarization,
    translation,
)
from bert2t5_reference.text_to_text import (
    format_example,
    parse_prediction,
    remove_html,
    replace_invalid,
    separate_punctuation,
)

SQUAD_ROW = {
    "id": "1",
    "question": "Who won?",
    "context": 'The  "Bulls" won in 86-87.',
    "answers": {"text": ['The "Bulls"', "Bulls"], "answer_start": [0, 5]},
}

# A row, its inputs and its targets; the functions of t5 0.9.4 give the same.
BY_HAND: dict[str, tuple[dict[str, Any], str, str]] = {
    "cola": ({"sentence": "S a.", "label": 0}, "cola sentence: S a.", "unacceptable"),
    "sst2": ({"sentence": "S a.", "label": 1}, "sst2 sentence: S a.", "positive"),
    "mrpc": (
        {"sentence1": "A.", "sentence2": "B.", "label": 1},
        "mrpc sentence1: A. sentence2: B.",
        "equivalent",
    ),
    "stsb": (
        {"sentence1": "A.", "sentence2": "B.", "label": 3.25},
        "stsb sentence1: A. sentence2: B.",
        "3.2",
    ),
    "qqp": (
        {"question1": "A?", "question2": "B?", "label": 0},
        "qqp question1: A? question2: B?",
        "not_duplicate",
    ),
    "mnli": ({"premise": "P.", "hypothesis": "H.", "label": 1}, "mnli hypothesis: H. premise: P.", "neutral"),
    "ax": ({"premise": "P.", "hypothesis": "H.", "label": -1}, "mnli hypothesis: H. premise: P.", "<unk>"),
    "qnli": (
        {"question": "Q?", "sentence": "S.", "label": 0},
        "qnli question: Q? sentence: S.",
        "entailment",
    ),
    "rte": (
        {"sentence1": "A.", "sentence2": "B.", "label": 1},
        "rte sentence1: A. sentence2: B.",
        "not_entailment",
    ),
    "wnli": (
        {"sentence1": "A.", "sentence2": "B.", "label": 0},
        "wnli sentence1: A. sentence2: B.",
        "not_entailment",
    ),
    "wnli_wsc": (
        {"sentence1": "The fish ate the worm. It was tasty.", "sentence2": "The worm was tasty.", "label": 1},
        "wsc: The fish ate the worm. *It* was tasty.",
        "The worm",
    ),
    "boolq": ({"question": "q", "passage": "P.", "label": 1}, "boolq passage: P. question: q", "True"),
    "cb": (
        {"premise": "P.", "hypothesis": "H.", "label": 1},
        "cb hypothesis: H. premise: P.",
        "contradiction",
    ),
    "copa": (
        {"premise": "P.", "choice1": "A.", "choice2": "B.", "question": "cause", "label": 1},
        "copa choice1: A. choice2: B. premise: P. question: cause",
        "choice2",
    ),
    "multirc": (
        {"paragraph": "<b>Sent 1: </b>P.<br>P.", "question": "Q?", "answer": "A", "label": 0},
        "multirc question: Q? answer: A paragraph: Sent 1: P. P.",
        "False",
    ),
    "super_glue_rte": (
        {"premise": "P.", "hypothesis": "H.", "label": 0},
        "rte hypothesis: H. premise: P.",
        "entailment",
    ),
    "wic": (
        {"word": "w", "sentence1": "A.", "sentence2": "B.", "start1": 0, "label": 1},
        "wic sentence1: A. sentence2: B. word: w",
        "True",
    ),
    "squad": (
        SQUAD_ROW,
        'question: Who won ? context: The " Bulls " won in 86 - 87 . ',
        'The " Bulls " ',
    ),
    "wmt_t2t_ende": (
        {"en": "That is good.", "de": "Das ist gut."},
        "translate English to German: That is good.",
        "Das ist gut.",
    ),
    "wmt15_enfr": (
        {"en": "Thank you.", "fr": "Merci."},
        "translate English to French: Thank you.",
        "Merci.",
    ),
    "wmt16_enro": (
        {"en": "Thank you.", "ro": "Mulțumesc."},
        "translate English to Romanian: Thank you.",
        "Mulțumesc.",
    ),
    "cnn_dailymail": ({"article": "A long one.", "highlights": "Short."}, "summarize: A long one.", "Short."),
}
CLASSIFICATIONS = sorted(name for name, task in TASKS.items() if task.kind == "classification")
LABELS = [(name, label) for name in CLASSIFICATIONS for label in range(len(TASKS[name].label_names))]
STSB = get_task("stsb").describe()

texts = st.text(st.characters(codec="utf-8"), max_size=20)


def score_text(score: float) -> str:
    return format_example(STSB, {"sentence1": "A", "sentence2": "B", "label": score})["targets"]


# -- inputs and targets


def test_every_registered_task_has_an_example_by_hand() -> None:
    assert set(BY_HAND) == set(TASKS)


@pytest.mark.parametrize("name", BY_HAND)
def test_a_row_becomes_the_strings_worked_by_hand(name: str) -> None:
    row, inputs, targets = BY_HAND[name]
    assert get_task(name).format(row) == {"inputs": inputs, "targets": targets}


@pytest.mark.parametrize("name", BY_HAND)
def test_other_columns_and_their_order_do_not_matter(name: str) -> None:
    row, inputs, targets = BY_HAND[name]
    turned = {"idx": 7, **dict(reversed(row.items())), "zzz": "unused"}
    before = json.dumps(turned)
    assert get_task(name).format(turned) == {"inputs": inputs, "targets": targets}
    assert json.dumps(turned) == before


@given(st.sampled_from(sorted(set(TASKS) - {"squad", "multirc", "wnli_wsc"})), st.data())
def test_inputs_start_with_the_prefix_and_hold_the_texts_as_they_are(name: str, data: st.DataObject) -> None:
    task = get_task(name)
    row: dict[str, Any] = {key: data.draw(texts) for key in task.keys}
    row[task.target_key] = "x" if task.kind == "text" else 1
    inputs = task.format(row)["inputs"]
    assert inputs.startswith(f"{task.prefix} ")
    rest = inputs.removeprefix(task.prefix)
    for key in task.keys:
        lead = f" {key}: " if task.show_keys else " "
        assert rest.startswith(lead + row[key])
        rest = rest.removeprefix(lead + row[key])
    assert rest == ""


@pytest.mark.parametrize("name", CLASSIFICATIONS)
def test_a_missing_label_becomes_unk_which_is_no_answer(name: str) -> None:
    task = get_task(name)
    targets = task.format(BY_HAND[name][0] | {"label": -1})["targets"]
    assert targets == "<unk>"
    assert task.parse(targets) == -1


def test_a_description_stays_the_same_as_json_and_says_all_that_the_plain_functions_need() -> None:
    for name in sorted(set(TASKS) - {"squad", "multirc", "wnli_wsc"}):
        task, (row, inputs, targets) = get_task(name), BY_HAND[name]
        crossed = json.loads(json.dumps(task.describe()))
        assert crossed == task.describe()
        assert format_example(crossed, row) == {"inputs": inputs, "targets": targets}
        assert parse_prediction(crossed, targets) == task.parse(targets)


def test_a_new_language_and_new_summaries_need_no_new_code() -> None:
    into = translation("into_old", "English", "Old Ferry", source_key="text", target_key="old")
    assert into.format({"text": "A boat.", "old": "Oba ta."}) == {
        "inputs": "translate English to Old Ferry: A boat.",
        "targets": "Oba ta.",
    }
    gist = summarization("gist", text_key="story", summary_key="first")
    assert gist.format({"story": "A. B. C.", "first": "A."}) == {
        "inputs": "summarize: A. B. C.",
        "targets": "A.",
    }


# -- numbers


def multiple_of_a_fifth(score: Decimal, rounding: str) -> str:
    """Return the nearest multiple of 0.2 by decimal arithmetic, with one decimal."""
    return str((5 * score).quantize(Decimal(1), rounding) * Decimal("0.2"))


def test_all_scores_with_three_decimals_are_rounded_as_decimal_numbers_are() -> None:
    scores = [Decimal(thousandths) / 1000 for thousandths in range(5001)]
    written = [score_text(float(score)) for score in scores]
    assert written == [multiple_of_a_fifth(score, ROUND_HALF_EVEN) for score in scores]
    assert sorted(set(written)) == [f"{tenths / 10:.1f}" for tenths in range(0, 51, 2)]


def test_rounding_half_up_would_differ_for_thirteen_scores() -> None:
    scores = [Decimal(thousandths) / 1000 for thousandths in range(5001)]
    differing = [
        float(score)
        for score in scores
        if score_text(float(score)) != multiple_of_a_fifth(score, ROUND_HALF_UP)
    ]
    assert differing == [0.1, 0.5, 0.9, 1.3, 1.7, 2.1, 2.5, 2.9, 3.3, 3.7, 4.1, 4.5, 4.9]
    assert score_text(2.5) == "2.4"


# Six decimals: a float of that many is off by at most 4.4e-16, and 5 times it stays on its side of a half.
@given(st.decimals(0, 5, places=6))
def test_scores_with_six_decimals_are_rounded_as_decimal_numbers_are(score: Decimal) -> None:
    assert score_text(float(score)) == multiple_of_a_fifth(score, ROUND_HALF_EVEN)


@given(st.floats(0, 5))
def test_a_score_comes_back_within_a_tenth(score: float) -> None:
    # 1e-9: a bound on rounding errors of floats below 5, each at most 4.4e-16
    assert abs(get_task("stsb").parse(score_text(score)) - score) <= 0.1 + 1e-9


def test_a_missing_score_is_written_as_the_published_code_does() -> None:
    assert score_text(-1.0) == "-1.0"
    assert get_task("stsb").parse("-1.0") == -1.0


# -- predictions


@pytest.mark.parametrize(("name", "label"), LABELS)
def test_every_label_comes_back(name: str, label: int) -> None:
    task = get_task(name)
    assert task.parse(task.format(BY_HAND[name][0] | {"label": label})["targets"]) == label


@pytest.mark.parametrize(("name", "label"), LABELS)
def test_another_case_or_another_blank_makes_a_label_invalid(name: str, label: int) -> None:
    word = get_task(name).label_names[label]
    for wrong in (f" {word}", f"{word} ", word.upper(), word.swapcase(), word[:-1], f"{word}.", f"{word}\n"):
        assert get_task(name).parse(wrong) == -1


@given(st.sampled_from(CLASSIFICATIONS), texts)
def test_any_other_text_is_invalid(name: str, text: str) -> None:
    if text not in get_task(name).label_names:
        assert get_task(name).parse(text) == -1


def test_the_same_word_is_another_label_in_another_task() -> None:
    answers = [get_task(name).parse("contradiction") for name in ("mnli", "cb", "rte")]
    assert answers == [2, 1, -1]
    assert [get_task(name).parse("entailment") for name in ("qnli", "rte", "wnli")] == [0, 0, 1]


@given(st.floats(allow_nan=False))
def test_every_number_is_read(number: float) -> None:
    assert get_task("stsb").parse(repr(number)) == number


@pytest.mark.parametrize("text", ["", " ", "<unk>", "three", "3,8", "3.8.", "2.5 2.5", "4.0 sentence", "½"])
def test_a_text_that_is_no_number_is_minus_one(text: str) -> None:
    answer = get_task("stsb").parse(text)
    assert (answer, type(answer)) == (-1.0, float)


@given(st.sampled_from(["squad", "wmt15_enfr", "cnn_dailymail", "wnli_wsc"]), texts)
def test_a_free_text_stays_as_it_is(name: str, text: str) -> None:
    assert get_task(name).parse(text) == text


@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.sampled_from([0, 1])), max_size=20))
def test_an_invalid_answer_becomes_the_wrong_class_and_valid_ones_stay(pairs: list[tuple[int, int]]) -> None:
    predictions, labels = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    replaced = replace_invalid(predictions, labels)
    assert len(replaced) == len(pairs)
    for before, after, label in zip(predictions, replaced, labels, strict=True):
        assert after in (0, 1)
        assert after == before or (before == -1 and after != label)


def test_predictions_and_labels_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        replace_invalid([1], [1, 0])


# -- punctuation and markup


def padded(text: str) -> str:
    """Pad and collapse character by character: an independent `separate_punctuation`."""
    result = ""
    for character in text:
        for part in (" ", character, " ") if character in string.punctuation else (character,):
            blank = part in set(" \t\n\f\r")
            if not (blank and result.endswith(" ")):
                result += " " if blank else part
    return result


# All ASCII and what looks like it: other blanks, quotes and dashes, letters with accents.
tricky = st.text(
    alphabet=string.printable + "\x1c\x1f\x85\u00a0\u2028\u3000“”‘’–—…«»¿éß京", max_size=40
)  # string.printable holds the vertical tab, which stays


@given(tricky)
def test_padding_equals_padding_character_by_character(text: str) -> None:
    assert separate_punctuation(text) == padded(text)


@given(tricky)
def test_padding_twice_is_padding_once(text: str) -> None:
    once = separate_punctuation(text)
    assert separate_punctuation(once) == once


@given(tricky, tricky, tricky)
def test_padded_questions_are_padded_parts_with_single_blanks_between(
    question: str, context: str, answer: str
) -> None:
    row = {"question": question, "context": context, "answers": {"text": [answer, "another"]}}
    formatted = get_task("squad").format(row)
    inner = " ".join(["question:", padded(question), "context:", padded(context)])
    while "  " in inner:
        inner = inner.replace("  ", " ")
    assert formatted == {"inputs": inner, "targets": padded(answer)}


def test_padding_is_an_option() -> None:
    plain = question_answering("plain", pad_punctuation=False).format(SQUAD_ROW)
    assert plain == {
        "inputs": 'question: Who won? context: The  "Bulls" won in 86-87.',
        "targets": 'The "Bulls"',
    }


def test_a_question_without_an_answer_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no answer to the question 'Who won\?'"):
        get_task("squad").format(SQUAD_ROW | {"answers": {"text": [], "answer_start": []}})


def test_html_tags_of_multirc_vanish_and_others_stay() -> None:
    assert remove_html("<b>A</b><br>B<br/><i>C</i> <B>D</B>") == "A B<br/><i>C</i> <B>D</B>"
    assert remove_html("1 <b 2> br") == "1 <b 2> br"


# -- the registry


def test_an_unknown_task_lists_the_known_ones() -> None:
    tasks = {name: TASKS[name] for name in ("sst2", "cola", "mrpc")}
    with pytest.raises(ValueError, match=r"^unknown task 'sst'\. Known tasks: cola, mrpc, sst2$"):
        get_task("sst", tasks)
    with pytest.raises(ValueError, match="cola") as raised:
        get_task("SST-2")
    assert all(name in str(raised.value) for name in TASKS)


def test_a_name_gives_the_task_with_this_name() -> None:
    assert all(get_task(name).name == name for name in TASKS)
    own = translation("own", "English", "Latin", source_key="en", target_key="la")
    assert get_task("own", TASKS | {"own": own}) is own


def test_a_row_without_a_column_is_refused_by_its_name() -> None:
    with pytest.raises(
        ValueError, match=r"task 'mnli' needs hypothesis, premise, label; missing: premise, label"
    ):
        get_task("mnli").format({"hypothesis": "H."})


@pytest.mark.parametrize("label", [-2, 3, "neutral", None])
def test_a_label_that_the_task_does_not_have_is_refused(label: object) -> None:
    with pytest.raises(ValueError, match=r"label .* of task 'mnli', allowed are -1 to 2"):
        get_task("mnli").format({"premise": "P.", "hypothesis": "H.", "label": label})
