import type {Neuron} from '../../../src/chain/subtensor/neuron.ts';
import type {MinerState} from '../../../src/miner/miner-state.ts';
import type {MinerCard} from '../../../src/miner/observe/device-reading.ts';
import type {EarningsView} from '../../../src/miner/observe/earnings-view.ts';
import type {SubnetView} from '../../../src/miner/observe/subnet/subnet-view.ts';
import {encodeAddress} from '../../../src/crypto/ss58.ts';
import type {LiveMiner} from '../../../src/rig/live-miner.ts';
import {createNumbers, whole} from '../chain/economy-numbers.ts';

/** The moment at which everything below is looked at. */
export const now = Date.UTC(2026, 10, 3, 12, 0, 0);

const block = 4_211_907;
const blockTimeMs = 12_000;
const tempo = 360;
const ownUid = 12;

/** The hotkey that stands behind a UID. */
export const hotkeyOf = (uid: number): string => {
	const random = createNumbers(BigInt(uid));
	return encodeAddress(Uint8Array.from({length: 32}, () => Number(random(256n))));
};

export const ownHotkey = hotkeyOf(ownUid);

/** The card that the miner's engine runs on. */
export const ownCard: MinerCard = {
	vendor: 'nvidia',
	index: 0,
	name: 'NVIDIA H200',
	bus: '0000:19:00.0',
	driver: '570.86.10, CUDA 12.8',
	state: 'ok',
	memoryUsed: 21.4 * 2 ** 30,
	memoryTotal: 139.8 * 2 ** 30,
	load: 0.37,
	clock: 1980,
	temperature: 46,
	power: 212,
	powerLimit: 700,
	powerDefault: 700,
	throttles: [],
	processes: [
		{pid: 3172, memory: 20.2 * 2 ** 30},
		{pid: 41_730, memory: 1.2 * 2 ** 30},
	],
	isUsed: true,
	ownMemory: 1.2 * 2 ** 30,
};

export type LiveMinerOptions = {
	/** How many UIDs are taken. @default 64 */
	readonly neurons?: number;
	/** The first of them are validators. @default 4 */
	readonly validators?: number;
	readonly state?: Partial<MinerState>;
	readonly subnet?: Partial<SubnetView>;
};

/** A miner at work on a subnet of an hour-long epoch, with ten minutes of history; parts of it may be otherwise. */
export function createLiveMiner(
	options: LiveMinerOptions = {},
	parts: Partial<LiveMiner> = {},
): LiveMiner {
	const {state, subnet} = options;
	const neurons = createNeurons(options);
	return {
		link: 'live',
		since: now - 3_600_000,
		state: {...createState(neurons), ...state},
		subnet: {...createSubnet(options, neurons), ...subnet},
		history: createHistory(),
		device: {
			kind: 'gpu',
			name: 'NVIDIA H200',
			load: 0.37,
			memoryUsed: 21.4 * 2 ** 30,
			memoryTotal: 139.8 * 2 ** 30,
			modelBytes: 1.2 * 2 ** 30,
			temperature: 46,
			power: 212,
			powerLimit: 700,
			cards: [ownCard],
			notes: [],
			trouble: null,
			at: now - 1000,
		},
		activity: {
			validators: [
				{uid: 2, asked: 4812, refused: 0, ago: 1200},
				{uid: 0, asked: 4790, refused: 3, ago: 4100},
				{uid: 3, asked: 1204, refused: 0, ago: 47_000},
			].map(({uid, asked, refused, ago}) => ({
				hotkey: hotkeyOf(uid),
				uid,
				stake: neurons[uid]!.stake,
				answered: asked - refused,
				refused,
				lastAt: now - ago,
				lastMs: 4.2,
			})),
			lastQuery: {at: now - 1200, hotkey: hotkeyOf(2), milliseconds: 4.213, outcome: 'answered'},
			lastWeights: {block: block - 41, uid: 2, at: now - 41 * blockTimeMs},
			lastReveal: {
				block: block - 207,
				at: now - 207 * blockTimeMs,
				incentiveBefore: 1402,
				incentiveAfter: 1533,
			},
			lastReward: {
				block: block - 207,
				at: now - 207 * blockTimeMs,
				since: null,
				alpha: 1_158_123_004n,
				tao: 40_534_305n,
			},
		},
		earnings: {
			samples: createSamples(),
			paid: 812_340_000n,
			fees: 1_420_000n,
			goneAlpha: 0n,
			goneTao: 0n,
		},
		log: createLog(),
		...parts,
	};
}

/** A miner of which nothing is known but that its socket is there. */
export const attachingMiner: LiveMiner = {link: 'connecting', since: now - 400, log: []};

function createNeurons({neurons = 64, validators = 4}: LiveMinerOptions): readonly Neuron[] {
	const random = createNumbers(7n);
	return Array.from({length: neurons}, (_, uid): Neuron => {
		const isValidator = uid < validators;
		const isUnpaid = !isValidator && uid % 9 === 5;
		const incentive = isValidator || isUnpaid ? 0 : 300 + Number(random(1700n));
		return {
			uid,
			hotkey: hotkeyOf(uid),
			coldkey: hotkeyOf(1000 + uid),
			stake: isValidator ? BigInt(18_000 - uid * 3700) * whole : 0n,
			incentive: uid === ownUid ? 1533 : incentive,
			dividends: isValidator ? 16_000 : 0,
			emission: BigInt(uid === ownUid ? 1533 : incentive) * 755_462n,
			validatorPermit: isValidator,
			active: true,
			lastUpdate: isValidator ? block - 41 - uid * 30 : 0,
			registeredAt: uid === ownUid ? block - 2400 : block - 3000 - Number(random(40_000n)),
			axon: {ip: `203.0.113.${uid % 250}`, port: 8091},
		};
	}).map((neuron, index, all) =>
		// Two newcomers within the immunity period, so that there is a pace.
		index >= all.length - 2
			? {...neuron, registeredAt: block - 900 * (all.length - index)}
			: neuron,
	);
}

function createState(neurons: readonly Neuron[]): MinerState {
	const own = neurons[ownUid]!;
	const miners = neurons.filter(({validatorPermit}) => !validatorPermit);
	return {
		pid: 41_722,
		network: 'devnet',
		netuid: 3,
		uid: ownUid,
		hotkey: ownHotkey,
		registered: true,
		phase: 'serving',
		address: '0.0.0.0:8091',
		model: 'image-small',
		engine: 'onnxruntime 1.30.0 (cuda)',
		device: 'NVIDIA H200',
		engineRestarts: 0,
		memoryBytes: 1.2 * 2 ** 30,
		engineNotes: [],
		uptimeSeconds: 29_520,
		queries: {
			answered: 10_803,
			refused: 41,
			reasons: {'no-permit': 31, 'stale-request': 7, deadline: 3},
			waiting: 2,
			latestMinute: {answered: 60, reasons: {}},
		},
		latencyMs: {p50: 4.213, p95: 9.87, p99: 18.402},
		rank: miners.filter(({incentive}) => incentive > own.incentive).length + 1,
		miners: miners.length,
		validatorPermit: false,
		incentive: own.incentive,
		earnedAlpha: 7_812_003_411n,
		earnedTao: 273_420_119n,
		chain: {
			url: 'ws://127.0.0.1:9944',
			state: 'connected',
			latencyMs: 1.204,
			since: now - 29_500_000,
		},
		block,
		lastQuerySeconds: 1,
		canary: null,
		problems: [],
	};
}

function createSubnet(
	{neurons: count = 64}: LiveMinerOptions,
	neurons: readonly Neuron[],
): SubnetView {
	return {
		block,
		at: now - 4300,
		blockTimeMs,
		neurons,
		alphaPrice: 35_000_000n,
		nextEpoch: block + 153,
		tempo,
		burn: 512_300_000n,
		burnRules: {
			kind: 'continuous',
			minimum: 500_000n,
			maximum: 100n * whole,
			halfLife: 720,
			increase: 1.26,
		},
		genesisHash: `0x${'11'.repeat(32)}`,
		name: 'images',
		task: 'image',
		maxUids: Math.max(count, 64),
		immunityPeriod: 5000,
		registrationOpen: true,
		ownerHotkey: hotkeyOf(1),
		ownerColdkey: hotkeyOf(1001),
		minNonImmuneUids: 10,
		immuneOwnerUids: 1,
		weightsOnUs: [
			{uid: 0, share: 0.0231},
			{uid: 1, share: 0.019},
			{uid: 2, share: 0.0262},
			{uid: 3, share: 0},
		],
	};
}

/** Ten minutes in steps of two seconds: a wave with a burst in it, and refusals in the burst. */
function createHistory(): LiveMiner['history'] {
	const random = createNumbers(3n);
	const steps = Array.from({length: 300}, (_, index) => index);
	const answered = steps.map(index =>
		Math.round(
			20 + 12 * Math.sin(index / 24) + Number(random(8n)) + (index > 190 && index < 215 ? 40 : 0),
		),
	);
	return {
		stepMs: 2000,
		end: now - 900,
		answered,
		refused: steps.map(index => (index > 200 && index < 212 ? Number(random(9n)) : 0)),
		memory: steps.map(index => (1.1 + Math.min(index, 60) / 600) * 2 ** 30),
		load: answered.map(count => Math.min(1, count / 80)),
		latency: answered.map(count => 3 + count / 14),
	};
}

/** A registration, then seven epochs of which the first brought nothing. */
function createSamples(): EarningsView['samples'] {
	const gains = [
		0n,
		0n,
		960_000_000n,
		1_204_000_000n,
		1_330_880_407n,
		1_560_000_000n,
		1_599_000_000n,
		1_158_123_004n,
	];
	let earned = 0n;
	return gains.map((gain, index) => {
		earned += gain;
		const age = (gains.length - 1 - index) * tempo + 207;
		return {block: block - age, time: now - age * blockTimeMs, earned, price: 35_000_000n};
	});
}

function createLog(): readonly string[] {
	const events = [
		['info ', 'Serving `image-small` at 0.0.0.0:8091 on NVIDIA H200'],
		['info ', 'UID 12 on subnet 3'],
		['info ', 'Announced 203.0.113.12:8091 in block 4209507'],
		['warn ', 'The engine died and was started again, 1 query was asked anew'],
		['info ', 'Weights of UID 2 were revealed'],
		['error', 'The chain closed the connection: connect ECONNREFUSED 127.0.0.1:9944'],
		['info ', 'The chain is back after 12 s'],
	] as const;
	return Array.from({length: 42}, (_, index) => {
		const [level, message] = events[index % events.length]!;
		const time = new Date(now - (42 - index) * 97_000).toISOString();
		return `${time} ${level} ${message}`;
	});
}
