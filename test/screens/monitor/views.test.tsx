import {stripVTControlCharacters} from 'node:util';
import {allNetworks} from '@polkadot/util-crypto';
import {expect, test} from 'vitest';
import {getMonitorKeys, toFooterKeys} from '../../../src/screens/monitor/keys.ts';
import MonitorView from '../../../src/screens/monitor/MonitorView.tsx';
import {toOverview} from '../../../src/screens/monitor/overview.ts';
import type {PanelId} from '../../../src/screens/monitor/panels.ts';
import type {LiveMiner} from '../../../src/rig/live-miner.ts';
import {applyColorDepth} from '../../../src/ui/terminal/color-depth.ts';
import {draw, type DrawOptions} from '../../helpers/screens/draw.tsx';
import {attachingMiner, createLiveMiner, now, ownHotkey} from '../../helpers/miner/live-miner.ts';

const {chain} = createLiveMiner().state!;
const noQueries = {
	answered: 0,
	refused: 0,
	reasons: {},
	waiting: 0,
	latestMinute: {answered: 0, reasons: {}},
};

const miners: Readonly<Record<string, LiveMiner>> = {
	'just attached': attachingMiner,
	starting: createLiveMiner(
		{state: {phase: 'starting', uid: null, queries: noQueries}},
		{subnet: undefined, activity: undefined, earnings: undefined, device: undefined},
	),
	serving: createLiveMiner(),
	'trying a model': createLiveMiner({
		state: {
			canary: {
				model: 'image-base',
				previous: 'image-small',
				share: 0.1,
				startedAt: now - 740_000,
				endedAt: null,
				outcome: 'running',
				reason: null,
				pairs: 74,
				lead: {mean: 0.041, low: -0.012, high: 0.094},
				current: {queries: 664, failed: 0, score: 0.861, p95Ms: 9.87},
				candidate: {queries: 74, failed: 1, score: 0.902, p95Ms: 12.4},
			},
		},
	}),
	'done with a trial': createLiveMiner({
		state: {
			canary: {
				model: 'image-base',
				previous: 'image-small',
				share: 0.1,
				startedAt: now - 2_740_000,
				endedAt: now - 180_000,
				outcome: 'rolled-back',
				reason: 'It scores lower: by -0.112, between -0.201 and -0.023',
				pairs: 250,
				lead: {mean: -0.112, low: -0.201, high: -0.023},
				current: {queries: 2664, failed: 0, score: 0.861, p95Ms: 9.87},
				candidate: {queries: 274, failed: 0, score: 0.749, p95Ms: 12.4},
			},
		},
	}),
	'serving among 256': createLiveMiner({neurons: 256, validators: 12}),
	newcomer: createLiveMiner(
		{
			state: {
				queries: noQueries,
				lastQuerySeconds: null,
				uptimeSeconds: 40,
				latencyMs: {p50: null, p95: null, p99: null},
				rank: null,
				incentive: 0,
				earnedAlpha: 0n,
				earnedTao: 0n,
			},
			subnet: {
				weightsOnUs: [],
				neurons: createLiveMiner().subnet!.neurons.map(neuron =>
					neuron.hotkey === ownHotkey
						? {...neuron, incentive: 0, emission: 0n, registeredAt: 4_211_900}
						: neuron,
				),
			},
		},
		{
			activity: {
				validators: [],
				lastQuery: null,
				lastWeights: null,
				lastReveal: null,
				lastReward: null,
			},
			earnings: {samples: [], paid: 812_340_000n, fees: 1_420_000n, goneAlpha: 0n, goneTao: 0n},
			device: {
				kind: 'cpu',
				name: 'AMD EPYC 7B13',
				load: 0.61,
				memoryUsed: 9.4 * 2 ** 30,
				memoryTotal: 31.3 * 2 ** 30,
				modelBytes: 89_128_960,
				temperature: null,
				power: null,
				powerLimit: null,
				cards: [],
				notes: [],
				trouble: null,
				at: now - 500,
			},
		},
	),
	failing: createLiveMiner({
		state: {
			problems: [
				{kind: 'engine', message: 'The engine died `3` times in a row, lastly with SIGSEGV'},
			],
		},
	}),
	'chain gone': createLiveMiner({
		state: {
			chain: {...chain, state: 'disconnected', since: now - 90_000, latencyMs: null},
			problems: [{kind: 'chain', message: 'connect ECONNREFUSED 127.0.0.1:9944'}],
		},
		subnet: {at: now - 95_000},
	}),
	'miner gone': createLiveMiner(
		{subnet: {at: now - 75_000}},
		{
			link: 'gone',
			since: now - 72_000,
			heardAt: now - 72_400,
			activity: {
				...createLiveMiner().activity!,
				validators: [],
				lastQuery: {...createLiveMiner().activity!.lastQuery!, at: now - 74_000},
			},
		},
	),
	'UID lost': createLiveMiner({
		state: {
			phase: 'deregistered',
			uid: null,
			registered: false,
			network: 'finney',
			rank: null,
			incentive: 0,
		},
		subnet: {
			neurons: createLiveMiner().subnet!.neurons.filter(({hotkey}) => hotkey !== ownHotkey),
		},
	}),
};

type Options = DrawOptions & {readonly rows?: number; readonly focus?: PanelId};

function drawMiner(miner: LiveMiner, {rows = 24, focus, columns = 80, ...options}: Options = {}) {
	const overview = toOverview(miner, now);
	const keys = getMonitorKeys({overview, focus, miners: 1, isPaused: false});
	return draw(
		<MonitorView
			size={{columns, rows}}
			overview={overview}
			version="0.1.0"
			focus={focus}
			keys={toFooterKeys(keys)}
		/>,
		{columns, ...options},
	);
}

function expectToFit(frame: string, columns: number, rows: number) {
	const lines = frame.split('\n');

	expect(lines.length).toBeLessThanOrEqual(rows);
	expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
}

test.each(Object.entries(miners))('a miner that is %s, at every size', (_, miner) => {
	for (const [columns, rows] of [
		[60, 16],
		[80, 24],
		[120, 40],
	] as const) {
		const frame = drawMiner(miner, {columns, rows});

		expect(`\n${frame}\n`).toMatchSnapshot(`${columns}x${rows}`);
		expectToFit(frame, columns, rows);
	}
});

test('beside an alert a trial takes one row, and rank and earnings stay', () => {
	const {canary} = miners['trying a model']!.state!;
	const {problems} = miners.failing!.state!;
	const frame = drawMiner(createLiveMiner({state: {canary, problems}}));

	expect(frame).toMatch(/^trial: image-base gets 10 % .*…$/mv);
	expect(frame).toContain('[3] rank');
	expect(frame).toContain('[4] earnings');
	expectToFit(frame, 80, 24);
});

test('a trial of a miner that is gone is over, without a verdict', () => {
	const {state} = miners['trying a model']!;
	const frame = drawMiner(createLiveMiner({state}, {link: 'gone', heardAt: now - 180_000}), {
		columns: 120,
		rows: 40,
	});

	expect(frame).toContain(
		'trial: image-base was taken off trial 3 min ago. The miner ended before it recorded a verdict',
	);
});

test('much room shows all at once', () => {
	const frame = drawMiner(miners['serving among 256']!, {columns: 200, rows: 60});

	expect(`\n${frame}\n`).toMatchSnapshot();
	expectToFit(frame, 200, 60);
});

test('any size is kept to', () => {
	for (const miner of Object.values(miners)) {
		for (const columns of [40, 61, 83, 110, 137, 161]) {
			for (const rows of [10, 17, 21, 33, 51]) {
				expectToFit(drawMiner(miner, {columns, rows}), columns, rows);
			}
		}
	}
});

test('a terminal of ASCII gets nothing else', () => {
	for (const [name, miner] of Object.entries(miners)) {
		const frame = drawMiner(miner, {glyphs: 'ascii'});

		expect(frame, name).toMatch(/^\p{ASCII}*$/v);
	}

	expect(`\n${drawMiner(miners.serving!, {glyphs: 'ascii'})}\n`).toMatchSnapshot();
});

test('colors say nothing that words do not', () => {
	const size = {columns: 120, rows: 40};
	for (const miner of Object.values(miners)) {
		applyColorDepth('truecolor');
		const colored = drawMiner(miner, {colors: 'truecolor', ...size});
		applyColorDepth('none');

		expect(stripVTControlCharacters(colored)).toBe(drawMiner(miner, size));
	}
});

test.each([
	'device',
	'queries',
	'rank',
	'earnings',
	'slot',
	'clocks',
	'validators',
	'stages',
	'log',
] as const)('the panel %s alone', focus => {
	const frame = drawMiner(miners.serving!, {focus});

	expect(`\n${frame}\n`).toMatchSnapshot();
	expectToFit(frame, 80, 24);
});

test('real TAO is told from what is not by a word', () => {
	expect(drawMiner(miners.serving!)).toContain('no real TAO');
	expect(drawMiner(miners['UID lost']!, {columns: 60, rows: 16})).toContain('finney REAL TAO');
});

test('the main chain is real TAO under every name and address, once the miner has read it', () => {
	const [genesisHash] = allNetworks.find(({network}) => network === 'bittensor')!.genesisHash;
	for (const network of ['local', 'ws://127.0.0.1:9955']) {
		const miner = createLiveMiner({state: {network}, subnet: {genesisHash}});
		const {genesisHash: _, ...older} = miner.subnet!;

		expect(drawMiner(miner)).toContain(`${network} REAL TAO`);
		for (const subnet of [undefined, older as typeof miner.subnet]) {
			expect(drawMiner({...miner, subnet})).not.toContain('REAL TAO');
		}
	}

	expect(drawMiner(createLiveMiner({state: {network: 'finney'}}))).toContain('finney REAL TAO');
});

test('what is old says how old', () => {
	const frame = drawMiner(miners['miner gone']!, {columns: 120, rows: 40});

	expect(frame).toMatch(/queries ─+ 1 m old/v);
	expect(frame).toMatch(/rank ─+ 1 m old/v);
});

/** The miner's own neuron next in line and immune no longer, with so many newcomers of late. */
const nextInLine = (newcomers: number) => {
	const {neurons, block} = createLiveMiner().subnet!;
	return createLiveMiner({
		subnet: {
			neurons: neurons.map((neuron, index) =>
				neuron.hotkey === ownHotkey
					? {...neuron, incentive: 0, emission: 0n, registeredAt: 1}
					: {
							...neuron,
							emission: 1_000_000n,
							registeredAt: index >= neurons.length - newcomers ? block - 10 : 2,
						},
			),
			maxUids: neurons.length,
		},
	});
};

test('the slot tells the same danger as the alert, where nobody came of late', () => {
	const frame = drawMiner(nextInLine(0), {columns: 120, rows: 40});

	expect(frame).toContain('is the next to be evicted');
	expect(frame).toMatch(/risk\s+at next entry/v);
	expect(frame).not.toMatch(/blocks\s+not immune/v);
});

/** The miner's own neuron and one more that is immune, of them the first to go, on a young subnet with so many UIDs. */
const immuneOfTwo = (maxUids: number) => {
	const {neurons} = createLiveMiner().subnet!;
	return createLiveMiner({
		subnet: {
			neurons: neurons
				.slice(11, 13)
				.map((neuron, index) => ({...neuron, emission: 0n, registeredAt: 1 - index})),
			block: 21,
			maxUids,
		},
	});
};

test('while UIDs are free nobody is in line, and an immune one is not told when it is lost', () => {
	const miner = immuneOfTwo(256);
	const frame = drawMiner(miner, {columns: 120, rows: 40});

	expect(toOverview(miner, now).alerts.filter(({kind}) => kind === 'slot')).toEqual([]);
	expect(frame).toMatch(/evicted +nobody (?:until 254 free UIDs are taken|yet) /v);
	expect(frame).toMatch(/risk +none until full /v);
	expect(frame).toMatch(/next +nobody yet /v);
	expect(drawMiner(miner)).toMatch(/evicted +nobody yet .*\n.*risk +none yet /v);
	expect(drawMiner(miner, {columns: 60, rows: 16})).toMatch(
		/slot +immune \d+ h \d+ m, safe until 254 more register/v,
	);
});

test('where too few are not immune, the next in line is told to be it in spite of immunity', () => {
	const miner = immuneOfTwo(2);
	const alert = toOverview(miner, now).alerts.find(({kind}) => kind === 'slot');

	expect(alert).toMatchObject({
		what: 'UID 12 is the next to be evicted',
		means: expect.stringContaining('Immunity does not help'),
	});
	expect(drawMiner(miner)).toMatch(/evicted +next even so/v);
	expect(drawMiner(miner, {columns: 60, rows: 16})).toMatch(
		/immune .*, but 1st in line, lost in \d/v,
	);
});

test('blocks until the UID is lost are said to be that', () => {
	const frame = drawMiner(nextInLine(9), {columns: 120, rows: 40});

	expect(frame).toMatch(/no longer/v);
	expect(frame).toMatch(/blocks\s+[\d,]+ left/v);
	expect(frame).toMatch(/risk\s+in \d+/v);
});

test('queries whose pace is not known yet begin with what waits', () => {
	const frame = drawMiner(createLiveMiner({}, {history: undefined}), {focus: 'queries'});

	expect(frame).toMatch(/┃ \d+ waiting/v);
});

test('a reward of several epochs says since when, and what was sold is worth what it brought', () => {
	const live = createLiveMiner();
	const {earnedAlpha} = live.state!;
	const lastReward = {block: 80, at: 0, since: 20, alpha: 12_500_000_000n, tao: 75_000_000n};
	const frame = drawMiner(
		{
			...live,
			activity: {...live.activity!, lastReward},
			earnings: {...live.earnings!, goneAlpha: earnedAlpha!, goneTao: 5_000_000_000n},
		},
		{columns: 120, rows: 40, focus: 'earnings'},
	);

	expect(frame).toMatch(/last\s+12\.5000 alpha, since block 20/v);
	expect(frame).toMatch(/worth\s+5\.0000 TAO/v);
	expect(frame).toMatch(/paid back\s+100 %/v);
});

test('a miner with a validator permit is told to have one rather than the last rank of nobody', () => {
	const standing = {rank: null, incentive: 0, miners: 0, validatorPermit: true};
	const {neurons} = createLiveMiner().subnet!;
	const subnet = {
		neurons: neurons.map(neuron => ({...neuron, incentive: 0, validatorPermit: true})),
	};
	const miner = createLiveMiner({state: standing, subnet});
	for (const [columns, rows, said] of [
		[60, 16, /rank +none: has a validator permit, incentive 0\.0000/v],
		[80, 24, /rank ─.*\n│ has a validator permit/v],
		[120, 40, /rank ─+ not ranked ─.*\n│ Holds a validator permit\./v],
	] as const) {
		const frame = drawMiner(miner, {columns, rows});

		expect(frame).toMatch(said);
		expect(frame).not.toMatch(/(?:none|null) of|-Infinity|NaN/v);
		expectToFit(frame, columns, rows);
	}
});

test('a registration that this rig did not pay for is not called paid back', () => {
	const {earnings} = createLiveMiner();
	const miner = createLiveMiner({}, {earnings: {...earnings!, paid: null}});
	for (const [columns, rows, who] of [
		[80, 24, 'us'],
		[120, 40, 'this rig'],
	] as const) {
		const frame = drawMiner(miner, {columns, rows});

		expect(frame).toMatch(new RegExp(`paid {2,}not by ${who} `, 'v'));
		expect(frame).toMatch(/paid back\s+cost unknown/v);
	}

	expect(toOverview(miner, now).payback).toBeUndefined();
});
