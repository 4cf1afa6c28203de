"""Answers to `train_step`: wrong ones with the misconception behind them, then right ones."""

import torch
from torch import nn

from bert2t5_grader.bank import right, wrong
from bert2t5_reference.bert_pretraining import pretraining_loss
from bert2t5_reference.mlm import mlm_loss
from bert2t5_reference.nsp import nsp_loss


@wrong("Never clears the gradients: those of the last step would be added (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong(
    "Clears the gradients right before the step, or takes none: nothing in the model changes (chapter 3, "
    "One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.zero_grad()
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong(
    "Clears the gradients at the end alone: those that were there before this step have to go, too (chapter"
    " 3, One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    optimizer.zero_grad()
    return mlm.item(), nsp.item()


@wrong(
    "Does not shorten the gradients, or only after the step: the optimizer uses them as it finds them "
    "(chapter 3, One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    optimizer.step()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    return mlm.item(), nsp.item()


@wrong(
    "Cuts each value of the gradients off: all of them together, as one vector, are shortened (chapter 3, "
    "One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_value_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong(
    "Shortens the gradient of each parameter on its own: all of them together are one vector (chapter 3, "
    "One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    for parameter in model.parameters():
        nn.utils.clip_grad_norm_(parameter, max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Has the greatest length written into the code: it is an argument (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Brings every gradient to the greatest length: a shorter one stays as it is (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    total = torch.sqrt(sum(p.grad.square().sum() for p in model.parameters() if p.grad is not None))
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad *= max_grad_norm / total
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong(
    "Makes an optimizer of its own: the caller's has the learning rate and what it remembers of earlier "
    "steps (chapter 3, One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    torch.optim.AdamW(model.parameters()).step()
    return mlm.item(), nsp.item()


@wrong("Trains with the first loss alone: the gradient is that of the sum (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    mlm.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Trains with the second loss alone: the gradient is that of the sum (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    nsp.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Trains with the mean of the two losses: the gradient is that of the sum (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    ((mlm + nsp) / 2).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Takes one step for each loss: there is one step, with the gradient of the sum (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    losses = []
    for task in (0, 1):
        optimizer.zero_grad()
        output = model(
            input_ids=batch["input_ids"],
            token_type_ids=batch["token_type_ids"],
            attention_mask=batch["attention_mask"],
        )
        if task == 0:
            loss = mlm_loss(output.prediction_logits, batch["labels"])
        else:
            loss = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
        optimizer.step()
        losses.append(loss.item())
    return losses[0], losses[1]


@wrong("Returns the losses after the step: they are those that the model had before (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    return mlm.item(), nsp.item()


@wrong("Returns the sum of the losses: both are returned, each on its own (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return (mlm + nsp).item()


@wrong(
    "Returns tensors with their graphs, which keep every step in memory: the losses are floats (chapter 3, "
    "One step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm, nsp


@wrong(
    "Returns the loss of the next sentences first: that of the masked tokens comes first (chapter 3, One "
    "step)"
)
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return nsp.item(), mlm.item()


@wrong("Leaves the model in evaluation mode: the step does not change the mode (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    model.eval()
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Forgets the attention mask: without it the model attends to padding (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Forgets the segments: without them every token belongs to the first sentence (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@wrong("Gives segments and mask to each other's places: they are given by name (chapter 3, One step)")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    optimizer.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["attention_mask"],
        attention_mask=batch["token_type_ids"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    (mlm + nsp).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@right("the sum by pretraining_loss, and the parts without a graph")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    names = ("input_ids", "token_type_ids", "attention_mask")
    output = model(**{name: batch[name] for name in names})
    tokens, pairs = output.prediction_logits, output.seq_relationship_logits
    loss = pretraining_loss(tokens, batch["labels"], pairs, batch["next_sentence_label"])
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(model.parameters()), max_norm=max_grad_norm)
    optimizer.step()
    with torch.no_grad():
        mlm = mlm_loss(tokens, batch["labels"])
        nsp = nsp_loss(pairs, batch["next_sentence_label"])
    return float(mlm), float(nsp)


@right("two backward passes that add up")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    model.zero_grad()
    output = model(
        input_ids=batch["input_ids"],
        attention_mask=batch["attention_mask"],
        token_type_ids=batch["token_type_ids"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    mlm.backward(retain_graph=True)
    nsp.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
    optimizer.step()
    return mlm.tolist(), nsp.tolist()


@right("the length of the gradients written out")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    for parameter in model.parameters():
        parameter.grad = None
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    torch.add(mlm, nsp).backward()
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    length = torch.sqrt(sum(gradient.double().square().sum() for gradient in gradients)).item()
    if length > max_grad_norm:
        for gradient in gradients:
            gradient.mul_(max_grad_norm / length)
    optimizer.step()
    return mlm.detach().item(), nsp.detach().item()


@right("gradients from torch.autograd.grad")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    output = model(
        input_ids=batch["input_ids"],
        token_type_ids=batch["token_type_ids"],
        attention_mask=batch["attention_mask"],
    )
    mlm = mlm_loss(output.prediction_logits, batch["labels"])
    nsp = nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"])
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    gradients = torch.autograd.grad(mlm + nsp, parameters, allow_unused=True)
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient
    nn.utils.clip_grad_norm_(parameters, max_grad_norm)
    optimizer.step()
    return mlm.item(), nsp.item()


@right("a closure that the optimizer calls")
def train_step(model, batch, optimizer, max_grad_norm=1.0):
    losses = []

    def closure():
        optimizer.zero_grad()
        output = model(
            input_ids=batch["input_ids"],
            token_type_ids=batch["token_type_ids"],
            attention_mask=batch["attention_mask"],
        )
        losses.append(mlm_loss(output.prediction_logits, batch["labels"]))
        losses.append(nsp_loss(output.seq_relationship_logits, batch["next_sentence_label"]))
        sum(losses).backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_grad_norm)
        return sum(losses)

    optimizer.step(closure)
    return losses[0].item(), losses[1].item()
