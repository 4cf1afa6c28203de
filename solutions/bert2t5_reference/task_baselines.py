"""What a task gives away without being understood: the bar that a fine-tuned model has to clear.

    majority       the most frequent label of the training set
    bag of words   logistic regression on words; for a pair also on the words that both texts have or only one
                   has, and on how many they share
    second text    the same on the second text of a pair alone ("hypothesis-only")
    overlap        question answering: the new words of the sentence that shares most words with the question

Left out: the order of words, which is what the tasks are about.

Sources: Gururangan et al., 2018, "Annotation Artifacts in Natural Language Inference Data" (the hypothesis
alone); Rajpurkar et al., 2016, "SQuAD", section 5 (baselines that match words).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

import torch
from torch.nn import functional as F

__all__ = [
    "BagOfWords",
    "fit_bag_of_words",
    "majority_label",
    "overlap_answer",
    "same_answer",
    "score",
    "text_features",
    "words_of",
]

ARTICLES = ("a", "an", "the")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters.

    >>> words_of("Anna's owl sang.")
    ["anna's", 'owl', 'sang']
    """
    return re.findall(r"[a-z0-9']+", text.lower())


def majority_label(labels: Sequence[float]) -> float:
    """Return the most frequent label, of equally frequent ones the smallest; of scores (floats) the mean.

    >>> majority_label([1, 0, 1]), majority_label([0.5, 2.5])
    (1, 1.5)
    """
    if isinstance(labels[0], float):
        return fmean(labels)
    counts = Counter(labels)
    return max(sorted(counts), key=counts.__getitem__)


def score(predictions: Sequence[float], labels: Sequence[float]) -> float:
    """Return the share of right classes or, if the labels are scores (floats), Pearson's correlation.

    The correlation with a constant is 0.

    >>> score([1, 0, 1], [1, 1, 1]), score([0.0, 1.0, 2.0], [1.0, 3.0, 5.0]), score([1.0, 1.0], [0.0, 1.0])
    (0.6666666666666666, 1.0, 0.0)
    """
    if not isinstance(labels[0], float):
        right = sum(guess == label for guess, label in zip(predictions, labels, strict=True))
        return right / len(labels)
    try:
        return correlation(predictions, labels)
    except StatisticsError:
        return 0.0


# -- a bag of words


def text_features(texts: Sequence[str]) -> list[str]:
    """Return the features of one text or of a pair.

    >>> text_features(["an owl"])
    ['an', 'owl']
    >>> text_features(["an owl sang", "an owl"])[5:]
    ['both an', 'both owl', '1 only sang', 'shared 2', 'shared 100 %']
    """
    bags = [sorted(set(words_of(text))) for text in texts]
    if len(bags) == 1:
        return bags[0]
    first, second = bags
    shared = [word for word in first if word in second]
    return [
        *(f"1 {word}" for word in first),
        *(f"2 {word}" for word in second),
        *(f"both {word}" for word in shared),
        *(f"1 only {word}" for word in first if word not in second),
        *(f"2 only {word}" for word in second if word not in first),
        f"shared {len(shared)}",
        f"shared {10 * round(10 * len(shared) / len(second))} %",
    ]


@dataclass(frozen=True)
class BagOfWords:
    """A linear model on features that are there or not.

    Attributes:
        feature_ids: the row of each feature.
        weights: of shape (features, classes), or (features, 1) for a score.
        bias: of shape (classes,), or (1,) for a score.
        predicts_class: whether labels are classes.
    """

    feature_ids: dict[str, int]
    weights: torch.Tensor
    bias: torch.Tensor
    predicts_class: bool

    def logits(self, examples: Sequence[Sequence[str]]) -> torch.Tensor:
        """Return the sums of the weights of the known features, of shape (examples, classes)."""
        known = [[self.feature_ids[f] for f in example if f in self.feature_ids] for example in examples]
        ids = torch.tensor([row for rows in known for row in rows], dtype=torch.long)
        offsets = torch.tensor([0, *(len(rows) for rows in known)][:-1]).cumsum(0)
        return F.embedding_bag(ids, self.weights, offsets, mode="sum") + self.bias

    def loss(self, examples: Sequence[Sequence[str]], labels: torch.Tensor) -> torch.Tensor:
        """Return the mean cross-entropy or, for scores, the mean squared error."""
        logits = self.logits(examples)
        return (
            F.cross_entropy(logits, labels) if self.predicts_class else F.mse_loss(logits.squeeze(1), labels)
        )

    @torch.no_grad()
    def predict(self, examples: Sequence[Sequence[str]]) -> list[float]:
        """Return the most probable class of each example, or its score."""
        logits = self.logits(examples)
        return (logits.argmax(1) if self.predicts_class else logits.squeeze(1)).tolist()


def fit_bag_of_words(
    examples: Sequence[Sequence[str]],
    labels: Sequence[float],
    *,
    generator: torch.Generator,
    num_epochs: int = 12,
    batch_size: int = 32,
    learning_rate: float = 0.02,
    weight_decay: float = 1e-5,
) -> BagOfWords:
    """Return a linear model that has learned from labelled lists of features.

    Args:
        examples: the features of each example.
        labels: the class of each example, 0 or above, or its score, a float.
        generator: draws the order of the examples.
        num_epochs: passes over the examples.
        batch_size: examples of one step.
        learning_rate: of AdamW.
        weight_decay: of AdamW.

    >>> generator = torch.Generator().manual_seed(0)
    >>> model = fit_bag_of_words([["tasty"], ["bland"]], [1, 0], generator=generator)
    >>> model.predict([["tasty", "soup"], ["bland"]])
    [1, 0]
    """
    features = sorted({feature for example in examples for feature in example})
    targets = torch.tensor(labels)
    predicts_class = not targets.is_floating_point()
    width = int(targets.max()) + 1 if predicts_class else 1
    weights = torch.zeros(len(features), width, requires_grad=True)
    bias = torch.zeros(width, requires_grad=True)
    model = BagOfWords({feature: row for row, feature in enumerate(features)}, weights, bias, predicts_class)
    optimizer = torch.optim.AdamW([weights, bias], learning_rate, weight_decay=weight_decay)
    for _ in range(num_epochs):
        for batch in torch.randperm(len(examples), generator=generator).split(batch_size):
            optimizer.zero_grad()
            model.loss([examples[i] for i in batch], targets[batch]).backward()
            optimizer.step()
    return model


# -- question answering


def overlap_answer(context: str, question: str) -> str:
    """Return the longest run of words that the question does not have, in the sentence that is most like it.

    Of equally similar sentences, and of equally long runs, the first one counts.

    >>> overlap_answer("It rained. Anna fed a red hen in Marlow.", "Where did Anna feed a hen?")
    'in Marlow'
    """
    asked = set(words_of(question))
    sentences = re.split(r"(?<=[.!?]) ", context)
    sentence = max(sentences, key=lambda sentence: len(asked & set(words_of(sentence))))
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[A-Za-z0-9']+", sentence):
        if word.lower() in asked:
            runs.append([])
        else:
            runs[-1].append(word)
    return " ".join(max(runs, key=len))


def same_answer(first: str, second: str) -> bool:
    """Tell whether two answers have the same words, but for articles, capitals and punctuation.

    >>> same_answer("The market.", "market"), same_answer("in Marlow", "Marlow")
    (True, False)
    """
    bare = [[word for word in words_of(answer) if word not in ARTICLES] for answer in (first, second)]
    return bare[0] == bare[1]
