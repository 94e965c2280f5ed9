import process from 'node:process';
import * as v from 'valibot';
import type {ConnectionStatus} from '../chain/connection/status.ts';
import type {Neuron} from '../chain/subtensor/neuron.ts';
import {getMinerRank, type MinerRank} from '../chain/subtensor/rank.ts';
import type {Engine} from '../gpu/engine.ts';
import {type Canary, canarySchema} from '../ledger/canaries.ts';
import {amount, list, struct} from '../support/schema.ts';
import type {QueryCounts} from './observe/query-counts.ts';
import {sumUpMinute} from './observe/recent-queries.ts';
import type {Earned} from './observe/earnings-tracker.ts';
import type {SubnetFacts} from './observe/subnet/subnet-facts.ts';

/** A value not known yet. It is `null` because JSON omits `undefined`. */
// eslint-disable-next-line @typescript-eslint/no-restricted-types
export type Known<Value> = Value | null;

/** The kinds of a miner's problems. An `observer` is any part of the miner that only watches. */
export const problemKinds = [
	'chain',
	'endpoint',
	'address',
	'clock',
	'engine',
	'queries',
	'ledger',
	'ledger-lost',
	'log',
	'observer',
] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** A problem of a miner. */
const problemSchema = struct({
	/** `other` stands for kinds of other versions. */
	kind: v.fallback(v.picklist([...problemKinds, 'other']), 'other'),
	/** A sentence. */
	message: v.string(),
});

export type Problem = v.InferOutput<typeof problemSchema>;

/** A miner's state, for screens and `btop status`. */
export const minerStateSchema = struct({
	pid: v.number(),
	network: v.string(),
	netuid: v.number(),
	uid: v.nullable(v.number()),
	/** SS58. */
	hotkey: v.string(),
	registered: v.boolean(),
	/** `starting` until the chain was read, `deregistered` once its UID was lost. */
	phase: v.picklist(['starting', 'serving', 'deregistered', 'stopping']),
	/** Where it listens, as `host:port`. */
	address: v.string(),
	model: v.string(),
	engine: v.string(),
	device: v.string(),
	engineRestarts: v.number(),
	/** `null` if it is not known, as of servers. */
	memoryBytes: v.nullable(v.number()),
	/** What the engine says of itself, one sentence each: of servers, the state of each. */
	engineNotes: list(v.string()),
	uptimeSeconds: v.number(),
	queries: struct({
		answered: v.number(),
		refused: v.number(),
		/** Number of refusals by reason. */
		reasons: v.record(v.string(), v.number()),
		/** Number of queries waiting for a batch. */
		waiting: v.number(),
		latestMinute: struct({
			answered: v.number(),
			reasons: v.record(v.string(), v.number()),
		}),
	}),
	/** Of recent answers, to the microsecond. */
	latencyMs: struct({
		p50: v.nullable(v.number()),
		p95: v.nullable(v.number()),
		p99: v.nullable(v.number()),
	}),
	/** Rank among the miners by incentive; ties share a rank. */
	rank: v.nullable(v.number()),
	/** Number of UIDs without a validator permit. */
	miners: v.number(),
	/** With a permit it is not one of the miners counted. */
	validatorPermit: v.boolean(),
	/** As stored: out of 65,535. */
	incentive: v.number(),
	/** Since the registration, in alpha's 1e-9 unit; `null` if the chain does not tell. */
	earnedAlpha: v.nullable(amount),
	/** Its value at the pool's price, in rao, rounded down; `null` if the chain does not tell. */
	earnedTao: v.nullable(amount),
	chain: struct({
		/** The node's URL, without parts that may be secret. */
		url: v.string(),
		state: v.picklist(['connected', 'disconnected', 'closed']),
		/** Of the last ping, to the microsecond. */
		latencyMs: v.nullable(v.number()),
		/** When its state last changed, in milliseconds since the Unix epoch. */
		since: v.number(),
	}),
	/** Number of the block that the chain's values were read at. */
	block: v.nullable(v.number()),
	/** Since the latest query was answered. */
	lastQuerySeconds: v.nullable(v.number()),
	/** The latest trial of another model. */
	canary: v.nullable(canarySchema),
	problems: list(problemSchema),
});

export type MinerState = v.InferOutput<typeof minerStateSchema>;

/** The parts of a state. */
export type MinerParts = {
	readonly network: string;
	readonly netuid: number;
	readonly hotkey: string;
	readonly address: string;
	readonly model: string;
	readonly engine: Pick<Engine, 'info' | 'restarts'>;
	readonly memoryBytes: number | undefined;
	readonly startedAt: number;
	readonly now: number;
	readonly isStopping: boolean;
	readonly counts: QueryCounts;
	readonly facts: SubnetFacts | undefined;
	readonly status: ConnectionStatus;
	readonly earned: Earned;
	readonly canary: Canary | undefined;
	readonly problems: readonly Problem[];
};

/**
Assemble a miner's state from its parts.
*/
export function toMinerState(parts: MinerParts): MinerState {
	const {network, netuid, hotkey, address, model, engine, memoryBytes, now, facts, problems} =
		parts;
	const {answered, refused, refusals, recent, latency, lastAnswered} = parts.counts;
	const {name, device, waiting, notes} = engine.info();
	const own = facts?.neurons.get(hotkey);
	const standing = getStanding(facts?.neurons.values() ?? [], hotkey);
	return {
		pid: process.pid,
		network,
		netuid,
		uid: own?.uid ?? null,
		hotkey,
		registered: own !== undefined,
		phase: toPhase(parts),
		address,
		model,
		engine: name,
		device,
		engineRestarts: engine.restarts(),
		memoryBytes: memoryBytes ?? null,
		engineNotes: notes,
		uptimeSeconds: toSeconds(now - parts.startedAt),
		queries: {
			answered,
			refused,
			reasons: refusals,
			waiting,
			latestMinute: sumUpMinute(recent, now),
		},
		latencyMs: {
			p50: toThousandths(latency?.p50),
			p95: toThousandths(latency?.p95),
			p99: toThousandths(latency?.p99),
		},
		rank: standing.rank ?? null,
		miners: standing.miners,
		validatorPermit: own?.validatorPermit ?? false,
		incentive: standing.incentive,
		earnedAlpha: parts.earned.alpha ?? null,
		earnedTao: parts.earned.tao ?? null,
		chain: toChain(parts.status),
		block: facts?.block ?? null,
		lastQuerySeconds: lastAnswered === undefined ? null : toSeconds(now - lastAnswered),
		canary: parts.canary ?? null,
		problems,
	};
}

/** A miner's standing on its subnet. */
export type Standing = MinerRank & {
	/** As stored: out of 65,535. */
	readonly incentive: number;
};

/** Get a hotkey's standing among the miners of a subnet; unregistered hotkeys have no rank. */
export function getStanding(
	neurons: Iterable<Pick<Neuron, 'hotkey' | 'incentive' | 'validatorPermit'>>,
	hotkey: string,
): Standing {
	const all = [...neurons];
	const own = all.find(neuron => neuron.hotkey === hotkey) ?? {
		incentive: 0,
		validatorPermit: false,
	};
	return {...getMinerRank(all, own), incentive: own.incentive};
}

function toPhase({isStopping, facts, hotkey}: MinerParts): MinerState['phase'] {
	if (isStopping) {
		return 'stopping';
	}

	if (!facts) {
		return 'starting';
	}

	return facts.neurons.has(hotkey) ? 'serving' : 'deregistered';
}

function toChain({url, state, latency, since}: ConnectionStatus): MinerState['chain'] {
	// Providers also put keys in the path and the query.
	const {protocol, host} = new URL(url);
	return {url: `${protocol}//${host}`, state, latencyMs: toThousandths(latency), since};
}

const toThousandths = (milliseconds: number | undefined) =>
	milliseconds === undefined ? null : Math.round(milliseconds * 1000) / 1000;

const toSeconds = (milliseconds: number) => Math.max(0, Math.floor(milliseconds / 1000));
