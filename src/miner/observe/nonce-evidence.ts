import type {StaleClaim} from '../../protocol/btauth.ts';
import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';

export type NonceEvidenceOptions = {
	/** The subnet's neurons, among them its validators. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly clock: Pick<Clock, 'now'>;
	/** Monotonic time in milliseconds, from an arbitrary origin. */
	readonly stopwatch: () => number;
};

/** How long a validator's nonce counts, and how long a proven query outweighs them all, in milliseconds. */
const claimsCount = 120_000;
const proofCounts = 60_000;

/** What the nonces of validators say about this machine's clock. */
export type NonceEvidence = {
	/** Add a stale claim, and tell whether it counts: those of other hotkeys do not, nor does any while validators get through. */
	readonly add: (claim: StaleClaim) => boolean;
	/** Discard all claims because a hotkey has signed a fresh query. Tells whether it is a validator's, so that it proves the clock right. */
	readonly disprove: (hotkey: string) => boolean;
	/** Discard old claims, and find how many milliseconds our clock is ahead of the validators'; `undefined` if too few of them agree. */
	readonly findOffset: () => number | undefined;
	/** Number of claims that count. */
	readonly size: () => number;
};

/** A validator's time at a time on the stopwatch. */
type Claim = {
	readonly at: number;
	readonly time: number;
};

/**
Create the evidence that validators' nonces give about the clock.

Claims are unproven, so anybody could make them up. A false alarm still takes a chain that says nothing and validators that stay away, and it ends with their next query. Each claim is kept as the time at the validator, so a clock that is set right is right at once.
*/
export function createNonceEvidence({
	facts,
	clock,
	stopwatch,
}: NonceEvidenceOptions): NonceEvidence {
	/** The latest claim of each validator. */
	const claims = new Map<string, Claim>();
	let provenAt = -Infinity;
	const isValidator = (hotkey: string) =>
		facts.getSnapshot()?.neurons.get(hotkey)?.validatorPermit === true;

	/** The number of validators that must agree: two, since one's own clock may be wrong, unless there is just one. */
	const findQuorum = () => {
		const neurons = [...(facts.getSnapshot()?.neurons.values() ?? [])];
		return Math.min(2, neurons.filter(({validatorPermit}) => validatorPermit).length);
	};

	const dropOld = () => {
		for (const [hotkey, {at}] of claims) {
			if (stopwatch() - at > claimsCount || !isValidator(hotkey)) {
				claims.delete(hotkey);
			}
		}
	};

	return {
		add({sender, age}) {
			const at = stopwatch();
			if (at - provenAt < proofCounts || !isValidator(sender)) {
				return false;
			}

			claims.set(sender, {at, time: clock.now() - age});
			return true;
		},
		disprove(hotkey) {
			if (!isValidator(hotkey)) {
				return false;
			}

			provenAt = stopwatch();
			claims.clear();
			return true;
		},
		findOffset() {
			dropOld();
			if (claims.size === 0) {
				return undefined;
			}

			const now = clock.now() - stopwatch();
			const offsets = Array.from(claims.values(), ({at, time}) => now - (time - at));
			const median = findMedian(offsets);
			const agreeing = offsets.filter(offset => Math.sign(offset) === Math.sign(median));
			return agreeing.length < findQuorum() ? undefined : median;
		},
		size: () => claims.size,
	};
}

/** Find the median; of an even number of values, the upper one. */
export function findMedian(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
