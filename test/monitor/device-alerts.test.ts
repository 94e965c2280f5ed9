import {expect, test} from 'vitest';
import type {MinerCard} from '../../src/miner/observe/device-reading.ts';
import {getDeviceAlerts} from '../../src/monitor/alerts/device-alerts.ts';
import {getAlerts} from '../../src/monitor/alerts/get-alerts.ts';
import {createLiveMiner, now, ownCard} from '../helpers/miner/live-miner.ts';

const alertsOf = (card: Partial<MinerCard>) =>
	getDeviceAlerts({cards: [{...ownCard, ...card}], trouble: null}, now);

test('a healthy card has no alerts, nor has a machine without cards', () => {
	expect(alertsOf({})).toEqual([]);
	expect(getDeviceAlerts(undefined, now)).toEqual([]);
	expect(getDeviceAlerts({cards: [], trouble: null}, now)).toEqual([]);
});

test('a power limit below 80 % of the default is pointed out, with how to lift it', () => {
	expect(alertsOf({powerLimit: 560})).toEqual([]);
	expect(alertsOf({powerLimit: undefined})).toEqual([]);
	expect(alertsOf({powerDefault: undefined, powerLimit: 1})).toEqual([]);
	expect(alertsOf({powerLimit: 350, isUsed: false})).toEqual([
		{
			kind: 'device',
			level: 'warn',
			what: 'Card 0, NVIDIA H200, is limited to 350 W, 50 % of its default 700 W',
			means: 'It is slower than its kind, and some subnets refuse cards below 80 %.',
			todo: 'If that is not on purpose: `sudo nvidia-smi -i 0 -pl 700`, and look for a start-up script that lowers it.',
		},
	]);
	expect(alertsOf({powerLimit: 350, vendor: 'amd'})[0]!.todo).toContain('rocm-smi');
});

test('slowness alerts once it lasts a minute, and says what causes it', () => {
	const slow = (since: number, ...throttles: MinerCard['throttles']) =>
		alertsOf({slowedSince: now - since, throttles}).map(({what, since: start}) => [what, start]);

	expect(slow(59_999, 'heat')).toEqual([]);
	expect(slow(60_000, 'heat')).toEqual([
		['Card 0, NVIDIA H200, is slowed down by heat at 46 °C', now - 60_000],
	]);
	expect(slow(60_000, 'heat', 'power-brake')[0]![0]).toContain('the power brake');
	expect(slow(60_000)[0]![0]).toContain('hardware protection');
});

test.each([
	[{state: 'lost'}, 'bad', 'is lost', 'Power the machine off'],
	[{state: 'lost', isUsed: false}, 'warn', 'is lost', 'Power the machine off'],
	[{state: 'needs-reset'}, 'bad', 'needs a reset', '--gpu-reset -i 0'],
] as const)('a card %j is alerted as %s', (card, level, what, todo) => {
	expect(alertsOf(card)).toMatchObject([
		{level, what: expect.stringContaining(what), todo: expect.stringContaining(todo)},
	]);
});

test.each([
	[79, 86_400_000, 'bad', true],
	[79, 86_400_001, 'bad', false],
	[13, 600_000, 'warn', true],
	[13, 600_001, 'warn', false],
] as const)('Xid %i of %i ms ago is alerted as %s: %s', (code, age, level, isTold) => {
	const fault = {code, text: '', at: now - age};

	expect(alertsOf({fault}).map(alert => [alert.level, alert.since])).toEqual(
		isTold ? [[level, now - age]] : [],
	);
});

test('a nearly full card is alerted only where this miner runs, with its own share', () => {
	const full = {memoryUsed: 139 * 2 ** 30, memoryTotal: 139.8 * 2 ** 30};

	expect(alertsOf(full)).toMatchObject([
		{
			level: 'warn',
			what: 'Card 0, NVIDIA H200, has 139.0 of 139.8 GiB of memory in use, 1.2 of it by this miner',
		},
	]);
	expect(alertsOf({...full, isUsed: false})).toEqual([]);
	expect(alertsOf({...full, memoryUsed: 135 * 2 ** 30})).toEqual([]);
});

test.each([
	['Failed to initialize NVML: Driver/library version mismatch', 'Reboot'],
	['Failed to initialize NVML: Unknown Error', 'Restart the container'],
	[
		"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
		'modprobe nvidia',
	],
	['No devices were found', 'NVRM'],
	['Something new.', 'by hand'],
])('the tool’s “%s” is alerted with what to do', (trouble, todo) => {
	expect(getDeviceAlerts({cards: [], trouble}, now)).toMatchObject([
		{what: expect.not.stringMatching(/\.$/v), todo: expect.stringContaining(todo)},
	]);
});

test('a miner’s alerts hold those of its cards, and it still serves', () => {
	const miner = createLiveMiner();
	const device = {...miner.device!, cards: [{...ownCard, powerLimit: 350}]};

	expect(getAlerts({...miner, device}, now).map(({kind}) => kind)).toEqual(['device']);
});
