"""Times training of LeNet-5 and ResNet-18 in PyTorch on a GPU, beside gpu-worker.mts: gpu_peer.py PART JSON, with the same
parts and request. Writes a line of JSON for every result as it comes."""

import gzip
import json
import os
import sys
import time

import numpy as np
import torch
from torch import nn

from image_nets import lenet5, resnet18

part, request = sys.argv[1], json.loads(sys.argv[2])
shrink, width = request["shrink"], request["width"]
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fewer(count, least=1):
    return max(least, round(count / shrink))


def say(**result):
    print(json.dumps(result), flush=True)


def finish():
    if device.type == "cuda":
        torch.cuda.synchronize()


def noise(shape, count):
    rng = np.random.default_rng(1)
    return rng.integers(0, 256, (count, *shape), np.uint8), rng.integers(0, 10, count, np.uint8)


def mnist(name, count):
    arrays = []
    for kind, start, shape in (("images-idx3", 16, (-1, 1, 28, 28)), ("labels-idx1", 8, (-1,))):
        paths = [os.path.join(request["mnist"], f"{name}-{kind}-ubyte{end}") for end in (".gz", "")]
        path = next(filter(os.path.exists, paths), None)
        if not path:
            return noise((1, 28, 28), count)
        with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
            arrays.append(np.frombuffer(file.read(), np.uint8)[start:].reshape(shape)[:count])
    return arrays


def cifar(name, count):
    path = os.path.join(request["cifar"], name)
    if not os.path.exists(path):
        return noise((3, 32, 32), count)
    rows = np.fromfile(path, np.uint8).reshape(-1, 3073)[:count]
    return rows[:, 1:].reshape(-1, 3, 32, 32), rows[:, 0]


def resident(train, test):
    """Both on the device, scaled by the moments of the first."""
    x = train[0].astype(np.float64)
    mean, deviation = x.mean((0, 2, 3)), x.std((0, 2, 3))
    result = []
    for pixels, classes in (train, test):
        scaled = (pixels - mean[:, None, None]) / deviation[:, None, None]
        result += [torch.tensor(scaled, dtype=torch.float32, device=device), torch.tensor(classes.astype(np.int64), device=device)]
    return result


class Training:
    def __init__(self, net, train, test, batch, channels_last=False):
        torch.manual_seed(1)
        self.format = torch.channels_last if channels_last else torch.contiguous_format
        self.net = net.to(device).to(memory_format=self.format)
        self.x, self.y, self.test_x, self.test_y = resident(train, test)
        self.batch, self.steps = batch, len(self.x) // batch
        self.optimiser = torch.optim.SGD(self.net.parameters(), 0.02, momentum=0.9, weight_decay=1e-4)
        self.order = torch.randperm(len(self.x), device=device)

    def step(self, index, rate, augment=False):
        rows = self.order[(index % self.steps) * self.batch :][: self.batch]
        x = self.x[rows]
        if augment:
            half = self.batch // 2
            x = torch.cat([x[:half].flip(3), x[half:]])
            top, left = np.random.randint(9, size=2)
            x = nn.functional.pad(x, (4, 4, 4, 4))[:, :, top : top + x.shape[2], left : left + x.shape[3]]
        self.optimiser.param_groups[0]["lr"] = rate
        self.optimiser.zero_grad()
        loss = nn.functional.cross_entropy(self.net(x.contiguous(memory_format=self.format)), self.y[rows])
        loss.backward()
        self.optimiser.step()
        return loss.detach()

    def epoch(self, rate, augment=False):
        self.net.train()
        self.order = torch.randperm(len(self.x), device=device)
        total = torch.zeros((), device=device)
        for i in range(self.steps):
            total += self.step(i, rate(i), augment)
        return total.item() / self.steps

    def accuracy(self):
        self.net.eval()
        with torch.no_grad():
            found = torch.cat([self.net(x).argmax(1) for x in self.test_x.split(500)])
        self.net.train()
        return (found == self.test_y).float().mean().item()


def tensor_floats(on):
    torch.backends.cuda.matmul.allow_tf32 = on
    torch.backends.cudnn.allow_tf32 = on
    return {"tf32": on}


def lenet():
    for tf32 in (False, True):
        setting = tensor_floats(tf32)
        training = Training(lenet5(), mnist("train", fewer(60000, 16)), mnist("t10k", fewer(10000, 16)), fewer(128, 8))
        for epoch in range(1, 4):
            begin = time.perf_counter()
            loss = training.epoch(lambda _: 0.02)
            seconds = time.perf_counter() - begin
            say(net="LeNet-5", **setting, epoch=epoch, seconds=seconds, steps=training.steps, loss=loss, accuracy=training.accuracy())


def cifar_training(batch, count, channels_last):
    parts = ("train_1000_per_class.bin", count), ("test_200_per_class.bin", fewer(2000, 16))
    return Training(resnet18(width), *(cifar(*each) for each in parts), batch, channels_last)


def resnet():
    batch = fewer(128, 8)
    for tf32, channels_last in ((False, False), (False, True), (True, False), (True, True)):
        setting = tensor_floats(tf32)
        training = cifar_training(batch, 4 * batch, channels_last)
        for round_ in range(6):
            count = 1 if round_ == 0 else fewer(10)
            finish()
            begin = time.perf_counter()
            for i in range(count):
                training.step(i, 0.01, True)
            finish()
            seconds = (time.perf_counter() - begin) / count
        say(net=f"ResNet-18, width {width}", **setting, channelsLast=channels_last, batch=batch, secondsPerStep=seconds)


def schedule(progress):
    return 0.1 * (progress / 0.2 if progress < 0.2 else (1 - progress) / 0.8)


def cifar_part():
    epochs = request.get("epochs") or 10
    setting = tensor_floats(False)
    training = cifar_training(fewer(128, 8), fewer(10000, 16), False)
    for epoch in range(epochs):
        begin = time.perf_counter()
        loss = training.epoch(lambda step: schedule((epoch + step / training.steps) / epochs), True)
        seconds = time.perf_counter() - begin
        say(net=f"ResNet-18, width {width}", **setting, epoch=epoch + 1, seconds=seconds, loss=loss, accuracy=training.accuracy())


torch.backends.cudnn.benchmark = True
name = torch.cuda.get_device_name() if device.type == "cuda" else "cpu"
say(torch=torch.__version__, cuda=torch.version.cuda, device=name)
{"lenet": lenet, "resnet": resnet, "cifar": cifar_part}[part]()
