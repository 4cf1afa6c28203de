"""Labelled tasks from the pocket world: pocket GLUE, pocket SQuAD, translations and summaries.

Every example is made from records, so its label is right by construction; which split it belongs to is
decided by its text, so nothing of one split is in another.

    splits        which text belongs to which part, and how a split is drawn
    scenes        single events with all their details
    changes       what can be changed about a scene, and whether that keeps its meaning
    telling       plain sentences; asking: questions; pairs: two texts
    acceptability (CoLA), sentiment (SST-2), paraphrase (MRPC, QQP), similarity (STS-B), answerability (QNLI),
    inference     (MNLI and the diagnostic set), recognition (RTE): both with entailment; pronouns (WNLI)
    glue          the tasks with their fields, labels and sizes; glue_files: the official layout
    tales         short texts about three people; squad and summaries
    marlish       a second language; translation
"""

from bert2t5.data.pocket.tasks.glue import GLUE_TASKS, GlueTask, pocket_glue
from bert2t5.data.pocket.tasks.glue_files import write_glue
from bert2t5.data.pocket.tasks.squad import pocket_squad, write_squad
from bert2t5.data.pocket.tasks.summaries import pocket_summaries
from bert2t5.data.pocket.tasks.translation import pocket_translation

__all__ = [
    "GLUE_TASKS",
    "GlueTask",
    "pocket_glue",
    "pocket_squad",
    "pocket_summaries",
    "pocket_translation",
    "write_glue",
    "write_squad",
]
