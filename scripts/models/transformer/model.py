"""A decoder-only transformer in JAX: pre-norm, rotary positions, squared ReLU (So et al., "Primer",
2021), and one matrix for embedding and output. `export.py` writes the same as ONNX.

Rows are padded at their ends, which nothing before them sees.
"""

import jax
import jax.numpy as jnp
import numpy

EPSILON = 1e-5
# The slowest rotary frequency turns once in about so many tokens.
ROTARY_BASE = 1000.0
# In the first layers, how far back the first heads look before they have learned anything. To find
# what stands beside a word is what everything else is built on, and takes longest to be discovered.
LOOK_BACK = [[1, 2, 3], [1, 2]]


def create_parameters(recipe, vocabulary):
    """Draw the weights: a dictionary for each layer, the embedding and the last norm."""
    random = numpy.random.default_rng(recipe["seed"])
    width = recipe["width"]

    def draw(inputs, outputs, scale=1.0):
        values = random.standard_normal((inputs, outputs)) * scale / numpy.sqrt(inputs)
        return jnp.asarray(values, jnp.float32)

    def draw_layer(index):
        attention = draw(width, 3 * width)
        bias = numpy.zeros(3 * width, numpy.float32)
        for head, distance in enumerate(LOOK_BACK[index] if index < len(LOOK_BACK) else []):
            attention, bias = look_back(attention, bias, head, distance, width // recipe["heads"])
        return {
            "attention_norm": jnp.ones(width),
            # Three matrices to Muon: as one, the values' gradients would drown the others.
            "attention_in": attention.reshape(width, 3, width),
            "attention_bias": jnp.asarray(bias),
            # Not zero, or nothing would tell the first heads what to pass on.
            "attention_out": draw(width, width),
            "dense_norm": jnp.ones(width),
            "dense_in": draw(width, 4 * width),
            # What this adds starts at zero.
            "dense_out": draw(4 * width, width, 0.0),
        }

    return {
        "embedding": draw(vocabulary, width, numpy.sqrt(vocabulary / width)),
        "norm": jnp.ones(width),
        "layers": [draw_layer(index) for index in range(recipe["layers"])],
    }


def look_back(weights, bias, head, distance, size):
    """Make a head look at the token so far back: its query and key turn to the same angle there."""
    width = len(weights)
    start, half = head * size, size // 2
    angles = distance * frequencies(size)
    strong = 5 * (numpy.arange(half) < half // 2)
    for offset, turned in ((0, angles), (width, 0 * angles)):
        part = slice(offset + start, offset + start + size)
        weights = weights.at[:, part].set(0)
        # Turned back by the distance, the query meets the key.
        bias[part] = numpy.concatenate([strong * numpy.cos(turned), -strong * numpy.sin(turned)])
    return weights, bias


def compute_logits(parameters, ids, heads, cut=0, start=0, places=None):
    """Compute the logits at some places of each row: (rows, places), or all.

    A token sees those before `cut`, and those from `start` on up to itself.
    """
    embedding = parameters["embedding"]
    x = embedding[ids]
    rows, length, width = x.shape
    index = jnp.arange(length)
    cut, start = (jnp.broadcast_to(part, ids.shape) for part in (cut, start))
    # Positions are what they are if a task follows all that it sees of the context.
    cosine, sine = rotations(cut + index - start, width // heads)
    after = (index >= start[:, :, None]) & (index <= index[:, None])
    visible = ((index < cut[:, :, None]) | after)[:, None]
    for layer in parameters["layers"]:
        mixed = normalize(x, layer["attention_norm"]) @ layer["attention_in"].reshape(width, -1)
        mixed = mixed + layer["attention_bias"]
        mixed = mixed.reshape(rows, length, 3, heads, -1).transpose(2, 0, 3, 1, 4)
        query, key, value = mixed
        query, key = rotate(query, cosine, sine), rotate(key, cosine, sine)
        scores = query @ key.swapaxes(2, 3) / numpy.sqrt(width // heads)
        weights = jax.nn.softmax(jnp.where(visible, scores, -1e9))
        seen = (weights @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        x = x + seen @ layer["attention_out"]
        hidden = jax.nn.relu(normalize(x, layer["dense_norm"]) @ layer["dense_in"])
        x = x + (hidden * hidden) @ layer["dense_out"]
    if places is not None:
        x = jnp.take_along_axis(x, places[:, :, None], 1)
    return normalize(x, parameters["norm"]) @ embedding.T


def normalize(x, gain):
    """Layer norm without a bias."""
    x = x - x.mean(-1, keepdims=True)
    return x * jax.lax.rsqrt((x * x).mean(-1, keepdims=True) + EPSILON) * gain


def frequencies(size):
    return ROTARY_BASE ** (-numpy.arange(size // 2, dtype=numpy.float32) / (size // 2))


def rotations(positions, size):
    angles = positions[:, None, :, None] * frequencies(size)
    return jnp.cos(angles), jnp.sin(angles)


def rotate(x, cosine, sine):
    """Turn each pair of values (i, i + half) by its position's angle (Su et al., 2021)."""
    first, second = jnp.split(x, 2, -1)
    return jnp.concatenate(
        [first * cosine - second * sine, second * cosine + first * sine], -1
    )


def count_parameters(parameters):
    return sum(value.size for value in jax.tree.leaves(parameters))
