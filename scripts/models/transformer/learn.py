"""Train a model of `model.py` on batches."""

import time

import jax
import jax.numpy as jnp
import numpy
import optax
from model import compute_logits, create_parameters

WARM_UP = 50
# The share of the steps in which the rate falls to zero.
DECAY = 0.4


def train(recipe, batches, vocabulary, save=lambda parameters, step: None):
    """Train until the recipe's number of steps is done; return the parameters.

    `save` is called after each step.
    """
    parameters = create_parameters(recipe, vocabulary)
    optimizer, step = create_step(recipe["heads"])
    state = optimizer.init(parameters)
    random = numpy.random.default_rng(recipe["seed"])
    total, done, started = recipe["steps"], 0, time.monotonic()
    last = recipe.get("stop", total)
    losses = []
    while done < last:
        for batch in batches.draw(random):
            rate = recipe["rate"] * min(1, (done + 1) / WARM_UP, (total - done) / (DECAY * total))
            parameters, state, loss = step(parameters, state, rate, batch)
            losses.append(loss)
            done += 1
            if done % 50 == 0 or done == last:
                mean = numpy.mean(losses[-50:])
                seconds = time.monotonic() - started
                print(
                    f"{recipe['name']} step {done} of {total}: loss {mean:.4f}, {seconds:.0f} s",
                    flush=True,
                )
            save(parameters, done)
            if done == last:
                break
    return parameters


def create_step(heads):
    """Create what takes a step: Muon (K. Jordan et al., 2024), and Adam for what is no matrix."""
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0),
        # Scaled so that both want the same rate (Liu et al., "Muon is scalable", 2025).
        optax.contrib.muon(
            1.0, consistent_rms=0.2, muon_weight_dimension_numbers=choose_matrices, adam_b2=0.98
        ),
    )

    def measure(parameters, ids, cut, start, places, truth, weights):
        logits = compute_logits(parameters, ids, heads, cut, start, places)
        each = optax.softmax_cross_entropy_with_integer_labels(logits, truth)
        return (each * weights).sum() / weights.sum()

    @jax.jit
    def step(parameters, state, rate, batch):
        *whole, weights = batch
        whole = (part.astype(jnp.int32) for part in whole)
        loss, gradients = jax.value_and_grad(measure)(parameters, *whole, weights)
        updates, state = optimizer.update(gradients, state, parameters)
        updates = jax.tree.map(lambda update: rate * update, updates)
        return optax.apply_updates(parameters, updates), state, loss

    return optimizer, step


def choose_matrices(parameters):
    """Say which parameters Muon updates, and along which axes: the layers' matrices."""

    def choose(value):
        return optax.contrib.MuonDimensionNumbers(0, value.ndim - 1) if value.ndim > 1 else None

    return {
        name: jax.tree.map(choose, part) if name == "layers" else None
        for name, part in parameters.items()
    }
