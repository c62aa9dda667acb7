"""The VAE's work in PyTorch, for bench/experiments.ts: reads one request a line, answers with seconds a unit.

requests: "step BATCH REPEATS", "errors TRIALS REPEATS", "products BATCH REPEATS" or "numpyProducts ...", "sgemm SIZE
REPEATS" or "numpy ...", "sum SIZE REPEATS" or "numpySum ..."; argv: threads, cpu or cuda.
"""
import sys
import time

import numpy
import torch
import torch.nn.functional as F

threads, device = int(sys.argv[1]), sys.argv[2]
torch.set_num_threads(threads)
if device == "cuda":
    # float32 as everywhere else in the comparison.
    torch.backends.cuda.matmul.allow_tf32 = False
PIXELS, HIDDEN, LATENT, IMAGES, T = 784, 400, 20, 400, 1.1
torch.manual_seed(0)
images = torch.rand(IMAGES, PIXELS, device=device)
layers = [torch.nn.Linear(a, b).to(device) for a, b in [(PIXELS, HIDDEN), (HIDDEN, LATENT), (HIDDEN, LATENT), (LATENT, HIDDEN), (HIDDEN, PIXELS)]]
encode, mean_of, log_variance_of, decode, out = layers
adam = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=1e-3)


def wait():
    if device == "cuda":
        torch.cuda.synchronize()


def step(x):
    hidden = F.relu(encode(x))
    mean, log_variance = mean_of(hidden), log_variance_of(hidden)
    z = mean + T * torch.exp(0.5 * log_variance) * torch.randn_like(mean)
    logits = out(F.relu(decode(z)))
    loss = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    loss = loss - 0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())
    adam.zero_grad(set_to_none=True)
    loss.backward()
    adam.step()
    return loss


def train(batch, repeats):
    for i in range(repeats):
        start = (i * batch) % IMAGES
        # As a training does that shows its loss.
        step(images[start : start + batch]).item()


@torch.no_grad()
def errors(trials, repeats):
    hidden = F.relu(encode(images))
    mean, deviation = mean_of(hidden), T * torch.exp(0.5 * log_variance_of(hidden))
    norms = images.norm(dim=1)
    for _ in range(repeats):
        z = mean + deviation * torch.randn(trials, IMAGES, LATENT, device=device)
        y = torch.sigmoid(out(F.relu(decode(z))))
        ((y - images).norm(dim=2) / norms).cpu()


def products_of(x, hidden, d_hidden, d_logits, weights, repeats):
    """The five large products of a step, and nothing else."""
    for _ in range(repeats):
        x @ weights
        hidden @ weights.T
        d_logits @ weights
        hidden.T @ d_logits
        x.T @ d_hidden


def products(batch, repeats):
    shapes = [(batch, PIXELS), (batch, HIDDEN), (batch, HIDDEN), (batch, PIXELS), (PIXELS, HIDDEN)]
    products_of(*(torch.rand(shape, device=device) for shape in shapes), repeats)


def numpy_products(batch, repeats):
    shapes = [(batch, PIXELS), (batch, HIDDEN), (batch, HIDDEN), (batch, PIXELS), (PIXELS, HIDDEN)]
    products_of(*(numpy.random.rand(*shape).astype(numpy.float32) for shape in shapes), repeats)


def sgemm(size, repeats):
    a, b = torch.rand(size, size, device=device), torch.rand(size, size, device=device)
    for _ in range(repeats):
        a @ b


def add(size, repeats):
    a, b, c = torch.rand(3, size, device=device)
    for _ in range(repeats):
        torch.add(a, b, out=c)


def numpy_sgemm(size, repeats):
    a, b = numpy.random.rand(2, size, size).astype(numpy.float32)
    for _ in range(repeats):
        a @ b


def numpy_add(size, repeats):
    a, b, c = numpy.random.rand(3, size).astype(numpy.float32)
    for _ in range(repeats):
        numpy.add(a, b, out=c)


works = {
    **{"step": train, "errors": errors, "products": products, "numpyProducts": numpy_products},
    **{"sgemm": sgemm, "numpy": numpy_sgemm, "sum": add, "numpySum": numpy_add},
}
print(f"torch {torch.__version__} {torch.cuda.get_device_name() if device == 'cuda' else 'cpu'}", flush=True)
for line in sys.stdin:
    name, size, repeats = line.split()
    wait()
    start = time.perf_counter()
    works[name](int(size), int(repeats))
    wait()
    print((time.perf_counter() - start) / int(repeats), flush=True)
