"""Split scikit-learn's handwritten digits into a training set and a held-out set for validators.

The data set is ordered by writer and is split in that order, so most held-out digits are in
handwriting that no model has seen. Each record is 64 pixels from 0 to 16 and the label.
"""

import argparse
import base64
import zlib
from pathlib import Path

import numpy
from sklearn.datasets import load_digits

TRAINING = 1200

HELD_OUT = """/**
The digits that validators ask about: records of 65 bytes (64 pixels from 0 to 16, then the label), raw deflate, base64. Written by `npm run models`.

They are the last {count} of the "Optical Recognition of Handwritten Digits" of E. Alpaydin and C. Kaynak (UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, CC BY 4.0) as scikit-learn carries them.
*/
export const heldOutDigits =
	'{text}';
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--training", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    options = parser.parse_args()

    digits = load_digits()
    records = numpy.column_stack([digits.data, digits.target]).astype(numpy.uint8)
    training, held_out = records[:TRAINING], records[TRAINING:]
    shared = {row.tobytes() for row in training} & {row.tobytes() for row in held_out}
    if shared:
        raise SystemExit(f"{len(shared)} digits are in both parts")

    options.training.write_bytes(training.tobytes())
    write_held_out(options.held_out, HELD_OUT, held_out.tobytes(), count=len(held_out))


def write_held_out(file, template, records, **fields):
    """Write a module of TypeScript that holds records: raw deflate, base64."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = base64.b64encode(compressor.compress(records) + compressor.flush()).decode()
    file.write_text(template.format(text=text, **fields))


if __name__ == "__main__":
    main()
