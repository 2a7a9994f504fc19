"""Reference vectors of AdaMixUp for dense nets from PyTorch:

python tests/vectors/ada-mixup-network.py > tests/vectors/ada-mixup-network.json

Float64 on the CPU, three batches an epoch, the last one smaller. Parameters are listed layer by layer, weights
[inputs x outputs], then the bias.
"""

import json

import torch
from torch.nn.functional import cross_entropy, one_hot

torch.manual_seed(70)
torch.set_default_dtype(torch.float64)
n, d, k, hidden, generator_width, batch_size, epochs = 10, 3, 3, [6, 5], 4, 4, 3
X = torch.randn(n, d)
y = torch.randint(k, (n,))


def draw():
    first = torch.randperm(n)
    second, third = [
        torch.cat([batch[torch.randperm(len(batch))] for batch in first.split(batch_size)]) for _ in range(2)
    ]
    return {"first": first, "second": second, "third": third, "uniforms": torch.rand(n)}


draws = [draw() for _ in range(epochs)]


def net(widths, activation):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs)] + ([torch.nn.ReLU()] if activation == "relu" else [])
    return torch.nn.Sequential(*(layers[:-1] if activation == "relu" else layers))


def parameters_of(network):
    values = []
    for layer in network:
        if isinstance(layer, torch.nn.Linear):
            values += layer.weight.T.reshape(-1).tolist() + layer.bias.tolist()
    return values


def total_loss(classifier, generator, intrusion, rows, e):
    """rows: of the first, second and third points."""
    x, labels = [X[row] for row in rows], [y[row] for row in rows]
    shares = torch.softmax(generator(torch.hstack(x[:2])), dim=1)
    mixing = (shares[:, 0] + e * shares[:, 1])[:, None]
    mixed = mixing * x[0] + (1 - mixing) * x[1]
    hot = [one_hot(label, k).double() for label in labels]
    size = len(e)
    loss = cross_entropy(classifier(mixed), mixing * hot[0] + (1 - mixing) * hot[1])
    loss = loss + sum(cross_entropy(classifier(x[i]), labels[i]) for i in range(2))
    loss = loss + cross_entropy(intrusion(mixed), torch.zeros(size, dtype=torch.long))
    return loss + sum(cross_entropy(intrusion(point), torch.ones(size, dtype=torch.long)) for point in x)


def case(activation, optimiser, learning_rate, trains_generator):
    torch.manual_seed(71)
    networks = {
        "classifier": net([d, *hidden, k], activation),
        "generator": net([2 * d, generator_width, generator_width, 3], "identity"),
        "intrusion": net([d, 2], "identity"),
    }
    trained = list(networks.values()) if trains_generator else [networks["classifier"]]
    parameters = [p for network in trained for p in network.parameters()]
    if optimiser == "adam":
        steps = torch.optim.Adam(parameters, lr=learning_rate, weight_decay=1e-4)
    else:
        steps = torch.optim.SGD(parameters, lr=learning_rate, momentum=0.9, weight_decay=1e-4)

    def state():
        return {name: parameters_of(network) for name, network in networks.items()}

    result = {
        "activation": activation,
        "optimiser": optimiser,
        "learningRate": learning_rate,
        "trainsGenerator": trains_generator,
        "initial": state(),
        "losses": [],
    }
    for epoch in draws:
        losses = []
        for start in range(0, n, batch_size):
            positions = slice(start, start + batch_size)
            rows = [epoch[name][positions] for name in ("first", "second", "third")]
            steps.zero_grad()
            loss = total_loss(*networks.values(), rows, epoch["uniforms"][positions])
            loss.backward()
            steps.step()
            losses.append(loss.item())
        result["losses"].append(sum(losses) / len(losses))
    result["final"] = state()
    return result


print(
    json.dumps(
        {
            "command": "python tests/vectors/ada-mixup-network.py > tests/vectors/ada-mixup-network.json",
            "versions": {"torch": torch.__version__},
            "X": X.tolist(),
            "y": y.tolist(),
            "numClasses": k,
            "hiddenWidths": hidden,
            "generatorWidth": generator_width,
            "batchSize": batch_size,
            "draws": [{name: values.tolist() for name, values in epoch.items()} for epoch in draws],
            "cases": [
                case("relu", "sgd", 0.1, True),
                case("relu", "adam", 0.01, True),
                case("relu", "sgd", 0.1, False),
                case("identity", "sgd", 0.1, True),
                case("identity", "adam", 0.1, True),
                case("identity", "adam", 0.01, False),
            ],
        },
        indent=1,
    )
)
