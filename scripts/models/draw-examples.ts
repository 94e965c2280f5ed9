/**
Draw labelled pictures as validators would, to try `refine.py` with: `node scripts/models/draw-examples.ts DIGITS COUNT [SEED]`. DIGITS is the file that `digits.py --training` writes; validators ask about other digits.
*/
import {readFile} from 'node:fs/promises';
import process from 'node:process';
import {createRandom} from '../../src/support/random.ts';
import {askAboutShape} from '../../src/tasks/image/ask-about-shape.ts';
import {readDigits} from '../../src/tasks/image/digits/held-out.ts';

const [file = '', count = '', seed = '1'] = process.argv.slice(2);
const digits = readDigits(await readFile(file));
const random = createRandom(Number(seed));
for (let drawn = 0; drawn < Number(count); drawn++) {
	const {question, truth} = askAboutShape(digits, random);
	process.stdout.write(`${JSON.stringify({...question, ...truth})}\n`);
}
