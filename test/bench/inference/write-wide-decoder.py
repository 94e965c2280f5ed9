"""Writes a decoder whose weights are drawn, not learned, at a size where a step is bound by reading them: write-wide-decoder.py FOLDER LIKE, where LIKE is the folder of a model whose tokens it has.

It has 21 million parameters, 84 MB once they are floats, which no cache of a processor holds. What it says means nothing, and goes on until it is cut off.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy

sys.path.append(str(Path(__file__).parents[3] / "scripts" / "models" / "transformer"))

from export import write_model  # noqa: E402

folder, like = map(Path, sys.argv[1:])
config = json.loads((like / "config.json").read_text())
width, layers, heads, words = 512, 6, 8, config["vocab_size"]
random = numpy.random.default_rng(7)


def draw(*sides, scale=1.0):
    return (random.standard_normal(sides) * scale / numpy.sqrt(sides[0])).astype(numpy.float32)


def draw_layer():
    return {
        "attention_norm": numpy.ones(width, numpy.float32),
        "attention_in": draw(width, 3, width, scale=2),
        "attention_bias": numpy.zeros(3 * width, numpy.float32),
        "attention_out": draw(width, width),
        "dense_norm": numpy.ones(width, numpy.float32),
        "dense_in": draw(width, 4 * width),
        "dense_out": draw(4 * width, width),
    }


parameters = {
    "embedding": draw(words, width, scale=numpy.sqrt(words / width)),
    "norm": numpy.ones(width, numpy.float32),
    "layers": [draw_layer() for _ in range(layers)],
}
folder.mkdir()
write_model(parameters, {"heads": heads}, folder / "model.onnx")
sizes = {
    "hidden_size": width,
    "num_hidden_layers": layers,
    "num_attention_heads": heads,
    "num_key_value_heads": heads,
    "head_dim": width // heads,
}
(folder / "config.json").write_text(json.dumps({**config, **sizes}))
for name in ("generation_config.json", "tokenizer.json", "tokenizer_config.json"):
    shutil.copy(like / name, folder)
