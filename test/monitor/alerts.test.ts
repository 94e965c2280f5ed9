import {expect, test} from 'vitest';
import type {Axon} from '../../src/chain/subtensor/axon.ts';
import type {LiveMiner} from '../../src/rig/live-miner.ts';
import {getAlerts} from '../../src/monitor/alerts/get-alerts.ts';
import {getHealth} from '../../src/monitor/health.ts';
import {attachingMiner, createLiveMiner, now, ownHotkey} from '../helpers/miner/live-miner.ts';

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

const noQueries = {answered: 0, reasons: {}};
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

test('a chain without new blocks is stalled after three of them', () => {
	expect(look(createLiveMiner({subnet: {at: now - 35_000}})).kinds).toEqual([]);
	expect(look(createLiveMiner({subnet: {at: now - 37_000}})).kinds).toEqual(['warn chain']);
});

test('a stalled chain that the miner explains is told once, in its words', () => {
	const message = 'The node at `ws://127.0.0.1:9944` has sent no new block for 2 min';
	const miner = createLiveMiner({
		state: {problems: [{kind: 'chain', message}]},
		subnet: {at: now - 121_000},
	});

	expect(look(miner)).toMatchObject({kinds: ['warn chain'], first: {what: message}});
});

test('a stalled chain advises only what exists', () => {
	const {todo} = look(createLiveMiner({subnet: {at: now - 7 * 12_000}})).first;

	expect(todo).toContain('`BT_CHAIN_ENDPOINT` or `--network`');
	expect(todo).not.toContain('--endpoint');
});

test('a fast chain is not stalled within ten seconds', () => {
	expect(look(createLiveMiner({subnet: {at: now - 9000, blockTimeMs: 250}})).kinds).toEqual([]);
});

test('a lost UID says what it costs to enter again', () => {
	expect(look(createLiveMiner({state: {phase: 'deregistered', uid: null}}))).toMatchObject({
		kinds: ['bad evicted'],
		first: {
			todo: '`e` registers again, for 0.5123 TAO now; 0.2562 in 2 h if nobody registers.',
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
				{kind: 'log', message: '37 log lines could not be written'},
				{kind: 'observer', message: 'Something that only watches the miner failed once'},
				{kind: 'address', message: 'Announced too often'},
				{kind: 'clock', message: 'The clock is 30 s ahead'},
				{kind: 'engine', message: 'Died `3` times in a row, lastly with SIGSEGV'},
				{kind: 'other', message: 'The fan stands still'},
			],
		},
	});

	expect(look(miner)).toMatchObject({
		kinds: [
			'bad address',
			'bad clock',
			'bad engine',
			'warn other',
			'warn ledger',
			'warn log',
			'warn other',
			'warn other',
		],
		health: {word: 'failing', level: 'bad'},
	});
});

test('silence for two epochs points to the way from outside', () => {
	expect(look(createLiveMiner({state: {lastQuerySeconds: 8600}})).kinds).toEqual([]);
	expect(
		look(
			createLiveMiner({
				state: {
					...silentSince,
					queries: {answered: 0, refused: 0, reasons: {}, waiting: 0, latestMinute: noQueries},
				},
			}),
		),
	).toMatchObject({
		kinds: ['warn silence'],
		first: {
			what: 'No validator has been answered yet for 2 h',
			todo: expect.stringContaining('firewall'),
		},
	});
});

test('in silence the address is named that the chain tells', () => {
	const queries = {answered: 0, refused: 0, reasons: {}, waiting: 0, latestMinute: noQueries};
	const told = (axon: Axon | undefined) =>
		look(withOwn({axon}, {state: {...silentSince, queries}})).first.todo;

	expect(told({ip: '203.0.113.7', port: 8091})).toContain('203.0.113.7:8091');
	expect(told(undefined)).toContain('No address is announced');
});

test.each([
	['no-permit', 'harmless'],
	['stale-request', 'clock and theirs differ'],
	['wrong-receiver', 'another hotkey'],
	['bad-signature', 'arrive altered'],
	['length-required', 'arrive altered'],
	['not-http', 'port scanners'],
])('silence with refusals for %s names the cause', (reason, means) => {
	const queries = {
		answered: 4,
		refused: 30,
		reasons: {[reason]: 28, deadline: 2},
		waiting: 0,
		latestMinute: noQueries,
	};

	expect(look(createLiveMiner({state: {...silentSince, queries}})).first.means).toContain(means);
});

const withMinute = (answered: number, reasons: Readonly<Record<string, number>>, state = {}) => {
	const miner = createLiveMiner();
	const queries = {...miner.state!.queries, latestMinute: {answered, reasons}};
	return createLiveMiner({state: {...state, queries}});
};

test('queries without an answer are told when they are more than one in twenty of the latest minute', () => {
	expect(look(withMinute(95, {deadline: 5})).kinds).toEqual([]);
	expect(look(withMinute(94, {deadline: 4, 'queue-full': 2}))).toMatchObject({
		kinds: ['warn unanswered'],
		first: {
			what: '6 of 100 queries got no answer in the latest minute, most for `deadline`',
			todo: expect.stringContaining('smaller model'),
		},
		health: {word: 'serving', level: 'warn'},
	});
});

test.each(['cancelled', 'deadline', 'queue-full', 'too-busy', 'engine-failed', 'internal'])(
	'a miner that leaves half of its queries unanswered for `%s` fails, whatever it did before',
	reason => {
		expect(look(withMinute(13, {[reason]: 12})).health).toEqual({word: 'serving', level: 'warn'});
		expect(look(withMinute(25, {[reason]: 25}))).toMatchObject({
			kinds: ['bad unanswered'],
			health: {word: 'failing', level: 'bad'},
		});
	},
);

test('a miner of which only refusals are left fails, whatever they are for', () => {
	const message = 'All are refused, most as `not-found`';
	const problems = [{kind: 'queries', message}] as const;
	expect(look(withMinute(0, {'not-found': 300_000}, {problems}))).toMatchObject({
		kinds: ['bad unanswered'],
		first: {what: message, todo: expect.stringContaining('firewall')},
		health: {word: 'failing', level: 'bad'},
	});
	expect(look(withMinute(0, {deadline: 9}, {problems}))).toMatchObject({
		kinds: ['bad unanswered'],
		first: {what: expect.stringContaining('9 of 9')},
	});
});

test('one query without an answer says nothing, and what is rightly refused is no loss', () => {
	expect(look(withMinute(0, {cancelled: 1})).kinds).toEqual([]);
	expect(look(withMinute(1, {'no-permit': 900, 'bad-signature': 900})).kinds).toEqual([]);
});

test('of a miner that answers nobody it is told why, rather than that it is silent', () => {
	const {kinds, first} = look(withMinute(0, {cancelled: 25, 'no-permit': 90}, silentSince));

	expect(kinds).toEqual(['bad unanswered']);
	expect(first.what).toBe(
		'25 of 25 queries got no answer in the latest minute, most for `cancelled`',
	);
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
	// Two of these epochs have passed since.
	const miner = withOwn(own, {subnet: {tempo: 100_000}});

	expect(look(miner)).toMatchObject({
		kinds: ['warn slot'],
		first: {todo: expect.stringContaining('takes about 2 epochs')},
	});
});

test('an old UID is not called new because its miner was started again', () => {
	const own = {registeredAt: 4_000_000, emission: 0n, incentive: 0};
	const miner = withOwn(own, {state: {uptimeSeconds: 60}});

	expect(look(miner)).toMatchObject({
		kinds: ['bad slot'],
		first: {todo: expect.not.stringContaining('new')},
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

/** What an operator reads of each alert: its wording stands in a snapshot. */
const sayings = (miner: LiveMiner) =>
	getAlerts(miner, now).map(({what, means, todo}) => `${what}\n${means}\n${todo}`);

test('the words for what the miner says is wrong', () => {
	const kinds = [
		'engine',
		'ledger',
		'ledger-lost',
		'log',
		'observer',
		'address',
		'clock',
		'chain',
		'other',
	] as const;
	for (const kind of kinds) {
		const problems = [{kind, message: `It is about v1.2 of the ${kind}.`}];
		expect(sayings(createLiveMiner({state: {problems}}))).toMatchSnapshot(kind);
	}
});

test('the words for a miner that is not heard', () => {
	for (const link of ['gone', 'silent', 'incompatible'] as const) {
		const miner = createLiveMiner({}, {link, since: now - 5000});
		expect(sayings(miner)).toMatchSnapshot(link);
		expect(getAlerts(miner, now)).toMatchObject([{level: 'bad', since: now - 5000}]);
	}

	expect(getHealth(createLiveMiner({}, {link: 'incompatible', since: now}), [])).toMatchObject({
		level: 'bad',
	});
});

test.for([
	'no-permit',
	'not-registered',
	'too-little-stake',
	'stale-request',
	'replayed-request',
	'wrong-receiver',
	'bad-signature',
	'malformed-auth',
	'not-http',
	'not-found',
	'method-not-allowed',
	'something-new',
])('the words for silence with refusals for %s', reason => {
	const queries = {
		answered: 4,
		refused: 30,
		// The most frequent one counts, wherever it stands.
		reasons: {'rate-limited': 1, [reason]: 27, deadline: 2},
		waiting: 0,
		latestMinute: noQueries,
	};
	expect(sayings(createLiveMiner({state: {...silentSince, queries}}))).toMatchSnapshot();
});

test.for(['cancelled', 'deadline', 'queue-full', 'too-busy', 'engine-failed', 'internal'])(
	'the words for queries that get no answer for %s',
	reason => {
		expect(
			sayings(withMinute(90, {'rate-limited': 50, internal: 1, [reason]: 9})),
		).toMatchSnapshot();
	},
);

test('the words for a chain that is lost, or stalled, and for a UID that is', () => {
	const chain = {...createLiveMiner().state!.chain, state: 'disconnected' as const};
	const problems = [
		{kind: 'ledger', message: 'No space left'},
		{kind: 'chain', message: 'connect ECONNREFUSED'},
	] as const;

	expect(sayings(createLiveMiner({state: {network: 'finney', chain, problems}}))).toMatchSnapshot();
	expect(sayings(createLiveMiner({state: {network: 'finney', chain}}))).toMatchSnapshot();
	expect(
		sayings(createLiveMiner({state: {network: 'finney', chain}}, {subnet: undefined})),
	).toMatchSnapshot();
	expect(sayings(createLiveMiner({subnet: {at: now - 73_000}}))).toMatchSnapshot();
	expect(
		sayings(createLiveMiner({state: {phase: 'deregistered', uid: null}}, {subnet: undefined})),
	).toMatchSnapshot();
});

test('the words for a place in the eviction queue, and for no incentive', () => {
	const old = {registeredAt: 4_000_000, emission: 0n};

	expect(sayings(withOwn({...old, incentive: 9}))).toMatchSnapshot('paid once');
	expect(sayings(withOwn({...old, incentive: 0}))).toMatchSnapshot('never paid');
	expect(sayings(withOwn({registeredAt: 4_211_907 - 4500, incentive: 0}))).toMatchSnapshot(
		'immune',
	);
});

test('immunity is told to end within two epochs, and only where the subnet is full', () => {
	const {tempo, immunityPeriod, block} = createLiveMiner().subnet!;
	const kindsAt = (left: number, subnet = {}) =>
		look(
			withOwn({registeredAt: block - immunityPeriod + left, incentive: 0}, {subnet}),
		).kinds.filter(kind => kind === 'warn slot');

	expect(kindsAt(2 * tempo - 1)).toEqual(['warn slot']);
	expect(kindsAt(2 * tempo)).toEqual([]);
	expect(kindsAt(2 * tempo - 1, {maxUids: 80})).toEqual([]);
});

test('the words for no incentive where nothing was answered', () => {
	const queries = {...createLiveMiner().state!.queries, answered: 0};
	const registeredAt = 4_211_907 - 4500;

	expect(sayings(withOwn({registeredAt, incentive: 0}, {state: {queries}}))).toMatchSnapshot();
});

test('the words for the second in line, whose pace nobody knows', () => {
	const miner = withOwn({registeredAt: 4_000_000, emission: 1n, incentive: 9});
	const neurons = miner.subnet.neurons.map(neuron => ({
		...neuron,
		registeredAt: 1_000_000,
		emission: neuron.hotkey === ownHotkey ? 1n : BigInt(neuron.uid === 7 ? 0 : 9),
	}));

	expect(sayings({...miner, subnet: {...miner.subnet, neurons}})).toMatchSnapshot();
});

test('a miner that does not serve is told nothing of queries and rank', () => {
	const own = {registeredAt: 4_000_000, emission: 0n, incentive: 0};
	const state = {
		...silentSince,
		phase: 'starting' as const,
		queries: withMinute(0, {deadline: 9}).state!.queries,
	};

	expect(getAlerts(withOwn(own, {state}), now)).toEqual([]);
	expect(getAlerts(createLiveMiner({state}, {subnet: undefined}), now)).toEqual([]);
});

test('a starting miner is only a worry when something is wrong', () => {
	const miner = createLiveMiner({state: {phase: 'starting'}}, {subnet: undefined});
	const [alert] = getAlerts(withMinute(0, {deadline: 9}), now);

	expect(getHealth(miner, [])).toEqual({word: 'starting', level: 'idle'});
	expect(getHealth(miner, [alert!])).toEqual({word: 'starting', level: 'warn'});
	expect(getHealth(createLiveMiner({state: {phase: 'stopping'}}), [])).toEqual({
		word: 'stopping',
		level: 'idle',
	});
});
