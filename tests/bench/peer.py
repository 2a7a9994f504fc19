"""Times training steps in the style of the GenLabel authors' released code: one configuration at a time, PyTorch.

Reads one JSON request a line, {"workload": "w1", "steps": 100}, and answers {"cpu": seconds, "sink": number} after
running that many steps. {"workload": "limit"} answers {"gflops": number} of a large f32 matrix product.
{"workload": "fit", "method": "kernel", "counts": [30, 40], "features": 5, "epochs": 2} trains softmax regression on as many
points of each class. One thread.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import scipy
import torch
from scipy.special import softmax
from scipy.stats import gaussian_kde, multivariate_normal
from torch import nn

torch.set_num_threads(1)
ROWS, FEATURES, CLASSES, BATCH = 1000, 10, 3, 128


def normal_points(counts, features):
    y = np.random.default_rng(1).permutation(np.repeat(np.arange(len(counts)), counts))
    return np.random.default_rng(2).standard_normal((len(y), features)) + y[:, None], y


def make_data():
    rng = np.random.default_rng(1)
    y = np.arange(ROWS) % CLASSES
    return rng.standard_normal((ROWS, FEATURES)) + y[:, None], y


class Peer:
    def __init__(self, X, y):
        torch.manual_seed(1)
        np.random.seed(1)
        self.X, self.y = X, y
        self.rows, self.d, self.k = len(y), X.shape[1], y.max() + 1
        self.points = torch.from_numpy(self.X.astype(np.float32))
        self.classes = torch.from_numpy(self.y)
        self.labels = nn.functional.one_hot(self.classes).float()
        classes = [self.X[self.y == c] for c in range(self.k)]
        self.means = [part.mean(axis=0) for part in classes]
        self.covariances = [
            np.cov(part.T, bias=True).reshape(self.d, self.d) + 1e-4 * np.eye(self.d) for part in classes
        ]
        # A class with too few points for its covariance has no kernel density, and is left out.
        self.kernels = [gaussian_kde(part.T) for part in classes if len(part) > self.d]
        self.criterion = nn.CrossEntropyLoss()

    def batches(self, steps):
        """Mixed batches with one lambda each, rows in order, partners a permutation."""
        start = 0
        for _ in range(steps):
            x, y = self.points[start : start + BATCH], self.labels[start : start + BATCH]
            start = 0 if start + BATCH >= self.rows else start + BATCH
            weight = np.random.beta(1.0, 1.0)
            partner = torch.randperm(x.shape[0])
            yield weight * x + (1 - weight) * x[partner], weight * y + (1 - weight) * y[partner]

    def gaussian_labels(self, mixed):
        densities = np.zeros((mixed.shape[0], self.k))
        for c in range(self.k):
            densities[:, c] = multivariate_normal(self.means[c], self.covariances[c]).pdf(mixed)
        return torch.from_numpy(densities / densities.sum(axis=1, keepdims=True)).float()

    def train(self, model, steps, gamma):
        optimiser = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-4)
        total = 0.0
        for mixed, soft in self.batches(steps):
            scores = model(mixed)
            if gamma is None:
                loss = self.criterion(scores, soft)
            else:
                generative = self.gaussian_labels(mixed)
                loss = gamma * self.criterion(scores, generative) + (1 - gamma) * self.criterion(scores, soft)
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            total += loss.item()
        return total

    def w1(self, steps):
        return self.train(nn.Linear(FEATURES, CLASSES), steps, gamma=0.4)

    def network(self, steps, activation, gamma):
        hidden = [nn.Linear(FEATURES, 128), activation(), nn.Linear(128, 128), activation()]
        return self.train(nn.Sequential(*hidden, nn.Linear(128, CLASSES)), steps, gamma)

    def w2(self, steps):
        return self.network(steps, nn.ReLU, gamma=0.4)

    def w2_mixup(self, steps):
        return self.network(steps, nn.ReLU, gamma=None)

    def w2_linear(self, steps):
        return self.network(steps, nn.Identity, gamma=0.4)

    def adamixup(self, steps, trains_generator=True):
        classifier, intrusion = nn.Linear(self.d, self.k), nn.Linear(self.d, 2)
        hidden = [nn.Linear(2 * self.d, 100), nn.Linear(100, 100), nn.Linear(100, 3)]
        generator = nn.Sequential(*hidden, nn.Softmax(dim=1))
        models = [classifier, generator, intrusion] if trains_generator else [classifier]
        parameters = [p for model in models for p in model.parameters()]
        optimiser = torch.optim.Adam(parameters, lr=0.01, weight_decay=1e-4)
        total, start = 0.0, 0
        for _ in range(steps):
            rows = torch.arange(start, min(start + BATCH, self.rows))
            start = 0 if start + BATCH >= self.rows else start + BATCH
            second, third = (rows[torch.randperm(len(rows))] for _ in range(2))
            x, y = [self.points[i] for i in (rows, second, third)], [self.labels[i] for i in (rows, second)]
            shares = generator(torch.cat(x[:2], dim=1))
            weight = (shares[:, 0] + torch.rand(len(rows)) * shares[:, 1])[:, None]
            mixed = weight * x[0] + (1 - weight) * x[1]
            loss = self.criterion(classifier(mixed), weight * y[0] + (1 - weight) * y[1])
            for point, label in zip(x, y):
                loss = loss + self.criterion(classifier(point), label)
            for point, label in [(mixed, [1.0, 0.0]), *((point, [0.0, 1.0]) for point in x)]:
                loss = loss + self.criterion(intrusion(point), torch.tensor(label).repeat(len(rows), 1))
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            total += loss.item()
        return total

    def adamixup_fixed(self, steps):
        return self.adamixup(steps, trains_generator=False)

    def vanilla(self, steps):
        model = nn.Linear(self.d, self.k)
        optimiser = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-4)
        total = 0.0
        for step in range(steps):
            start = step * BATCH % (BATCH * -(-self.rows // BATCH))
            loss = self.criterion(model(self.points[start : start + BATCH]), self.classes[start : start + BATCH])
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            total += loss.item()
        return total

    def mixup(self, steps):
        return self.train(nn.Linear(self.d, self.k), steps, gamma=None)

    def gaussian(self, steps):
        return self.train(nn.Linear(self.d, self.k), steps, gamma=0.4)

    def kernel(self, steps):
        self.gaussian_labels = self.kernel_labels
        return self.train(nn.Linear(self.d, self.k), steps, gamma=0.4)

    def kernel_labels(self, mixed):
        log = np.full((mixed.shape[0], self.k), -1e300)
        for c, kernel in enumerate(self.kernels):
            log[:, c] = kernel.logpdf(mixed.numpy().T)
        return torch.from_numpy(softmax(log, axis=1)).float()

    def without_intrusion(self, steps):
        """Mixup whose intruding points are found one by one, as in the released code, and left out."""
        model = nn.Linear(self.d, self.k)
        optimiser = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-4)
        total = 0.0
        for mixed, soft in self.batches(steps):
            nearest = [self.classes[torch.norm(point - self.points, dim=1).argmin()] for point in mixed]
            kept = soft[torch.arange(len(mixed)), torch.stack(nearest)] > 0
            loss = self.criterion(model(mixed[kept]), soft[kept])
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            total += loss.item()
        return total

    def w3(self, steps):
        return sum(
            float(kernel.logpdf(mixed.numpy().T).sum()) for mixed, _ in self.batches(steps) for kernel in self.kernels
        )


def product_limit():
    a = np.random.rand(1024, 1024).astype(np.float32)
    best = float("inf")
    for _ in range(8):
        start = time.process_time()
        a @ a
        best = min(best, time.process_time() - start)
    return 2 * 1024**3 / best / 1e9


def main():
    peer = Peer(*make_data())
    versions = {"torch": torch.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if request["workload"] == "limit":
            print(json.dumps({"gflops": product_limit()}), flush=True)
            continue
        if request["workload"] == "fit":
            fit = Peer(*normal_points(request["counts"], request["features"]))
            method = getattr(fit, request["method"])
            steps = -(-fit.rows // BATCH)
            method(steps)  # warm up
            start = time.process_time()
            sink = method(steps * request["epochs"])
            cpu = time.process_time() - start
            # As in the released code, a batch whose points are all left out has a loss of 0 / 0.
            print(json.dumps({"cpu": cpu, "sink": float(np.nan_to_num(sink))}), flush=True)
            continue
        start = time.process_time()
        sink = getattr(peer, request["workload"])(request["steps"])
        print(json.dumps({"cpu": time.process_time() - start, "sink": sink}), flush=True)


main()
