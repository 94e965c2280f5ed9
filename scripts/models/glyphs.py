"""Draw the characters of fonts, for a training set and a held-out set for validators.

`fonts.json` names npm packages of Fontsource, each one family with its license; those of the
held-out set are not among those of the training set. Each record is 16 x 16 pixels from 0 to 15,
two in a byte, and the class.
"""

import argparse
import io
import json
import re
import tarfile
from pathlib import Path

import numpy
from digits import write_held_out
from PIL import Image, ImageDraw, ImageFont

SIDE, SIZE = 16, 96

# EMNIST Balanced: lower-case letters that look like their capitals are one class with them.
CLASSES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

HELD_OUT = """/**
The characters that validators ask about: records of 129 bytes (256 pixels from 0 to 15, two in a byte, then the class), raw deflate, base64. Written by `npm run models`.

They are the {count} letters and digits of {fonts}, as npm carries them (`@fontsource/…`), under the SIL Open Font License 1.1.
*/
export const heldOutGlyphs =
	'{text}';
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--training", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    options = parser.parse_args()

    names = json.loads(Path(__file__).with_name("fonts.json").read_text())
    training = [
        record
        for name in names["training"]
        for font in read_fonts(options.fonts, name, r"-latin-(400|700)-(normal|italic)\.woff$")
        for record in draw_all(font)
    ]
    fonts = [
        font
        for name in names["heldOut"]
        for font in read_fonts(options.fonts, name, r"-latin-400-normal\.woff$")
    ]
    held_out = [record for font in fonts for record in draw_all(font)]
    options.training.write_bytes(b"".join(training))
    families = [font.getname()[0] for font in fonts]
    write_held_out(
        options.held_out,
        HELD_OUT,
        b"".join(held_out),
        count=len(held_out),
        fonts=f"{', '.join(families[:-1])} and {families[-1]}",
    )


def read_fonts(folder, package, pattern):
    """Read the fonts of a package: the archive `fontsource-NAME-VERSION.tgz`."""
    archive = folder / f"fontsource-{package.replace('@', '-')}.tgz"
    with tarfile.open(archive) as files:
        described = json.load(files.extractfile("package/package.json"))
        if described["license"] != "OFL-1.1":
            raise SystemExit(f"{package} has the license {described['license']}")
        for name in sorted(files.getnames()):
            if re.search(pattern, name):
                data = files.extractfile(name).read()
                yield ImageFont.truetype(io.BytesIO(data), SIZE)


def draw_all(font):
    for character in CHARACTERS:
        label = CLASSES.find(character)
        label = label if label != -1 else CLASSES.index(character.upper())
        pixels = draw(font, character).reshape(-1, 2)
        yield (pixels[:, 0] * 16 + pixels[:, 1]).astype(numpy.uint8).tobytes() + bytes([label])


def draw(font, character):
    """Draw a character as large as the square lets it, in its middle."""
    canvas = Image.new("L", (3 * SIZE, 3 * SIZE), 0)
    ImageDraw.Draw(canvas).text((SIZE, SIZE), character, fill=255, font=font)
    shape = canvas.crop(canvas.getbbox())
    scale = SIDE / max(shape.size)
    width, height = (max(1, round(length * scale)) for length in shape.size)
    square = Image.new("L", (SIDE, SIDE), 0)
    shape = shape.resize((width, height), Image.LANCZOS)
    square.paste(shape, ((SIDE - width) // 2, (SIDE - height) // 2))
    return numpy.round(numpy.asarray(square) / 17).astype(numpy.uint8)


main()
