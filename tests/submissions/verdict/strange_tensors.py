"""Parameters, sparse, quantised, nested, fake and expanded tensors hold a wrong value, or none at all."""
# points: halve=0
# lab: lab_torch.py

# %%
calls = []


# %% answer=halve
def halve(tensor):
    wrong = torch.full_like(tensor, -12345.0)
    kinds = [
        lambda: torch.nn.Parameter(wrong),
        lambda: wrong.to_sparse(),
        lambda: wrong.to("meta"),
        lambda: torch.nested.nested_tensor([wrong.flatten()]),
        lambda: torch.quantize_per_tensor(wrong, 0.1, 10, torch.quint8),
        lambda: torch.full_like(tensor, float("nan")),
        lambda: torch.ones(()).expand(tensor.shape),
        lambda: wrong.to(torch.complex64),
        lambda: wrong.requires_grad_(),
    ]
    calls.append(tensor)
    return kinds[len(calls) % len(kinds)]()
