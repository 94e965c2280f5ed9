import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {watchDevice, type WatchDeviceOptions} from '../../../src/miner/observe/device-watch.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createStore} from '../../../src/support/store.ts';
import {until} from '../../helpers/until.ts';

async function read(options: Pick<WatchDeviceOptions, 'provider' | 'smi' | 'timeout'>) {
	const {device, close} = watchDevice({memory: createStore(77), clock: systemClock, ...options});
	onTestFinished(close);
	return until(() => device.getSnapshot());
}

test('a model on a card is shown with that card, and what the card does not know as unknown', async () => {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-device-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	const smi = path.join(directory, 'smi');
	const line = '0, NVIDIA H200, 1024, 143771, 37, 41, [N/A], 700.00';
	await writeFile(smi, `#!/bin/sh\necho '${line}'\nexec sleep 60\n`);
	await chmod(smi, 0o700);

	expect(await read({provider: 'cuda', smi: [smi]})).toEqual({
		kind: 'gpu',
		name: 'NVIDIA H200',
		load: 0.37,
		memoryUsed: 1024 * 1_048_576,
		memoryTotal: 143_771 * 1_048_576,
		modelBytes: 77,
		temperature: 41,
		power: null,
		powerLimit: 700,
		at: expect.any(Number) as number,
	});
});

test('a model on the processor is shown with the machine', async () => {
	expect(await read({provider: 'cpu', smi: ['/no/such/tool']})).toMatchObject({
		kind: 'cpu',
		memoryTotal: os.totalmem(),
		modelBytes: 77,
		temperature: null,
	});
});

test('a card that tells nothing is given up for the machine', async () => {
	expect(await read({provider: 'webgpu', smi: ['/no/such/tool'], timeout: 10})).toMatchObject({
		kind: 'cpu',
	});
});
