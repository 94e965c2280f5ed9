/**
Compare this machine's graphics cards with its CPU, for each shipped model of rows: `npm run check:gpu [-- --device cuda:0,cuda:1] [--json]`. Both take turns, so that what else the machine does slows both; the median of the turns counts. Without a card it says "no GPU". A card on which a model does not run is named with the reason, and the exit code is 1.

With `--json`, the last line is the result as JSON.
*/
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {right, table} from '../../src/cli/table.ts';
import type {CardReading} from '../../src/gpu/devices/card.ts';
import {type DeviceChoice, splitDevices} from '../../src/gpu/devices/device-choice.ts';
import {watchDevices} from '../../src/gpu/devices/watch-devices.ts';
import type {Engine, RowShape} from '../../src/gpu/engine.ts';
import {findFormat, listParts} from '../../src/gpu/find-format.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {readCatalogue} from '../../src/models/catalogue.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {median} from './measure.ts';

/** Rows under way at once, in so many turns of so many milliseconds for each device. */
const width = 256;
const turns = 5;
const duration = 500;

const {values} = parseArgs({options: {device: {type: 'string'}, json: {type: 'boolean'}}});
const devices =
	values.device === undefined
		? (await findCards()).map(card => choose(card))
		: splitDevices(values.device);
const rows: Array<{
	readonly what: string;
	readonly ours: number;
	readonly peers: {readonly cpu: number};
	readonly unit: string;
}> = [];
const cells: string[][] = [];
const problems: string[] = [];
const directory = path.resolve(import.meta.dirname, '../../models');
const catalogue = devices.length === 0 ? [] : await readCatalogue({directory});
const files = catalogue
	.filter(({format, rival}) => !rival && (format === 'tensor' || format === 'parts'))
	.flatMap(({path: model}) => (findFormat(model) === 'parts' ? listParts(model) : [model]))
	.filter(file => findFormat(file) === 'tensor');
for (const file of files) {
	const model = {name: path.relative(directory, file).replace(/\.onnx$/v, ''), path: file};
	for (const device of devices) {
		const what = `${model.name} on ${device}`;
		try {
			const {name, provider, vram, rate, cpu} = await compare(model.path, device);
			rows.push({what, ours: rate, peers: {cpu}, unit: 'rows/s'});
			cells.push([
				model.name,
				name,
				provider,
				((vram ?? 0) / 2 ** 20).toFixed(0),
				rate.toFixed(0),
				cpu.toFixed(0),
				`${(rate / cpu).toFixed(1)}×`,
			]);
		} catch (error) {
			problems.push(`${what}: ${(error as Error).message}`);
		}
	}
}

const titles = [
	{title: 'model'},
	{title: 'device'},
	{title: 'provider'},
	...['MiB', 'rows/s', 'on the CPU', 'speed-up'].map(title => right(title)),
];
const lines = devices.length === 0 ? ['no GPU'] : [...table(titles, cells), ...problems];
console.log(lines.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
if (values.json) {
	const machine = `${os.cpus()[0]!.model.trim()}, ${os.cpus().length} cores`;
	const ratios = Object.fromEntries(rows.map(({what, ours, peers}) => [what, ours / peers.cpu]));
	console.log(JSON.stringify({ok: problems.length === 0, machine, rows, ratios}));
}

/** Give the samplers the time that they take to find out that there is no card. */
async function findCards(): Promise<readonly CardReading[]> {
	const watch = watchDevices();
	const end = performance.now() + 8000;
	while (watch.devices.getSnapshot().cards.length === 0 && performance.now() < end) {
		await sleep(100);
	}

	// The others of several cards come with the same reading.
	await sleep(500);
	const {cards} = watch.devices.getSnapshot();
	await watch.close();
	return cards;
}

function choose({vendor, index}: CardReading): DeviceChoice {
	return vendor === 'nvidia' ? `cuda:${index}` : 'webgpu';
}

async function compare(model: string, device: DeviceChoice) {
	await using opened = new AsyncDisposableStack();
	const start = async (choice: DeviceChoice) => {
		const engine = await startEngines({model, command: engineCommand, devices: [choice]});
		opened.defer(engine.close);
		return engine;
	};

	const [engine, cpu] = [await start(device), await start('cpu')];
	const [{inputDims}] = engine.info().shapes as [RowShape];
	const size = inputDims.reduce((product, dim) => product * dim, 1);
	const input = Float32Array.from({length: size}, (_, index) => (index % 17) / 17);
	const rates = {engine: [] as number[], cpu: [] as number[]};
	// In the first turn they learn their batch sizes.
	for (let turn = 0; turn <= turns; turn++) {
		rates.engine[turn] = await measureRate(engine, input);
		rates.cpu[turn] = await measureRate(cpu, input);
	}

	const {device: name, provider} = engine.info();
	return {
		name,
		provider,
		vram: await engine.memoryBytes(),
		rate: median(rates.engine.slice(1)),
		cpu: median(rates.cpu.slice(1)),
	};
}

async function measureRate(engine: Engine, input: Float32Array): Promise<number> {
	const start = performance.now();
	const count = await askFor(engine, input, duration);
	return (count / (performance.now() - start)) * 1000;
}

/** Ask for rows, many at once, for some time, and count them. */
async function askFor(engine: Engine, input: Float32Array, milliseconds: number): Promise<number> {
	const end = performance.now() + milliseconds;
	let count = 0;
	const ask = async () => {
		while (performance.now() < end) {
			for await (const part of engine.run({kind: 'tensor', input})) {
				if (part.kind !== 'row') {
					throw new Error(`A row was not computed: ${JSON.stringify(part)}`);
				}

				count++;
			}
		}
	};

	await Promise.all(Array.from({length: width}, async () => ask()));
	return count;
}
