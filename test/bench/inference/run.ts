/**
Measure inference through our whole engine beside other people's in the same run, on the same files, on one thread each: `npm run bench:inference [-- --json] [--model FOLDER] [--rounds N] [--seconds N]`.

The rivals are installed in a cache outside the checkout; one that cannot be had is left out, and a line says so. With `--json`, the last line is one object and everything else goes to stderr.
*/
import {existsSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {install, type Installation} from '../../../scripts/interop/cache.ts';
import {publishedModels, wideDecoder} from './models.ts';
import {formatReport, type Measured} from './report.ts';
import {pythonRuntime, transformersJs} from './rivals.ts';
import {measureTensors} from './tensor.ts';
import {measureTexts} from './text.ts';

const shipped = (name: string) =>
	fileURLToPath(new URL(`../../../models/${name}`, import.meta.url));

const {values} = parseArgs({
	options: {
		json: {type: 'boolean', default: false},
		model: {type: 'string', default: shipped('translation-base')},
		rounds: {type: 'string', default: '4'},
		seconds: {type: 'string', default: '0.5'},
	},
});
const say = values.json ? console.error : console.log;
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
if (!Number.isSafeInteger(rounds) || rounds < 1 || !(seconds > 0)) {
	throw new RangeError('`--rounds` is a whole number from 1, and `--seconds` a number above 0');
}

const python = await find(pythonRuntime);
const transformers = await find(transformersJs);
const loads = [os.loadavg()[0]!];
const measured: Measured[] = [];
const tensorModels = ['image-base/digits', 'data-base/series'].map(name => shipped(`${name}.onnx`));
for (const [, installation] of publishedModels) {
	const found = await find(installation);
	tensorModels.push(...(found === undefined ? [] : [found]));
}

for (const model of tensorModels) {
	say(`Measuring ${path.basename(model)} …`);
	measured.push(await measureTensors({model, python, rounds, seconds}));
	loads.push(os.loadavg()[0]!);
}

if (existsSync(values.model)) {
	say(`Measuring ${path.basename(values.model)} …`);
	measured.push(await measureTexts({model: values.model, transformers, rounds}));
	loads.push(os.loadavg()[0]!);
} else {
	say(`Skipped texts: there is no folder \`${values.model}\`; name one with \`--model\``);
}

const wide = await find(wideDecoder);
if (wide !== undefined) {
	say('Measuring a wide decoder …');
	measured.push(
		await measureTexts({model: wide, transformers, rounds, name: 'wide_text', count: 32}),
	);
	loads.push(os.loadavg()[0]!);
}

const rows = measured.flatMap(each => each.rows);
const ratios = Object.fromEntries(measured.flatMap(each => Object.entries(each.ratios)));
const [processor] = os.cpus();
const machine = `${processor!.model.trim()}, ${os.cpus().length} cores, ${os.type()} ${os.release()}, Node ${process.versions.node}, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
say(`\n${machine}; best of ${rounds} turns each\n`);
say(formatReport({rows, ratios}).join('\n'));
if (values.json) {
	const numbers = Object.fromEntries(
		Object.entries(ratios).map(([name, {value}]) => [name, value]),
	);
	console.log(JSON.stringify({ok: true, machine, rows, ratios: numbers}));
}

async function find(rival: Installation): Promise<string | undefined> {
	const found = await install(rival);
	if (found.ok) {
		return found.path;
	}

	say(`Skipped what needs ${rival.folder}: ${found.problem}`);
	return undefined;
}
