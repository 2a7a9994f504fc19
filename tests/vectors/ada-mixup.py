"""Reference vectors of AdaMixUp from PyTorch: python tests/vectors/ada-mixup.py > tests/vectors/ada-mixup.json

Float64 on the CPU, three batches an epoch, the last one smaller. Parameters are listed as the oracle lists them:
classifier and intrusion classifier as weights [outputs x inputs] and bias, the generator's layers as weights
[inputs x outputs] and bias.
"""

import json

import torch
from torch.nn.functional import cross_entropy, one_hot

torch.manual_seed(30)
torch.set_default_dtype(torch.float64)
n, d, k, hidden, batch_size, epochs = 8, 2, 3, 4, 3, 2
X = torch.randn(n, d)
y = torch.randint(k, (n,))


def linear(layer):
    return layer.weight.reshape(-1).tolist() + layer.bias.tolist()


def net(layers):
    values = []
    for layer in layers:
        values += layer.weight.T.reshape(-1).tolist() + layer.bias.tolist()
    return values


def draw():
    first = torch.randperm(n)
    second, third = [
        torch.cat([batch[torch.randperm(len(batch))] for batch in first.split(batch_size)]) for _ in range(2)
    ]
    return {"first": first, "second": second, "third": third, "uniforms": torch.rand(n)}


draws = [draw() for _ in range(epochs)]


def total_loss(classifier, generator, intrusion, x, labels, e):
    """x and labels: of the first, second and third points."""
    shares = torch.softmax(generator(torch.hstack(x[:2])), dim=1)
    mixing = (shares[:, 0] + e * shares[:, 1])[:, None]
    mixed = mixing * x[0] + (1 - mixing) * x[1]
    hot = [one_hot(label, k).double() for label in labels]
    size = len(e)
    loss = cross_entropy(classifier(mixed), mixing * hot[0] + (1 - mixing) * hot[1])
    loss = loss + sum(cross_entropy(classifier(x[i]), labels[i]) for i in range(2))
    loss = loss + cross_entropy(intrusion(mixed), torch.zeros(size, dtype=torch.long))
    return loss + sum(cross_entropy(intrusion(point), torch.ones(size, dtype=torch.long)) for point in x)


def case(learning_rate, trains_generator):
    torch.manual_seed(31)
    classifier, intrusion = torch.nn.Linear(d, k), torch.nn.Linear(d, 2)
    widths = [2 * d, hidden, hidden, 3]
    generator = torch.nn.Sequential(*[torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:])])
    models = [classifier, generator, intrusion] if trains_generator else [classifier]
    parameters = [p for model in models for p in model.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=learning_rate, weight_decay=1e-4)

    def state():
        return {"classifier": linear(classifier), "generator": net(generator), "intrusion": linear(intrusion)}

    result = {"learningRate": learning_rate, "trainsGenerator": trains_generator, "initial": state(), "losses": []}
    for epoch in draws:
        total, steps = 0, 0
        for start in range(0, n, batch_size):
            positions = slice(start, start + batch_size)
            rows = [epoch[name][positions] for name in ("first", "second", "third")]
            optimiser.zero_grad()
            points = [X[row] for row in rows]
            labels = [y[row] for row in rows]
            loss = total_loss(classifier, generator, intrusion, points, labels, epoch["uniforms"][positions])
            loss.backward()
            optimiser.step()
            total, steps = total + loss.item(), steps + 1
        result["losses"].append(total / steps)
    result["final"] = state()
    return result


print(
    json.dumps(
        {
            "command": "python tests/vectors/ada-mixup.py > tests/vectors/ada-mixup.json",
            "versions": {"torch": torch.__version__},
            "X": X.tolist(),
            "y": y.tolist(),
            "numClasses": k,
            "hiddenWidth": hidden,
            "batchSize": batch_size,
            "draws": [{name: values.tolist() for name, values in epoch.items()} for epoch in draws],
            "cases": [case(0.1, True), case(0.01, True), case(0.1, False)],
        },
        indent=1,
    )
)
