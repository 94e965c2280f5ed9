/**
Rebuild the shipped models: `npm run models`. It needs Python 3.11 or newer and takes about an hour on two cores.

The training questions come from the same code that asks them in production; Python only trains. Seeds are fixed, so the same machine produces the same bytes; another may round differently.
*/
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {cp, mkdir} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
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

const root = fileURLToPath(new URL('../../', import.meta.url));
const scripts = `${root}scripts/models`;
const models = `${root}models`;
const work = `${root}node_modules/.cache/btop-models`;
const python = `${work}/venv/bin/python`;

await mkdir(work, {recursive: true});
if (!existsSync(python)) {
	await run('python3', '-m', 'venv', `${work}/venv`);
}

await run(python, '-m', 'pip', 'install', '--quiet', '-r', `${scripts}/requirements.txt`);
await run(
	python,
	`${scripts}/digits.py`,
	'--training',
	`${work}/digits.bin`,
	'--held-out',
	`${root}src/tasks/image/digits/held-out-digits.ts`,
);
await packFonts(`${work}/fonts`);
await run(
	python,
	`${scripts}/glyphs.py`,
	'--fonts',
	`${work}/fonts`,
	'--training',
	`${work}/glyphs.bin`,
	'--held-out',
	`${root}src/tasks/image/letters/held-out-glyphs.ts`,
);
await writeDigitSet(`${work}/digits.bin`, {file: `${work}/digits.f32`, count: 200_000, seed: 1});
await writeSeriesSet({file: `${work}/series.f32`, count: 1_000_000, seed: 2});
await writeTableSet({file: `${work}/table.f32`, count: 400_000, seed: 4});
await writeSimilaritySet({file: `${work}/similarity.jsonl`, count: 20_000, seed: 5});
await writeLetterSet(`${work}/glyphs.bin`, {file: `${work}/letters.f32`, count: 150_000, seed: 3});
await run(
	python,
	`${scripts}/train.py`,
	'--sets',
	work,
	'--models',
	`${work}/models`,
	'--report',
	`${work}/trained.json`,
);
await run(
	python,
	'-m',
	'pip',
	'install',
	'--quiet',
	'-r',
	`${scripts}/transformer/requirements.txt`,
);
await writeLanguageLessons(work);
await run(
	python,
	`${scripts}/transformer/train.py`,
	'--sets',
	work,
	'--models',
	`${work}/models`,
	'--report',
	`${work}/trained.json`,
);
await cp(`${work}/models`, models, {recursive: true});
await writeCatalogue({directory: models, report: `${work}/trained.json`});

async function run(command: string, ...words: readonly string[]) {
	const child = spawn(command, words, {stdio: 'inherit'});
	const [code] = (await once(child, 'exit')) as [number | undefined];
	if (code !== 0) {
		throw new Error(`\`${command} ${words.join(' ')}\` ended with ${String(code)}`);
	}
}
