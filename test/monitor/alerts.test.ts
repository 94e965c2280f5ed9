import {expect, test} from 'vitest';
import type {Axon} from '../../src/chain/subtensor/axon.ts';
import type {LiveMiner} from '../../src/steps/live-miner.ts';
import {getAlerts} from '../../src/monitor/alerts/get-alerts.ts';
import {getHealth} from '../../src/monitor/health.ts';
import {attachingMiner, createLiveMiner, now, ownHotkey} from '../helpers/live-miner.ts';

const look = (miner: LiveMiner) => {
	const alerts = getAlerts(miner, now);
	return {
		kinds: alerts.map(({kind, level}) => `${level} ${kind}`),
		first: alerts[0]!,
		health: getHealth(miner, alerts),
	};
};

/** A miner whose own neuron, or whose queries, are otherwise. */
const withOwn = (change: Readonly<Record<string, unknown>>, options = {}) => {
	const miner = createLiveMiner(options);
	return {
		...miner,
		subnet: {
			...miner.subnet!,
			neurons: miner.subnet!.neurons.map(neuron =>
				neuron.hotkey === ownHotkey ? {...neuron, ...change} : neuron,
			),
		},
	};
};

const silentSince = {lastQuerySeconds: 9000};

test('a miner at work has no alerts', () => {
	expect(look(createLiveMiner())).toMatchObject({
		kinds: [],
		health: {word: 'serving', level: 'good'},
	});
});

test('before anything is known, nothing is wrong', () => {
	expect(look(attachingMiner)).toMatchObject({
		kinds: [],
		health: {word: 'attaching', level: 'idle'},
	});
	expect(look(createLiveMiner({state: {phase: 'starting'}}, {subnet: undefined})).health.word).toBe(
		'starting',
	);
	expect(look(createLiveMiner({state: {phase: 'stopping'}})).health.word).toBe('stopping');
});

test('a miner that ended says only that, and how to start it again', () => {
	const miner = createLiveMiner(
		{state: {problems: [{kind: 'engine', message: 'The engine died'}]}},
		{link: 'gone', since: now - 5000},
	);

	expect(look(miner)).toMatchObject({
		kinds: ['bad ended'],
		first: {since: now - 5000, todo: expect.stringContaining('`r`')},
		health: {word: 'ended', level: 'bad'},
	});
});

test('a miner that says nothing says only that, and how to end it', () => {
	const miner = createLiveMiner(
		{state: {problems: [{kind: 'engine', message: 'The engine died'}]}},
		{link: 'silent', since: now - 7000},
	);

	expect(look(miner)).toMatchObject({
		kinds: ['bad hung'],
		first: {since: now - 7000, todo: expect.stringContaining('`Q`')},
		health: {word: 'silent', level: 'bad'},
	});
});

test('a lost connection says how old the figures are, and why', () => {
	const chain = {
		...createLiveMiner().state!.chain,
		state: 'disconnected' as const,
		since: now - 90_000,
	};
	const miner = createLiveMiner({
		state: {
			network: 'finney',
			chain,
			problems: [{kind: 'chain', message: 'connect ECONNREFUSED 127.0.0.1:9944'}],
		},
		subnet: {at: now - 95_000},
	});

	expect(look(miner)).toMatchObject({
		kinds: ['warn chain'],
		first: {
			since: now - 90_000,
			means: 'Queries are still answered; figures are as of block 4211907, 95 s old.',
			todo: expect.stringContaining('ECONNREFUSED'),
		},
		health: {word: 'offline', level: 'warn'},
	});
});

test('a lost connection comes first, whatever else was last known', () => {
	const chain = {...createLiveMiner().state!.chain, state: 'disconnected' as const};
	const problems = [{kind: 'address', message: 'The address is not announced'}] as const;
	const miner = createLiveMiner({state: {network: 'devnet', chain, problems}});

	expect(look(miner)).toMatchObject({
		kinds: ['warn chain', 'bad address'],
		first: {todo: expect.stringContaining('btop subnets')},
	});
});

test('a chain without new blocks is stalled after six of them', () => {
	expect(look(createLiveMiner({subnet: {at: now - 71_000}})).kinds).toEqual([]);
	expect(look(createLiveMiner({subnet: {at: now - 73_000}})).kinds).toEqual(['warn chain']);
});

test('a stalled chain advises only what exists', () => {
	const {todo} = look(createLiveMiner({subnet: {at: now - 7 * 12_000}})).first;

	expect(todo).toContain('`BT_CHAIN_ENDPOINT` or `--network`');
	expect(todo).not.toContain('--endpoint');
});

test('a fast chain is not stalled within 20 seconds', () => {
	expect(look(createLiveMiner({subnet: {at: now - 19_000, blockTimeMs: 250}})).kinds).toEqual([]);
});

test('a lost UID says what it costs to enter again', () => {
	expect(look(createLiveMiner({state: {phase: 'deregistered', uid: null}}))).toMatchObject({
		kinds: ['bad evicted'],
		first: {
			todo: '`e` enters again, for 0.5123 TAO now; 0.2562 in 2 h if nobody registers.',
		},
		health: {word: 'evicted', level: 'bad'},
	});
});

test('what the miner says is wrong is explained, the worst first', () => {
	const miner = createLiveMiner({
		state: {
			problems: [
				{kind: 'chain', message: 'The address of the node is wrong.'},
				{kind: 'ledger', message: 'No space left on device'},
				{kind: 'address', message: 'Announced too often'},
				{kind: 'engine', message: 'Died `3` times in a row, lastly with SIGSEGV'},
				{kind: 'other', message: 'The fan stands still'},
			],
		},
	});

	expect(look(miner)).toMatchObject({
		kinds: ['bad address', 'bad engine', 'warn other', 'warn ledger', 'warn other'],
		health: {word: 'failing', level: 'bad'},
	});
});

test('silence for two epochs points to the way from outside', () => {
	expect(look(createLiveMiner({state: {lastQuerySeconds: 8600}})).kinds).toEqual([]);
	expect(
		look(
			createLiveMiner({
				state: {...silentSince, queries: {answered: 0, refused: 0, reasons: {}, waiting: 0}},
			}),
		),
	).toMatchObject({
		kinds: ['warn silence'],
		first: {
			what: 'No validator got an answer yet, for 2 h',
			todo: expect.stringContaining('firewall'),
		},
	});
});

test('in silence the address is named that the chain tells', () => {
	const queries = {answered: 0, refused: 0, reasons: {}, waiting: 0};
	const told = (axon: Axon | undefined) =>
		look(withOwn({axon}, {state: {...silentSince, queries}})).first.todo;

	expect(told({ip: '203.0.113.7', port: 8091})).toContain('203.0.113.7:8091');
	expect(told(undefined)).toContain('tells nobody the address');
});

test.each([
	['no-permit', 'harmless'],
	['stale-request', 'time and ours differ'],
	['wrong-receiver', 'another hotkey'],
	['bad-signature', 'not what was signed'],
	['not-http', 'port scanners'],
])('silence with refusals for %s names the cause', (reason, means) => {
	const queries = {answered: 4, refused: 30, reasons: {[reason]: 28, deadline: 2}, waiting: 0};

	expect(look(createLiveMiner({state: {...silentSince, queries}})).first.means).toContain(means);
});

test('too slow is said when one query in twenty comes to nothing', () => {
	const queries = (deadline: number) => ({
		answered: 1000,
		refused: deadline,
		reasons: {deadline},
		waiting: 0,
	});

	expect(look(createLiveMiner({state: {queries: queries(50)}})).kinds).toEqual([]);
	expect(look(createLiveMiner({state: {queries: queries(60)}}))).toMatchObject({
		kinds: ['warn overload'],
		first: {what: '6 % of the queries came to nothing for lack of speed'},
	});
});

test('the next in line for eviction is told so, with the pace of late', () => {
	const miner = withOwn({registeredAt: 4_000_000, emission: 0n, incentive: 9});

	expect(look(miner)).toMatchObject({
		kinds: ['bad slot'],
		first: {
			what: 'UID 12 is the next to be evicted',
			means: expect.stringContaining('in about 2 h'),
		},
	});
});

test('a newcomer is told that being the next in line is how everybody begins', () => {
	const own = {registeredAt: 4_000_000, emission: 0n, incentive: 0};
	const miner = withOwn(own, {state: {uptimeSeconds: 60}});

	expect(look(miner)).toMatchObject({
		kinds: ['warn slot'],
		first: {todo: expect.stringContaining('takes about 2 epochs')},
	});
});

test('a miner that began of late is not blamed for the epochs before', () => {
	const own = {registeredAt: 4_211_907 - 4500, incentive: 0};

	expect(look(withOwn(own, {state: {uptimeSeconds: 60}})).kinds).toEqual(['warn slot']);
});

test('nobody is in danger while UIDs are free', () => {
	const miner = withOwn(
		{registeredAt: 4_000_000, emission: 0n, incentive: 9},
		{subnet: {maxUids: 80}},
	);

	expect(look(miner).kinds).toEqual([]);
});

test('immunity that ends soon is told only where there is no incentive', () => {
	const registeredAt = 4_211_907 - 4500;

	expect(look(withOwn({registeredAt})).kinds).toEqual([]);
	expect(look(withOwn({registeredAt, incentive: 0}))).toMatchObject({
		kinds: ['warn slot', 'warn unranked'],
		first: {what: 'Immunity ends in 100 min, and there is no incentive yet'},
	});
});
