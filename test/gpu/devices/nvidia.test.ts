import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createCardQuery, toBus} from '../../../src/gpu/devices/nvidia/card-query.ts';
import {readCudaVersion} from '../../../src/gpu/devices/nvidia/nvidia-smi.ts';
import {createSlowness} from '../../../src/gpu/devices/nvidia/slowness.ts';
import {type NvidiaReading, watchNvidia} from '../../../src/gpu/devices/nvidia/watch-nvidia.ts';
import {watchFaults} from '../../../src/gpu/devices/nvidia/watch-faults.ts';
import {explainXid, parseXid} from '../../../src/gpu/devices/nvidia/xid.ts';
import {systemClock} from '../../../src/support/clock.ts';
import {installSmi} from '../../helpers/smi/install-smi.ts';
import {
	h200,
	oldDriver,
	rtx3090,
	type SmiScenario,
	toLostCells,
} from '../../helpers/smi/scenarios.ts';
import {until} from '../../helpers/until.ts';

async function makeFolder() {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-smi-'));
	onTestFinished(async () => rm(directory, {recursive: true}));
	return directory;
}

/** A kernel's log of these messages, at one second after the boot each. */
async function writeLog(...messages: readonly string[]) {
	const file = path.join(await makeFolder(), 'kmsg');
	const lines = messages.map(
		(message, index) => `3,${index},${(index + 1) * 1_000_000},-;${message}`,
	);
	await writeFile(file, `${lines.join('\n')}\n`);
	return {command: ['tail', '-n', '+1', '-f', file], format: 'kmsg' as const};
}

async function watch(scenario: SmiScenario, isSought: (reading: NvidiaReading) => boolean) {
	const {reading, close} = watchNvidia({
		smi: await installSmi(await makeFolder(), scenario),
		kernelLogs: [await writeLog('usb 1-1: new device')],
		restartDelay: 10,
	});
	onTestFinished(close);
	return until(() => (isSought(reading.getSnapshot()) ? reading.getSnapshot() : undefined));
}

test('a card is read whole, with its processes and the CUDA of its driver', async () => {
	const {cards} = await watch(
		{
			cuda: '12.8',
			rounds: [[h200]],
			apps: [
				[h200.uuid, 41_730, '1229'],
				[h200.uuid, 3172, '20685'],
				['GPU-other', 5, '10'],
				[h200.uuid, 7, '[N/A]'],
				[h200.uuid, '[Insufficient Permissions]', '[N/A]'],
			],
		},
		({cards}) => cards[0]?.driver?.includes('CUDA') === true && cards[0].processes.length === 3,
	);

	expect(cards).toEqual([
		{
			vendor: 'nvidia',
			index: 0,
			name: 'NVIDIA H200',
			bus: '0000:19:00.0',
			driver: '570.86.10, CUDA 12.8',
			state: 'ok',
			memoryUsed: 78_342 * 2 ** 20,
			memoryTotal: 143_771 * 2 ** 20,
			load: 0.97,
			temperature: 61,
			fan: undefined,
			clock: 1980,
			power: 612.43,
			powerLimit: 700,
			powerDefault: 700,
			throttles: [],
			slowedSince: undefined,
			processes: [
				{pid: 3172, memory: 20_685 * 2 ** 20},
				{pid: 41_730, memory: 1229 * 2 ** 20},
				{pid: 7, memory: undefined},
			],
			fault: undefined,
		},
	]);
});

test('an old driver is asked by the names that it knows', async () => {
	const {cards, trouble} = await watch(
		{...oldDriver, rounds: [[rtx3090]]},
		reading => reading.cards.length === 1,
	);

	expect(cards[0]).toMatchObject({
		name: 'NVIDIA GeForce RTX 3090',
		throttles: ['power', 'heat'],
		slowedSince: expect.any(Number) as number,
	});
	expect(trouble).toBeUndefined();
});

test('a field that a driver does not know by any name is left out', async () => {
	const unknownFields = [
		'clocks_event_reasons.active',
		'clocks_throttle_reasons.active',
		'fan.speed',
	];
	const {cards} = await watch(
		{unknownFields, rounds: [[h200]]},
		({cards: {length}}) => length === 1,
	);

	expect(cards[0]).toMatchObject({name: 'NVIDIA H200', throttles: [], temperature: 61});
	expect(cards[0]!.fan).toBeUndefined();
});

test('cards stand in the order of their numbers', async () => {
	const second = {...h200, index: '10', uuid: 'GPU-b', name: 'ten'};
	const third = {...h200, index: '2', uuid: 'GPU-c', name: 'two'};
	const {cards} = await watch({rounds: [[second, third]]}, ({cards: {length}}) => length === 2);

	expect(cards.map(({name}) => name)).toEqual(['two', 'ten']);
});

const second = {...h200, index: '1', uuid: 'GPU-b', 'pci.bus_id': '00000000:3B:00.0'};

test('a card that says it is lost is lost, and keeps its name', async () => {
	const {cards} = await watch(
		{
			rounds: [
				[h200, second],
				[h200, toLostCells(second)],
			],
		},
		reading => reading.cards.some(({state}) => state === 'lost'),
	);

	expect(cards).toMatchObject([
		{state: 'ok', load: 0.97},
		{state: 'lost', index: 1, name: 'NVIDIA H200', bus: '0000:3b:00.0'},
	]);
	expect(cards[1]!.load).toBeUndefined();
});

test('a card that a round leaves out is lost', async () => {
	const {cards} = await watch({rounds: [[h200, second], [h200], [h200]]}, reading =>
		reading.cards.some(({state}) => state === 'lost'),
	);

	expect(cards.map(({state}) => state)).toEqual(['ok', 'lost']);
});

test('a lost card that is named again has come back', async () => {
	const {reading, close} = watchNvidia({
		smi: await installSmi(await makeFolder(), {
			rounds: [
				[h200, second],
				[h200, toLostCells(second)],
				[h200, second],
			],
		}),
		kernelLogs: [],
	});
	onTestFinished(close);
	const states = new Set<string>();
	reading.subscribe(() => {
		states.add(
			reading
				.getSnapshot()
				.cards.map(({state}) => state)
				.join(' '),
		);
	});
	await until(() => states.has('ok lost') || undefined);

	await until(() => reading.getSnapshot().cards.every(({state}) => state === 'ok') || undefined);
});

test('a card that the tool cannot reach is lost, while it names no other', async () => {
	const {cards} = await watch(
		{
			rounds: [[h200]],
			farewell:
				'Unable to determine the device handle for GPU1: 0000:0A:00.0: GPU is lost.  Reboot the system to recover this GPU',
		},
		({cards: {length}}) => length === 2,
	);

	expect(cards[1]).toMatchObject({state: 'lost', bus: '0000:0a:00.0', name: 'NVIDIA card'});
});

test('what the tool says in place of readings is kept', async () => {
	const failure = 'Failed to initialize NVML: Driver/library version mismatch';

	expect(await watch({failure, rounds: []}, ({trouble}) => trouble !== undefined)).toMatchObject({
		trouble: failure,
		cards: [],
	});
});

test('without the tool there are no cards, and it is not looked for again', async () => {
	const {reading, close} = watchNvidia({smi: ['/no/such/nvidia-smi']});
	await until(() => reading.getSnapshot().isMissing || undefined);
	await close();
	await close();

	expect(reading.getSnapshot().cards).toEqual([]);
});

test('cells that say nothing are unknown, and decimal commas are read', () => {
	const query = createCardQuery();
	const line = (cells: Readonly<Record<string, string>>) =>
		query
			.text()
			.split(',')
			.map(field => ({...h200, ...cells})[field as keyof typeof h200])
			.join(', ');

	expect(
		query.parse(
			line({
				'power.draw': '249,81',
				'memory.used': '',
				'utilization.gpu': '[Unknown Error]',
				'fan.speed': '[Not Supported]',
				'pci.bus_id': '[N/A]',
				'clocks_event_reasons.active': '[N/A]',
			}),
		),
	).toMatchObject({
		power: 249.81,
		memoryUsed: undefined,
		memoryTotal: 143_771 * 2 ** 20,
		load: undefined,
		fan: undefined,
		bus: undefined,
		throttles: [],
	});
	expect(query.parse(line({'memory.used': '[GPU requires reset]'}))?.state).toBe('needs-reset');
	expect(query.parse(line({index: 'x'}))).toBeUndefined();
	expect(query.parse(`${line({})}, 1`)).toBeUndefined();
	expect(query.parse('NVIDIA-SMI has failed')).toBeUndefined();
	expect(query.adapt('Field "bogus" is not a valid field to query.')).toBe(false);
	expect(toBus('00000001:3B:00.0')).toBe('0001:3b:00.0');
});

test.each([
	['0x0000000000000001', []],
	['0x0000000000000004', ['power']],
	['0x0000000000000008', ['hardware']],
	['0x0000000000000048', ['heat']],
	['0x00000000000000A8', ['heat', 'power-brake']],
	['0x000000000000000C', ['power', 'hardware']],
	['nonsense', []],
])('of the reasons %s, %j slow the card', (mask, throttles) => {
	const query = createCardQuery();
	const cells = {...h200, 'clocks_event_reasons.active': mask};
	const line = query
		.text()
		.split(',')
		.map(field => cells[field as keyof typeof cells]);

	expect(query.parse(line.join(', '))?.throttles).toEqual(throttles);
});

test('a slowdown lasts through short pauses, and its own power limit is none', () => {
	const {since} = createSlowness();

	expect(since('a', ['power'], 1000)).toBeUndefined();
	expect(since('a', ['heat'], 2000)).toBe(2000);
	expect(since('b', [], 3000)).toBeUndefined();
	expect(since('a', [], 12_000)).toBe(2000);
	expect(since('a', ['power-brake'], 12_000)).toBe(2000);
	expect(since('a', [], 22_001)).toBeUndefined();
	expect(since('a', ['heat'], 30_000)).toBe(30_000);
});

test('faults are read from the kernel’s log, the latest of each card', async () => {
	const log = await writeLog(
		'NVRM: Xid (PCI:0000:3B:00): 31, pid=79749, name=exe, Ch 0000000a, MMU Fault',
		'eth0: link up',
		'NVRM: Xid (PCI:0000:19:00): 79, pid=1122, GPU has fallen off the bus.',
		'NVRM: Xid (PCI:0000:3B:00): 48, An uncorrectable double bit error (DBE)',
	);
	const {faults, isBlind, close} = watchFaults({logs: [log], clock: systemClock});
	onTestFinished(close);
	const found = await until(() =>
		faults.getSnapshot().get('0000:3b:00')?.code === 48 ? faults.getSnapshot() : undefined,
	);

	const bootedAt = Date.now() - os.uptime() * 1000;
	expect(found.get('0000:19:00')).toMatchObject({
		code: 79,
		text: 'pid=1122, GPU has fallen off the bus.',
	});
	expect(Math.abs(found.get('0000:19:00')!.at - bootedAt - 3000)).toBeLessThan(60_000);
	expect(isBlind.getSnapshot()).toBe(false);
});

test('where the log is closed, the journal is read, and where nothing can be read, that is told', async () => {
	const journal = 'echo "1764480000.250000 rig kernel: NVRM: Xid (PCI:0000:01:00): 119, Timeout"';
	const logs = [
		{
			command: ['sh', '-c', 'echo "cat: /dev/kmsg: Operation not permitted" >&2; exit 1'],
			format: 'kmsg',
		},
		{command: ['sh', '-c', `${journal}; exec sleep 60`], format: 'journal'},
	] as const;
	const clock = {...systemClock, sleep: async () => undefined};
	const {faults, close} = watchFaults({logs, clock});
	onTestFinished(close);
	const found = await until(() => faults.getSnapshot().get('0000:01:00'));

	expect(found).toEqual({code: 119, text: 'Timeout', at: 1_764_480_000_250});
	const blind = watchFaults({logs: logs.slice(0, 1), clock});
	await until(() => blind.isBlind.getSnapshot() || undefined);
	await blind.close();
});

test('faults of cards are found in messages of old and new drivers', () => {
	expect(parseXid('NVRM: Xid (0000:01:00): 13, 0005 00000000')).toEqual({
		bus: '0000:01:00',
		code: 13,
		text: '0005 00000000',
	});
	expect(parseXid('NVRM: Xid (PCI:0000:01:00 GPU-I:01): 94, Contained')).toMatchObject({code: 94});
	expect(parseXid('NVRM: GPU 0000:01:00.0: GPU has fallen off the bus.')).toBeUndefined();
	expect(explainXid(79)).toMatchObject({fault: 'card'});
	expect(explainXid(13)).toMatchObject({fault: 'program'});
	expect(explainXid(4711).todo).toContain('Xid 4711');
});

test('the newest CUDA of a driver is read from its banner, if there is one', async () => {
	const smi = await installSmi(await makeFolder(), {cuda: '13.0', rounds: []});

	expect(await readCudaVersion({smi})).toBe('13.0');
	expect(await readCudaVersion({smi: ['/no/such/tool']})).toBeUndefined();
});
