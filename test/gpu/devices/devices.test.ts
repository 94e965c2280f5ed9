import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {getDeviceName, readVram} from '../../../src/gpu/devices/device.ts';
import {watchGpus, type GpuReading} from '../../../src/gpu/devices/watch-gpus.ts';
import {watchHost, type System} from '../../../src/gpu/devices/watch-host.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {isAlive} from '../../../src/support/processes/process.ts';
import type {ReadableStore} from '../../../src/support/store.ts';

let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(path.join(os.tmpdir(), 'btop-smi-'));
});

afterAll(async () => {
	await rm(directory, {recursive: true});
});

/** A program in the place of `nvidia-smi`, that prints what the real one printed on such rigs. */
async function writeSmi(name: string, script: string) {
	const file = path.join(directory, name);
	await writeFile(file, `#!/bin/sh\n${script}\n`);
	await chmod(file, 0o700);
	return [file];
}

/** Wait until the value is as wanted. */
async function when<Value>(
	{subscribe, getSnapshot}: ReadableStore<Value>,
	isWanted: (value: Value) => boolean,
) {
	return new Promise<Value>(resolve => {
		const look = () => {
			if (!isWanted(getSnapshot())) {
				return;
			}

			stop();
			resolve(getSnapshot());
		};

		const stop = subscribe(look);
	});
}

const hasCards =
	(count: number) =>
	({length}: readonly GpuReading[]) =>
		length === count;

const twoCards = `
echo '0, NVIDIA H200, 1024, 143771, 37, 41, 113.52, 700.00'
echo '1, NVIDIA GeForce RTX 4090, 512, 24564, [N/A], 50, [Not Supported], 450.00'
`;

test('cards are read line by line, and what a card does not know is left open', async () => {
	const watch = watchGpus({smi: await writeSmi('two', `${twoCards}exec sleep 60`)});
	onTestFinished(watch.close);

	expect(await when(watch.gpus, hasCards(2))).toEqual<readonly GpuReading[]>([
		{
			index: 0,
			name: 'NVIDIA H200',
			memoryUsed: 1024 * 1_048_576,
			memoryTotal: 143_771 * 1_048_576,
			load: 0.37,
			temperature: 41,
			power: 113.52,
			powerLimit: 700,
		},
		{
			index: 1,
			name: 'NVIDIA GeForce RTX 4090',
			memoryUsed: 512 * 1_048_576,
			memoryTotal: 24_564 * 1_048_576,
			load: undefined,
			temperature: 50,
			power: undefined,
			powerLimit: 450,
		},
	]);
});

test('cards are asked for once a second, and stand in the order of their numbers', async () => {
	const script = `
told=$(echo "$*" | tr , +)
echo "10, $told, 1, 2, 3, 4, 5, 6"
echo '2, two, 1, 2, 3, 4, 5, 6'
echo '10, ten, 7, 2, 3, 4, 5, 6'
exec sleep 60`;
	const watch = watchGpus({smi: [...(await writeSmi('query', script)), '--id=2']});
	onTestFinished(watch.close);

	const seen = new Set<string>();
	watch.gpus.subscribe(() => {
		seen.add(watch.gpus.getSnapshot().at(-1)?.name ?? '');
	});
	const cards = await when(watch.gpus, readings => readings.at(-1)?.name === 'ten');
	expect(cards.map(({index, name}) => [index, name])).toEqual([
		[2, 'two'],
		[10, 'ten'],
	]);
	expect([...seen]).toContain(
		'--id=2 --query-gpu=index+name+memory.used+memory.total+utilization.gpu+temperature.gpu+power.draw+power.limit --format=csv+noheader+nounits -l 1',
	);
});

test('a reader without a reading is started ever more rarely, up to once a minute, and one with a reading as often as before', async () => {
	const count = path.join(directory, 'count');
	const script = `
echo >> '${count}'
[ "$(wc -l < '${count}')" -ne 8 ] || echo '0, NVIDIA, 1, 2, 3, 4, 5, 6'`;
	const delays: number[] = [];
	const enough = Promise.withResolvers<undefined>();
	const watch = watchGpus({
		smi: await writeSmi('rare', script),
		clock: {
			...systemClock,
			async sleep(delay, {signal} = {}) {
				delays.push(delay);
				if (delays.length < 9) {
					return;
				}

				enough.resolve(undefined);
				await once(signal!, 'abort');
			},
		},
	});
	await enough.promise;
	await watch.close();

	expect(delays).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 1000, 2000]);
});

test('a reader that ended is started again, and meanwhile there is no reading', async () => {
	const watch = watchGpus({smi: await writeSmi('ends', twoCards), restartDelay: 20});
	onTestFinished(watch.close);

	await when(watch.gpus, hasCards(2));
	await when(watch.gpus, hasCards(0));
	await when(watch.gpus, hasCards(2));
});

test('a reader that the system cannot start at first is started later', async () => {
	// The system takes no command line of this length.
	const tooLong = [...(await writeSmi('late', twoCards)), 'x'.repeat(4_000_000)];
	const watch = watchGpus({smi: tooLong, restartDelay: 1});
	onTestFinished(watch.close);
	tooLong.pop();

	await when(watch.gpus, hasCards(2));
});

test('lines that are no readings are passed over', async () => {
	const smi = await writeSmi('chatty', `echo 'NVIDIA-SMI has failed'\n${twoCards}exec sleep 60`);
	const watch = watchGpus({smi});
	onTestFinished(watch.close);

	const [first] = await when(watch.gpus, hasCards(2));
	expect(first?.name).toBe('NVIDIA H200');
});

test('what is left empty is not known, and a line of another shape is no reading', async () => {
	const lines = [
		'0, NVIDIA H200, , 143771, 37, -, 113.52, 700.00',
		'1, NVIDIA H200, 1024, 143771, 37, 41, 113.52',
		'x, NVIDIA H200, 1024, 143771, 37, 41, 113.52, 700.00',
		'2, NVIDIA H200, 0, 143771, 0, 41, 113.52, 700.00',
	];
	const script = lines.map(line => `echo '${line}'`).join('\n');
	const watch = watchGpus({smi: await writeSmi('odd', `${script}\nexec sleep 60`)});
	onTestFinished(watch.close);

	expect(await when(watch.gpus, hasCards(2))).toMatchObject([
		{index: 0, memoryUsed: undefined, load: 0.37, temperature: undefined},
		{index: 2, memoryUsed: 0, load: 0},
	]);
});

test('a tool that ignores SIGTERM is gone once the watch was closed', async () => {
	const script =
		'trap \'\' TERM\necho "$$, NVIDIA, 1, 2, 3, 4, 5, 6"\nwhile :; do sleep 60 & wait; done';
	const watch = watchGpus({smi: await writeSmi('deaf', script)});
	const [card] = await when(watch.gpus, hasCards(1));
	await watch.close();

	expect(isAlive(card!.index)).toBe(false);
});

test('without the tool there are no cards, and closing ends the watch', async () => {
	const watch = watchGpus({smi: ['/no/such/nvidia-smi']});
	await watch.close();
	await watch.close();

	expect(watch.gpus.getSnapshot()).toEqual([]);
});

test('a device is named by its card, and without one by its processor', async () => {
	const smi = await writeSmi('name', "echo 'NVIDIA H200'");

	expect(await getDeviceName('cuda', {smi})).toBe('NVIDIA H200');
	const failing = await writeSmi('failing', "echo 'NVIDIA-SMI has failed'; exit 9");
	expect(await getDeviceName('cuda', {smi: failing})).toBe('graphics card (cuda)');
	expect(await getDeviceName('webgpu', {smi: ['/no/such/tool']})).toBe('graphics card (webgpu)');
	expect(await getDeviceName('cpu')).not.toBe('');
});

test('memory on the card is that of the process where the card tells them apart, else all in use', async () => {
	const apps = await writeSmi(
		'apps',
		`
case "$1" in
*compute-apps*) echo '41, 100'; echo '42, 300' ;;
*) echo '900' ;;
esac`,
	);

	expect(await readVram(42, {smi: apps})).toBe(300 * 1_048_576);
	expect(await readVram(43, {smi: apps})).toBe(900 * 1_048_576);
	expect(await readVram(43, {smi: ['/no/such/tool']})).toBeUndefined();
});

test('a reading of the card ends when nobody needs it any more', async () => {
	const smi = await writeSmi('stuck', 'exec sleep 60');
	const controller = new AbortController();
	const reading = readVram(42, {smi, signal: controller.signal});
	controller.abort();

	expect(await reading).toBeUndefined();
});

test('the host tells its load and its memory', async () => {
	const watch = watchHost({interval: 10});
	onTestFinished(watch.close);
	const host = await when(watch.host, reading => reading !== undefined);

	expect(host?.memoryTotal).toBe(os.totalmem());
	expect(host?.memoryUsed).toBeLessThan(os.totalmem());
	expect(host?.cores).toBeGreaterThan(0);
	expect(host?.load).toBeGreaterThanOrEqual(0);
});

test('the host’s figures are what the system tells, at the pace that was asked for', async () => {
	const delays: number[] = [];
	const cpu = {manufacturer: '', brand: 'EPYC', cores: 64};
	const watch = watchHost({
		loadSystem: async () =>
			({
				cpu: async () => cpu,
				currentLoad: async () => ({currentLoad: 25}),
				mem: async () => ({total: 1000, available: 300, free: 1}),
			}) as unknown as System,
		clock: {
			...systemClock,
			async sleep(delay, {signal} = {}) {
				delays.push(delay);
				await once(signal!, 'abort');
			},
		},
	});
	const host = await when(watch.host, reading => reading !== undefined);
	await watch.close();

	expect(delays).toEqual([2000]);
	expect(host).toEqual({
		processor: 'EPYC',
		cores: 64,
		load: 0.25,
		memoryUsed: 700,
		memoryTotal: 1000,
	});
});

test('a host that does not tell has no reading, and is asked again', async () => {
	let asked = 0;
	const watch = watchHost({
		interval: 5,
		async loadSystem() {
			const {default: system} = await import('systeminformation');
			return {
				...system,
				async mem() {
					asked++;
					if (asked === 2) {
						throw new Error('EACCES');
					}

					return system.mem();
				},
			};
		},
	});
	onTestFinished(watch.close);
	await when(watch.host, reading => reading !== undefined);
	await when(watch.host, reading => reading === undefined);
	await when(watch.host, reading => reading !== undefined);

	const mute = watchHost({
		async loadSystem() {
			throw new Error('ENOENT');
		},
	});
	await mute.close();
	expect(mute.host.getSnapshot()).toBeUndefined();
});
