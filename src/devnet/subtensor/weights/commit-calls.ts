import {defineCall, type PoolContext} from '../../pallet/calls.ts';
import {ensureSigned} from '../../pallet/origin.ts';
import {hash} from '../../scale/bytes.ts';
import {boundedBytes, vec} from '../../scale/collections.ts';
import {u16, u64, u8} from '../../scale/numbers.ts';
import {errors} from '../errors.ts';
import {getPoolError} from '../pool-errors.ts';
import {largestCommit} from '../storage/weights.ts';
import {commitHash, findRevealFault, revealHash, type SaltedWeights} from './hashed.ts';
import {findStakeFault, findTimeFault} from './set-calls.ts';
import {commitTimelocked, isPastRound} from './timelocked.ts';
import type {Target} from './weighers.ts';

const timelocked = {commit: boundedBytes(largestCommit), reveal_round: u64} as const;
const versioned = {...timelocked, commit_reveal_version: u16} as const;
const salted = {uids: vec(u16), values: vec(u16), salt: vec(u16), version_key: u64} as const;

/** The version of timelocked commits implied by `commit_crv3_mechanism_weights`. */
const crv3Version = 4;

/** Calls that hide weights until the beacon's round is due; the chain reveals them. */
export const timelockedCalls = {
	commit_timelocked_weights: defineCall({
		index: 113,
		args: {netuid: u16, ...versioned},
		paysFee: false,
		validate: (context, {netuid, reveal_round: round}) =>
			checkTimelocked(context, {netuid, mechanism: 0}, round),
		run(context, {netuid, commit, reveal_round: round, commit_reveal_version: version}) {
			const weigher = {netuid, mechanism: 0, hotkey: ensureSigned(context)};
			commitTimelocked(context, weigher, {ciphertext: commit, round, version});
		},
	}),
	commit_timelocked_mechanism_weights: defineCall({
		index: 118,
		args: {netuid: u16, mecid: u8, ...versioned},
		paysFee: false,
		validate: (context, {netuid, mecid: mechanism, reveal_round: round}) =>
			checkTimelocked(context, {netuid, mechanism}, round),
		run(context, {netuid, mecid, commit, reveal_round: round, commit_reveal_version: version}) {
			const weigher = {netuid, mechanism: mecid, hotkey: ensureSigned(context)};
			commitTimelocked(context, weigher, {ciphertext: commit, round, version});
		},
	}),
	commit_crv3_mechanism_weights: defineCall({
		index: 117,
		args: {netuid: u16, mecid: u8, ...timelocked},
		paysFee: false,
		validate: (context, {netuid, mecid: mechanism, reveal_round: round}) =>
			checkTimelocked(context, {netuid, mechanism}, round),
		run(context, {netuid, mecid, commit, reveal_round: round}) {
			const weigher = {netuid, mechanism: mecid, hotkey: ensureSigned(context)};
			commitTimelocked(context, weigher, {ciphertext: commit, round, version: crv3Version});
		},
	}),
};

/** Calls that hide weights behind a salted hash; their validator reveals them. */
export const hashedCalls = {
	commit_weights: defineCall({
		index: 96,
		args: {netuid: u16, commit_hash: hash},
		paysFee: false,
		validate: (context, {netuid}) => checkCommit(context, {netuid, mechanism: 0}),
		run(context, {netuid, commit_hash: commit}) {
			commitHash(context, {netuid, mechanism: 0, hotkey: ensureSigned(context)}, commit);
		},
	}),
	commit_mechanism_weights: defineCall({
		index: 115,
		args: {netuid: u16, mecid: u8, commit_hash: hash},
		paysFee: false,
		validate: (context, {netuid, mecid: mechanism}) => checkCommit(context, {netuid, mechanism}),
		run(context, {netuid, mecid: mechanism, commit_hash: commit}) {
			commitHash(context, {netuid, mechanism, hotkey: ensureSigned(context)}, commit);
		},
	}),
	reveal_weights: defineCall({
		index: 97,
		args: {netuid: u16, ...salted},
		paysFee: false,
		validate: (context, {netuid, ...given}) =>
			checkReveal(context, {netuid, mechanism: 0}, toSalted(given)),
		run(context, {netuid, ...given}) {
			const weigher = {netuid, mechanism: 0, hotkey: ensureSigned(context)};
			revealHash(context, weigher, toSalted(given));
		},
	}),
	reveal_mechanism_weights: defineCall({
		index: 116,
		args: {netuid: u16, mecid: u8, ...salted},
		paysFee: false,
		validate: (context, {netuid, mecid: mechanism, ...given}) =>
			checkReveal(context, {netuid, mechanism}, toSalted(given)),
		run(context, {netuid, mecid: mechanism, ...given}) {
			const weigher = {netuid, mechanism, hotkey: ensureSigned(context)};
			revealHash(context, weigher, toSalted(given));
		},
	}),
};

type SaltedArguments = {
	readonly uids: readonly number[];
	readonly values: readonly number[];
	readonly salt: readonly number[];
	readonly version_key: bigint;
};

const toSalted = ({version_key: versionKey, ...given}: SaltedArguments): SaltedWeights => ({
	...given,
	versionKey,
});

const checkTimelocked = (context: PoolContext, target: Target, round: bigint) =>
	getPoolError(
		findStakeFault(context, target, context.signer) ??
			(isPastRound(context, round) ? errors.InvalidRevealRound : undefined),
	);

const checkCommit = (context: PoolContext, target: Target) =>
	getPoolError(
		findStakeFault(context, target, context.signer) ??
			findTimeFault(context, target, context.signer),
	);

const checkReveal = (context: PoolContext, target: Target, weights: SaltedWeights) => {
	const weigher = {...target, hotkey: context.signer};
	return getPoolError(
		findStakeFault(context, target, context.signer) ?? findRevealFault(context, weigher, weights),
	);
};
