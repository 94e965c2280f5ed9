import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {getDeviceName, readVram} from '../../../src/gpu/devices/device.ts';
import {watchHost, type System} from '../../../src/gpu/devices/watch-host.ts';
import {systemClock} from '../../../src/support/clock.ts';
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
