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


def make_data():
    rng = np.random.default_rng(1)
    y = np.arange(ROWS) % CLASSES
    return rng.standard_normal((ROWS, FEATURES)) + y[:, None], y


class Peer:
    def __init__(self):
        torch.manual_seed(1)
        np.random.seed(1)
        self.X, self.y = make_data()
        self.points = torch.from_numpy(self.X.astype(np.float32))
        self.labels = nn.functional.one_hot(torch.from_numpy(self.y)).float()
        classes = [self.X[self.y == c] for c in range(CLASSES)]
        self.means = [part.mean(axis=0) for part in classes]
        self.covariances = [np.cov(part.T, bias=True) + 1e-4 * np.eye(FEATURES) for part in classes]
        self.kernels = [gaussian_kde(part.T) for part in classes]
        self.criterion = nn.CrossEntropyLoss()

    def batches(self, steps):
        """Mixed batches with one lambda each, rows in order, partners a permutation."""
        start = 0
        for _ in range(steps):
            x, y = self.points[start : start + BATCH], self.labels[start : start + BATCH]
            start = 0 if start + BATCH >= ROWS else start + BATCH
            weight = np.random.beta(1.0, 1.0)
            partner = torch.randperm(x.shape[0])
            yield weight * x + (1 - weight) * x[partner], weight * y + (1 - weight) * y[partner]

    def gaussian_labels(self, mixed):
        densities = np.zeros((mixed.shape[0], CLASSES))
        for c in range(CLASSES):
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
        classifier, intrusion = nn.Linear(FEATURES, CLASSES), nn.Linear(FEATURES, 2)
        hidden = [nn.Linear(2 * FEATURES, 100), nn.Linear(100, 100), nn.Linear(100, 3)]
        generator = nn.Sequential(*hidden, nn.Softmax(dim=1))
        models = [classifier, generator, intrusion] if trains_generator else [classifier]
        parameters = [p for model in models for p in model.parameters()]
        optimiser = torch.optim.Adam(parameters, lr=0.01, weight_decay=1e-4)
        total, start = 0.0, 0
        for _ in range(steps):
            rows = torch.arange(start, min(start + BATCH, ROWS))
            start = 0 if start + BATCH >= ROWS else start + BATCH
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

    def w3(self, steps):
        return sum(
            float(kernel.logpdf(mixed.numpy().T).sum()) for mixed, _ in self.batches(steps) for kernel in self.kernels
        )


class LambdaGenerator(nn.Module):
    """Three linear layers and a softmax, of which AdaMixUp takes the first two shares."""

    def __init__(self, features):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(2 * features, 100), nn.Linear(100, 100), nn.Linear(100, 3), nn.Softmax(1))

    def forward(self, first, second):
        shares = self.layers(torch.cat((first, second), dim=1))
        return (shares[:, 0] + torch.rand(len(first)) * shares[:, 1]).reshape(-1, 1)


class Fit:
    """One fit of softmax regression by a method of Section 6.1 to normal points."""

    def __init__(self, counts, features):
        torch.manual_seed(1)
        np.random.seed(1)
        self.k = len(counts)
        y = np.random.permutation(np.repeat(np.arange(self.k), counts))
        self.X = np.random.standard_normal((len(y), features)) + y[:, None]
        self.y = torch.from_numpy(y)
        self.points = torch.from_numpy(self.X.astype(np.float32))
        self.labels = nn.functional.one_hot(self.y, self.k).float()
        self.model = nn.Linear(features, self.k)
        self.criterion = nn.CrossEntropyLoss()

    def densities(self, method):
        classes = [self.X[self.y.numpy() == c] for c in range(self.k)]
        d = self.X.shape[1]
        if method == "gaussian":
            covariances = [np.cov(part.T, bias=True).reshape(d, d) + 1e-4 * np.eye(d) for part in classes]
            return [multivariate_normal(part.mean(axis=0), s) for part, s in zip(classes, covariances)]
        return [gaussian_kde(part.T) for part in classes if len(part) > d]

    def run(self, method, epochs):
        extra = []
        if method == "adaMixup":
            self.generator = LambdaGenerator(self.X.shape[1])
            self.detector = nn.Linear(self.X.shape[1], 2)
            extra = [*self.generator.parameters(), *self.detector.parameters()]
        models = self.densities(method) if method in ("gaussian", "kernel") else None
        optimiser = torch.optim.Adam([*self.model.parameters(), *extra], lr=0.01, weight_decay=1e-4)
        total = 0.0
        for _ in range(epochs):
            for start in range(0, len(self.y), BATCH):
                x, y = self.points[start : start + BATCH], self.labels[start : start + BATCH]
                loss = self.loss(method, x, y, models)
                loss.backward()
                optimiser.step()
                optimiser.zero_grad()
                total += loss.item()
        return total

    def loss(self, method, x, y, models):
        if method == "vanilla":
            return self.criterion(self.model(x), y.argmax(dim=1))
        if method == "adaMixup":
            return self.ada_mixup_loss(x, y)
        weight = np.random.beta(1.0, 1.0)
        partner = torch.randperm(len(x))
        mixed = weight * x + (1 - weight) * x[partner]
        scores, second = self.model(mixed), y[partner]
        if models:
            log = np.stack([self.log_density(model, mixed) for model in models], axis=1)
            generative = torch.from_numpy(softmax(log, axis=1))
            kept = scores[:, : generative.shape[1]]
            soft = (weight * y + (1 - weight) * second)[:, : generative.shape[1]]
            return 0.4 * self.criterion(kept, generative) + 0.6 * self.criterion(kept, soft)
        if method == "withoutIntrusion":
            nearest = torch.stack([self.y[torch.norm(point - self.points, dim=1).argmin()] for point in mixed])
            kept = (nearest == y.argmax(dim=1)) | (nearest == second.argmax(dim=1))
            scores, y, second = scores[kept], y[kept], second[kept]
        return weight * self.criterion(scores, y) + (1 - weight) * self.criterion(scores, second)

    @staticmethod
    def log_density(model, mixed):
        return model.logpdf(mixed.numpy().T if isinstance(model, gaussian_kde) else mixed.numpy()).reshape(len(mixed))

    def ada_mixup_loss(self, x, y):
        second, third = torch.randperm(len(x)), torch.randperm(len(x))
        weight = self.generator(x, x[second])
        mixed = weight * x + (1 - weight) * x[second]
        loss = self.criterion(self.model(mixed), weight * y + (1 - weight) * y[second])
        loss = loss + self.criterion(self.model(x), y) + self.criterion(self.model(x[second]), y[second])
        no, yes = torch.tensor([0.0, 1.0]).repeat(len(x), 1), torch.tensor([1.0, 0.0]).repeat(len(x), 1)
        loss = loss + self.criterion(self.detector(mixed), yes)
        return loss + sum(self.criterion(self.detector(x[rows]), no) for rows in (slice(None), second, third))


def product_limit():
    a = np.random.rand(1024, 1024).astype(np.float32)
    best = float("inf")
    for _ in range(8):
        start = time.process_time()
        a @ a
        best = min(best, time.process_time() - start)
    return 2 * 1024**3 / best / 1e9


def main():
    peer = Peer()
    versions = {"torch": torch.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if request["workload"] == "limit":
            print(json.dumps({"gflops": product_limit()}), flush=True)
            continue
        if request["workload"] == "fit":
            Fit(request["counts"], request["features"]).run(request["method"], 1)  # warm up
            fit = Fit(request["counts"], request["features"])
            start = time.process_time()
            sink = fit.run(request["method"], request["epochs"])
            print(json.dumps({"cpu": time.process_time() - start, "sink": sink}), flush=True)
            continue
        start = time.process_time()
        sink = getattr(peer, request["workload"])(request["steps"])
        print(json.dumps({"cpu": time.process_time() - start, "sink": sink}), flush=True)


main()
