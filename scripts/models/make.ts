/**
Rebuild the shipped models: `npm run models`. It needs Python 3.11 or newer and takes over an hour on two cores. With `--quick` it takes each step in minutes, and leaves useless models in `node_modules/.cache/btop-models/quick`: that tells whether all of it works on this machine.

The training questions come from the same code that asks them in production; Python only trains. Seeds are fixed, so the same machine produces the same bytes; another may round differently.
*/
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {cp, mkdir} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {writeCatalogue} from './catalogue.ts';
import {packFonts} from './pack-fonts.ts';
import {
	writeDigitSet,
	writeLetterSet,
	writeSeriesSet,
	writeSimilaritySet,
	writeTableSet,
} from './training-set.ts';
import {writeLanguageLessons} from './write-lessons.ts';

const {quick} = parseArgs({options: {quick: {type: 'boolean', default: false}}}).values;
const most = quick ? 2000 : Infinity;
const root = fileURLToPath(new URL('../../', import.meta.url));
const scripts = `${root}scripts/models`;
const cache = `${root}node_modules/.cache/btop-models`;
const python = `${cache}/venv/bin/python`;
const work = quick ? `${cache}/quick` : cache;
const trained = `${work}/models`;
const report = `${work}/trained.json`;
const shipped = quick ? trained : `${root}models`;
/** Where the pictures go that validators ask about. */
const heldOut = quick
	? {digits: work, letters: work}
	: {digits: `${root}src/tasks/image/digits`, letters: `${root}src/tasks/image/letters`};

await mkdir(work, {recursive: true});
if (!existsSync(python)) {
	await run('python3', '-m', 'venv', `${cache}/venv`);
}

await install(`${scripts}/requirements.txt`);
await run(
	python,
	`${scripts}/digits.py`,
	'--training',
	`${work}/digits.bin`,
	'--held-out',
	`${heldOut.digits}/held-out-digits.ts`,
);
await packFonts(`${cache}/fonts`);
await run(
	python,
	`${scripts}/glyphs.py`,
	'--fonts',
	`${cache}/fonts`,
	'--training',
	`${work}/glyphs.bin`,
	'--held-out',
	`${heldOut.letters}/held-out-glyphs.ts`,
);
await writeDigitSet(`${work}/digits.bin`, toSet('digits.f32', {count: 200_000, seed: 1}));
await writeSeriesSet(toSet('series.f32', {count: 1_000_000, seed: 2}));
await writeTableSet(toSet('table.f32', {count: 400_000, seed: 4}));
await writeSimilaritySet(toSet('similarity.jsonl', {count: 20_000, seed: 5}));
await writeLetterSet(`${work}/glyphs.bin`, toSet('letters.f32', {count: 150_000, seed: 3}));
await train(`${scripts}/train.py`);
await install(`${scripts}/transformer/requirements.txt`);
await writeLanguageLessons(work, {most});
await train(`${scripts}/transformer/train.py`);
if (!quick) {
	await cp(trained, shipped, {recursive: true});
}

await writeCatalogue({directory: shipped, report, most: quick ? 50 : Infinity});

function toSet(
	name: string,
	{count, seed}: {readonly count: number; readonly seed: number},
): {readonly file: string; readonly count: number; readonly seed: number} {
	return {file: `${work}/${name}`, count: Math.min(count, most), seed};
}

async function install(requirements: string) {
	await run(python, '-m', 'pip', 'install', '--quiet', '-r', requirements);
}

async function train(script: string) {
	const places = ['--sets', work, '--models', trained, '--report', report];
	await run(python, script, ...places, ...(quick ? ['--quick'] : []));
}

async function run(command: string, ...words: readonly string[]) {
	const child = spawn(command, words, {stdio: 'inherit'});
	const [code] = (await once(child, 'exit')) as [number | undefined];
	if (code !== 0) {
		throw new Error(`\`${command} ${words.join(' ')}\` ended with ${String(code)}`);
	}
}
