import {between, bytesOf, fractionOf} from './random.ts';

export type NodeAxon = {
	readonly block: bigint;
	readonly version: number;
	readonly ip: bigint;
	readonly port: number;
	readonly ip_type: number;
	readonly protocol: number;
};

/** A neuron as the chain begins with it. Keys are hex. */
export type NodeNeuron = {
	readonly hotkey: string;
	readonly coldkey: string;
	readonly permit: boolean;
	/** In alpha's 1e-9 unit. */
	readonly alpha: bigint;
	readonly incentive: number;
	readonly dividends: number;
	/** In alpha's 1e-9 unit, of the last epoch. */
	readonly emission: bigint;
	readonly registeredAt: bigint;
	readonly lastUpdate: bigint;
	readonly axon: NodeAxon | undefined;
};

/** Validators have the same keys on every subnet. */
export const validatorHotkey = (index: number): string => bytesOf('validator', index);
export const validatorColdkey = (index: number): string => bytesOf('validator', index, 'cold');

export const ownerColdkey = (netuid: number): string => bytesOf('owner', netuid);
export const ownerHotkey = (netuid: number): string => bytesOf('miner', netuid, 0);

/** Seats of root. */
export const rootValidators = 64;

const perSubnet = 256;
/** Miners of a subnet that are paid. */
const paid = 120;
const largest = 65_535;
/** What an epoch pays miners, and validators, of 360 blocks: 41 %. */
const payPerEpoch = 147_600_000_000;

/** Make the neurons of a subnet, the same each time. */
export function createNeurons(netuid: number, height: number): readonly NodeNeuron[] {
	if (netuid === 0) {
		return Array.from({length: rootValidators}, (_, index) => ({
			...idle(height - between(100_000, 4_000_000, 'seat', index)),
			hotkey: validatorHotkey(index),
			coldkey: validatorColdkey(index),
			permit: true,
			alpha: rootStake(index),
		}));
	}

	const uids = Array.from({length: perSubnet}, (_, uid) => uid);
	const validators = uids.filter(uid => uid > 0 && (uid * 13 + netuid * 7) % 21 === 5);
	const order = uids.map(uid => fractionOf('order', netuid, uid));
	const miners = uids
		.filter(uid => !validators.includes(uid))
		.toSorted((one, other) => order[one]! - order[other]!);
	const incentives = shares(Math.min(paid, miners.length), 1.1);
	const dividends = shares(validators.length, 0.8);
	return uids.map(uid => {
		const validator = validators.indexOf(uid);
		const registeredAt = height - between(50, 900_000, 'registered', netuid, uid);
		if (validator !== -1) {
			return {
				...idle(registeredAt),
				hotkey: validatorHotkey(validator),
				coldkey: validatorColdkey(validator),
				permit: true,
				alpha: BigInt(between(1e14, 8e14, 'alpha', netuid, uid)),
				dividends: Math.floor(dividends[validator]! * largest),
				emission: BigInt(Math.floor(dividends[validator]! * payPerEpoch)),
				lastUpdate: BigInt(height - between(1, 360, 'update', netuid, uid)),
			};
		}

		const share = incentives[miners.indexOf(uid)] ?? 0;
		return {
			...idle(registeredAt),
			hotkey: bytesOf('miner', netuid, uid),
			coldkey:
				uid === 0
					? ownerColdkey(netuid)
					: bytesOf('operator', netuid, between(0, 60, 'coldkey', netuid, uid)),
			permit: false,
			alpha: BigInt(between(1e9, 5e12, 'alpha', netuid, uid)),
			incentive: Math.floor(share * largest),
			emission: BigInt(Math.floor(share * payPerEpoch)),
			axon:
				fractionOf('axon', netuid, uid) < 0.6 ? createAxon(netuid, uid, registeredAt) : undefined,
		};
	});
}

/** Rao that a validator has on root. */
export const rootStake = (index: number): bigint =>
	BigInt(between(1e12, 4e14, 'root', index)) * 10n;

const idle = (registeredAt: number) => ({
	incentive: 0,
	dividends: 0,
	emission: 0n,
	registeredAt: BigInt(registeredAt),
	lastUpdate: BigInt(registeredAt),
	axon: undefined,
});

const createAxon = (netuid: number, uid: number, block: number): NodeAxon => ({
	block: BigInt(block),
	version: 11_003_000,
	// Public addresses, from 5.0.0.0 on.
	ip: BigInt(between(0x05_00_00_00, 0x09_ff_ff_ff, 'ip', netuid, uid)),
	port: 8091 + (uid % 8),
	ip_type: 4,
	protocol: 4,
});

/** Shares of one, the first the largest. */
function shares(count: number, steepness: number): readonly number[] {
	const weights = Array.from({length: count}, (_, index) => 1 / (index + 1) ** steepness);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map(weight => weight / total);
}
