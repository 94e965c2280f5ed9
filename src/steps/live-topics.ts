import type {MinerTopics} from '../miner/miner-topics.ts';
import {readMinerState} from './miner-status.ts';

/** The topics of a miner that a screen follows. */
export const liveTopics = [
	'state',
	'history',
	'device',
	'subnet',
	'activity',
	'earnings',
	'log',
] as const satisfies ReadonlyArray<keyof MinerTopics>;

/**
Read a topic's value as it came over the control socket. Amounts, which travel as strings, are numbers again.

@returns `undefined` for a topic that is none of a screen's, or a value that a miner of another version writes another way.
*/
export function readTopic(topic: string, value: unknown): Partial<MinerTopics> | undefined {
	if (!Object.hasOwn(readers, topic)) {
		return undefined;
	}

	try {
		return {[topic]: readers[topic as keyof MinerTopics](value as never)};
	} catch {
		return undefined;
	}
}

/** A value as JSON holds it: amounts are strings. */
type Written<Value> = Value extends bigint
	? string
	: Value extends ReadonlyArray<infer Item>
		? ReadonlyArray<Written<Item>>
		: Value extends Readonly<Record<string, unknown>>
			? {readonly [Key in keyof Value]: Written<Value[Key]>}
			: Value;

type Readers = {
	readonly [Name in keyof MinerTopics]: (value: Written<MinerTopics[Name]>) => MinerTopics[Name];
};

const readers: Readers = {
	state: readMinerState,
	history: history => history,
	device: device => device,
	subnet: ({alphaPrice, burn, burnRules, neurons, ...subnet}) => ({
		...subnet,
		alphaPrice: BigInt(alphaPrice),
		burn: burn === undefined ? undefined : BigInt(burn),
		burnRules: burnRules && {
			...burnRules,
			minimum: BigInt(burnRules.minimum),
			maximum: BigInt(burnRules.maximum),
		},
		neurons: neurons.map(({stake, emission, ...neuron}) => ({
			...neuron,
			stake: BigInt(stake),
			emission: BigInt(emission),
		})),
	}),
	activity: ({validators, lastReward, ...activity}) => ({
		...activity,
		validators: validators.map(({stake, ...validator}) => ({...validator, stake: BigInt(stake)})),
		lastReward: lastReward && {
			...lastReward,
			alpha: BigInt(lastReward.alpha),
			tao: BigInt(lastReward.tao),
		},
	}),
	earnings: ({samples, paid, fees}) => ({
		samples: samples.map(({alpha, price, ...sample}) => ({
			...sample,
			alpha: BigInt(alpha),
			price: BigInt(price),
		})),
		paid: BigInt(paid),
		fees: BigInt(fees),
	}),
	log: log => log,
};
