"""The VAE experiment in PyTorch, by itself: what another implementation finds, for docs/experiments.md.

usage: vaeTorch.py IMAGES SEED [EPOCHS [ATTEMPTS]]; IMAGES: an IDX file, gzip. Prints one line of JSON: parts of the loss, quantiles of the
errors, pass@k for ε at quantiles of the first 1,000 attempts, κ of the eigenvalues of Eq. 15. Batches of 128, the last one smaller.
"""
import gzip
import json
import sys

import numpy
import torch
import torch.nn.functional as F
from scipy.special import gammaln

PIXELS, HIDDEN, LATENT, IMAGES, BATCH, T, TRIALS, TOGETHER = 784, 400, 20, 400, 128, 1.1, 1000, 20
path, seed = sys.argv[1], int(sys.argv[2])
epochs, attempts = (int(text) for text in (sys.argv[3:] + ["1000", "10000"][len(sys.argv) - 3 :])[:2])
torch.manual_seed(seed)
torch.set_num_threads(1)
file = gzip.open(path).read()
images = torch.tensor(numpy.frombuffer(file, numpy.uint8, IMAGES * PIXELS, 16).reshape(IMAGES, PIXELS).astype("float32") / 255)
layers = [torch.nn.Linear(a, b) for a, b in [(PIXELS, HIDDEN), (HIDDEN, LATENT), (HIDDEN, LATENT), (LATENT, HIDDEN), (HIDDEN, PIXELS)]]
encode, mean_of, log_variance_of, decode, out = layers
adam = torch.optim.Adam([p for layer in layers for p in layer.parameters()], lr=1e-3)


def posterior(x):
    hidden = F.relu(encode(x))
    return mean_of(hidden), log_variance_of(hidden)


for _ in range(epochs):
    order = torch.randperm(IMAGES)
    cross_entropy = divergence = 0.0
    for start in range(0, IMAGES, BATCH):
        x = images[order[start : start + BATCH]]
        mean, log_variance = posterior(x)
        z = mean + T * torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        likelihood = F.binary_cross_entropy_with_logits(out(F.relu(decode(z))), x, reduction="sum")
        excess = -0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())
        adam.zero_grad()
        (likelihood + excess).backward()
        adam.step()
        cross_entropy += likelihood.item() / IMAGES
        divergence += excess.item() / IMAGES

with torch.no_grad():
    mean, log_variance = posterior(images)
    deviation = T * torch.exp(0.5 * log_variance)
    errors = torch.empty(attempts, IMAGES)
    for start in range(0, attempts, TOGETHER):
        z = mean + deviation * torch.randn(TOGETHER, IMAGES, LATENT)
        y = torch.sigmoid(out(F.relu(decode(z))))
        errors[start : start + TOGETHER] = (y - images).norm(dim=2) / images.norm(dim=1)
errors = errors.numpy()


def pass_at(k, passed):
    """Chen's estimator: 1 − C(n − c, k) / C(n, k), the mean of all images."""
    failed = attempts - passed
    logs = gammaln(failed + 1) - gammaln(numpy.maximum(failed - k, 0) + 1) - gammaln(attempts + 1) + gammaln(attempts - k + 1)
    return float((1 - numpy.where(failed >= k, numpy.exp(logs), 0)).mean())


def kappa(first, last):
    ranks = numpy.arange(first, last + 1)
    return float(-numpy.polyfit(numpy.log(ranks), numpy.log(eigenvalues[first - 1 : last]), 1)[0])


head = errors[:TRIALS].astype("float64")
eigenvalues = numpy.linalg.eigvalsh(head.T @ head / IMAGES)[::-1]
result = {"seed": seed, "crossEntropy": cross_entropy, "divergence": divergence}
result["quantiles"] = {str(q): float(numpy.quantile(head, q)) for q in (0.05, 0.5, 0.9)}
result["passAtK"] = {}
for q in (0.05, 0.1, 0.2, 0.3, 0.5):
    passed = (errors < numpy.quantile(head, q)).sum(axis=0)
    result["passAtK"][str(q)] = [pass_at(k, passed) for k in (1, 10, 100, 1000, 10000) if k <= attempts]
result["kappa"] = [kappa(1, IMAGES - 1), kappa(2, IMAGES - 1), kappa(2, 100)]
print(json.dumps(result))
