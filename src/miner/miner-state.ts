import process from 'node:process';
import type {ConnectionStatus} from '../chain/connection/status.ts';
import type {Engine} from '../gpu/engine.ts';
import type {QueryCounts} from './query-counts.ts';
import type {Earned} from './earnings-tracker.ts';
import type {Known} from './known.ts';
import type {Problem} from './problem.ts';
import {getStanding} from './standing.ts';
import type {SubnetFacts} from './subnet-facts.ts';

/** What a miner says of itself, to screens and to `btop status`. */
export type MinerState = {
	readonly pid: number;
	readonly network: string;
	readonly netuid: number;
	readonly uid: Known<number>;
	/** SS58. */
	readonly hotkey: string;
	readonly registered: boolean;
	/** `deregistered` when its UID went to another, `starting` before the chain was read. */
	readonly phase: 'starting' | 'serving' | 'deregistered' | 'stopping';
	/** Where it listens, as `host:port`. */
	readonly address: string;
	readonly model: string;
	readonly engine: string;
	readonly device: string;
	readonly engineRestarts: number;
	readonly memoryBytes: number;
	readonly uptimeSeconds: number;
	readonly queries: {
		readonly answered: number;
		readonly refused: number;
		/** How often each reason was given. */
		readonly reasons: Readonly<Record<string, number>>;
		/** How many wait for a place in a batch. */
		readonly waiting: number;
	};
	/** Of the latest answers, to the microsecond. */
	readonly latencyMs: {
		readonly p50: Known<number>;
		readonly p95: Known<number>;
		readonly p99: Known<number>;
	};
	/** Place among the miners by incentive; several may share one. */
	readonly rank: Known<number>;
	/** UIDs without a validator permit. */
	readonly miners: number;
	/** As stored, of 65,535. */
	readonly incentive: number;
	/** Since the registration, in alpha's 1e-9 unit. */
	readonly earnedAlpha: bigint;
	/** That at the pool's price, in rao, rounded down. */
	readonly earnedTao: bigint;
	readonly chain: {
		/** The node, without what may be secret in its address. */
		readonly url: string;
		readonly state: ConnectionStatus['state'];
		/** Of the last ping, to the microsecond. */
		readonly latencyMs: Known<number>;
		/** Since when its state is as it is, in milliseconds since the Unix epoch. */
		readonly since: number;
	};
	/** Number of the block that the chain's figures are of. */
	readonly block: Known<number>;
	/** Since the latest query was answered. */
	readonly lastQuerySeconds: Known<number>;
	readonly problems: readonly Problem[];
};

/** What a state is made of. */
export type MinerParts = {
	readonly network: string;
	readonly netuid: number;
	readonly hotkey: string;
	readonly address: string;
	readonly model: string;
	readonly engine: Pick<Engine, 'info' | 'restarts'>;
	readonly memoryBytes: number;
	readonly startedAt: number;
	readonly now: number;
	readonly isStopping: boolean;
	readonly counts: QueryCounts;
	readonly waiting: number;
	readonly facts: SubnetFacts | undefined;
	readonly status: ConnectionStatus;
	readonly earned: Earned;
	readonly problems: readonly Problem[];
};

/**
Put together what a miner says of itself.
*/
export function toMinerState(parts: MinerParts): MinerState {
	const {network, netuid, hotkey, address, model, engine, memoryBytes, now, facts, problems} =
		parts;
	const {answered, refused, refusals, latency, lastAnswered} = parts.counts;
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
		engine: engine.info().engine,
		device: engine.info().device,
		engineRestarts: engine.restarts(),
		memoryBytes,
		uptimeSeconds: toSeconds(now - parts.startedAt),
		queries: {answered, refused, reasons: refusals, waiting: parts.waiting},
		latencyMs: {
			p50: toThousandths(latency?.p50),
			p95: toThousandths(latency?.p95),
			p99: toThousandths(latency?.p99),
		},
		rank: standing.rank ?? null,
		miners: standing.miners,
		incentive: standing.incentive,
		earnedAlpha: parts.earned.alpha,
		earnedTao: parts.earned.tao,
		chain: toChain(parts.status),
		block: facts?.block ?? null,
		lastQuerySeconds: lastAnswered === undefined ? null : toSeconds(now - lastAnswered),
		problems,
	};
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
	// Providers put keys in the path and the query, too.
	const {protocol, host} = new URL(url);
	return {url: `${protocol}//${host}`, state, latencyMs: toThousandths(latency), since};
}

const toThousandths = (milliseconds: number | undefined) =>
	milliseconds === undefined ? null : Math.round(milliseconds * 1000) / 1000;

const toSeconds = (milliseconds: number) => Math.max(0, Math.floor(milliseconds / 1000));
