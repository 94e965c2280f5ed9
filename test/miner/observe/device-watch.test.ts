import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import type {DeviceReading} from '../../../src/miner/observe/device-reading.ts';
import {watchDevice, type WatchDeviceOptions} from '../../../src/miner/observe/device-watch.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {createStore} from '../../../src/support/store.ts';
import {installSmi} from '../../helpers/smi/install-smi.ts';
import {h200, type SmiScenario} from '../../helpers/smi/scenarios.ts';
import {until} from '../../helpers/until.ts';

const noSmi = ['/no/such/nvidia-smi'];

async function read(
	info: ReturnType<WatchDeviceOptions['info']>,
	{
		scenario,
		timeout,
		isSought = () => true,
	}: {
		readonly scenario?: SmiScenario;
		readonly timeout?: number;
		readonly isSought?: (reading: DeviceReading) => boolean;
	} = {},
) {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-device-'));
	const {device, close} = watchDevice({
		info: () => info,
		memory: createStore(77),
		smi: scenario ? await installSmi(directory, scenario) : noSmi,
		kernelLogs: [],
		platform: 'linux',
		drm: directory,
		timeout,
		clock: systemClock,
	});
	onTestFinished(async () => {
		await close();
		await rm(directory, {recursive: true});
	});
	return until(() => {
		const reading = device.getSnapshot();
		return reading && isSought(reading) ? reading : undefined;
	});
}

const idle = {
	...h200,
	index: '1',
	uuid: 'GPU-b',
	'pci.bus_id': '00000000:3B:00.0',
	'memory.used': '4',
	'utilization.gpu': '3',
	'temperature.gpu': '30',
	'power.draw': '[N/A]',
};
const third = {...idle, index: '2', uuid: 'GPU-c', 'pci.bus_id': '00000000:5E:00.0'};

test('a model on a card is shown with that card, and the others beside it', async () => {
	const reading = await read(
		{provider: 'cuda', processes: [{pid: 42, provider: 'cuda', card: 1}]},
		{scenario: {rounds: [[h200, idle]]}, isSought: ({cards}) => cards.length === 2},
	);

	expect(reading).toMatchObject({
		kind: 'gpu',
		name: 'NVIDIA H200',
		load: 0.03,
		memoryUsed: 4 * 2 ** 20,
		modelBytes: 77,
		temperature: 30,
		power: null,
		powerLimit: 700,
		trouble: null,
	});
	expect(reading.cards.map(({isUsed}) => isUsed)).toEqual([false, true]);
});

test('a card that our process is on is used, however it was chosen, and its memory is ours', async () => {
	const reading = await read(
		{
			provider: 'cuda',
			processes: [
				{pid: 42, provider: 'cuda', card: 0},
				{pid: 43, provider: 'cuda', card: 2},
			],
		},
		{
			scenario: {
				rounds: [[h200, idle, third]],
				apps: [
					[h200.uuid, 42, '100'],
					[h200.uuid, 9, '50'],
					[third.uuid, 43, '300'],
				],
			},
			isSought: ({cards}) => cards.length === 3 && cards[2]!.ownMemory !== undefined,
		},
	);

	expect(reading.cards.map(({isUsed, ownMemory}) => [isUsed, ownMemory])).toEqual([
		[true, 100 * 2 ** 20],
		[false, undefined],
		[true, 300 * 2 ** 20],
	]);
	expect(reading).toMatchObject({
		name: '2 cards, NVIDIA H200',
		load: 0.5,
		memoryUsed: (78_342 + 4) * 2 ** 20,
		memoryTotal: 2 * 143_771 * 2 ** 20,
		modelBytes: 400 * 2 ** 20,
		temperature: 61,
		power: null,
		powerLimit: 1400,
	});
});

test('a model on the processor is shown with the machine', async () => {
	const reading = await read({provider: 'cpu', processes: [{pid: 42, provider: 'cpu'}]});

	expect(reading).toMatchObject({
		kind: 'cpu',
		memoryTotal: os.totalmem(),
		modelBytes: 77,
		temperature: null,
		cards: [],
	});
});

test('a card that tells nothing is given up for the machine', async () => {
	expect(await read({provider: 'webgpu'}, {timeout: 10})).toMatchObject({kind: 'cpu'});
});

test('what stands in the way of readings is told', async () => {
	const failure = 'Failed to initialize NVML: Unknown Error';
	const reading = await read(
		{provider: 'cpu'},
		{scenario: {failure, rounds: []}, isSought: ({trouble}) => trouble !== null},
	);
	const without = await read({provider: 'cpu'}, {isSought: ({notes}) => notes.length > 0});

	expect(reading.trouble).toBe(failure);
	expect(without.notes).toEqual([
		'No NVIDIA card is watched: there is no `nvidia-smi` on the PATH.',
	]);
});
