import {one, zero, type Fixed} from './fixed.ts';
import type {YumaInput} from './types.ts';
import {indexesOf, keepWhere, normalize, type Vector} from './vector.ts';

export type Validators = {
	/** UIDs whose last weights call is recent enough. */
	readonly active: readonly boolean[];
	/** UIDs whose weights count in this epoch. */
	readonly permitted: readonly boolean[];
	/** UIDs whose weights count in the next one. */
	readonly permittedNext: readonly boolean[];
	/** Each UID's share of the stake. */
	readonly stake: Vector;
	/** Shares among active and permitted UIDs. */
	readonly activeStake: Vector;
};

/** Determine who validates in this epoch, with what share of the stake, and who may in the next. */
export function findValidators({
	stake,
	validatorPermit,
	lastUpdate,
	block,
	ownerUid,
	parameters: {activityCutoff, maxValidators, stakeThreshold, permitsZeroStake = false},
}: YumaInput): Validators {
	const isOwner = (uid: number) => uid === ownerUid;
	const active = lastUpdate.map(updated => updated + activityCutoff >= block);
	const permitted = validatorPermit.map((permit, uid) => permit || isOwner(uid));
	const shares = normalizeAmounts(
		stake.map((amount, uid) => (isOwner(uid) || amount >= stakeThreshold ? amount : 0n)),
	);
	return {
		active,
		permitted,
		permittedNext: chooseLargest(shares, maxValidators).map(
			(isChosen, uid) => (isChosen && (permitsZeroStake || shares[uid] !== zero)) || isOwner(uid),
		),
		stake: shares,
		activeStake: normalize(keepWhere(keepWhere(shares, active), permitted)),
	};
}

/** Convert amounts to shares of their sum. The chain divides as I64F64 and truncates the quotient to I32F32, with the same result. */
function normalizeAmounts(amounts: readonly bigint[]): Vector {
	const total = amounts.reduce((sum, amount) => sum + amount, 0n);
	return amounts.map(amount => (total === 0n ? zero : (amount * one) / total));
}

/** Mark the `count` largest numbers; ties go to the higher UID. */
function chooseLargest(vector: Vector, count: number): readonly boolean[] {
	const ascending = indexesOf(vector).toSorted((a, b) => compare(vector[a]!, vector[b]!));
	const dropped = new Set(ascending.slice(0, Math.max(0, vector.length - count)));
	return vector.map((_value, uid) => !dropped.has(uid));
}

const compare = (left: Fixed, right: Fixed) => (left < right ? -1 : left > right ? 1 : 0);
