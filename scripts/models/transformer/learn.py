"""Train a model of `model.py` on batches."""

import time

import jax
import jax.numpy as jnp
import numpy
import optax
from model import compute_logits, create_parameters


def train(recipe, batches, vocabulary, report=print):
    """Train by Muon (K. Jordan et al., 2024), and Adam for what is not a layer's matrix."""
    parameters = create_parameters(recipe, vocabulary)
    heads = recipe["heads"]
    total = recipe["steps"]
    rate = optax.warmup_cosine_decay_schedule(0, recipe["rate"], min(100, total // 10), total, 0)
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.contrib.muon(
            rate, consistent_rms=0.2, muon_weight_dimension_numbers=choose_matrices, adam_b2=0.98
        ),
    )
    state = optimizer.init(parameters)

    def measure(parameters, ids, places, truth, weights):
        logits = compute_logits(parameters, ids, heads, places)
        each = optax.softmax_cross_entropy_with_integer_labels(logits, truth)
        return (each * weights).sum() / weights.sum()

    @jax.jit
    def step(parameters, state, batch):
        loss, gradients = jax.value_and_grad(measure)(parameters, *batch)
        updates, state = optimizer.update(gradients, state, parameters)
        return optax.apply_updates(parameters, updates), state, loss

    random = numpy.random.default_rng(recipe["seed"])
    done, mean, used = 0, None, time.process_time()
    while done < total:
        for batch in batches.draw(random):
            batch = tuple(jnp.asarray(part, jnp.int32) for part in batch[:3]) + (batch[3],)
            parameters, state, loss = step(parameters, state, batch)
            mean = float(loss) if mean is None else 0.98 * mean + 0.02 * float(loss)
            done += 1
            if done % 50 == 0 or done == total:
                seconds = time.process_time() - used
                report(f"{recipe['name']} step {done} of {total}: loss {mean:.4f}, {seconds:.0f} s")
            if done == total:
                break
    return parameters


def choose_matrices(parameters):
    """Say which parameters Muon updates: the layers' matrices."""
    matrix = optax.contrib.MuonDimensionNumbers()
    return {
        name: jax.tree.map(lambda value: matrix if value.ndim == 2 else None, part)
        if name == "layers"
        else None
        for name, part in parameters.items()
    }
