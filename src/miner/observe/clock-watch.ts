import {describeRoughly} from '../../support/rough-duration.ts';
import type {StaleClaim} from '../../protocol/btauth.ts';
import {systemClock, type Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {createNonceEvidence, findMedian} from './nonce-evidence.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';

export type WatchClockOptions = {
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly clock?: Pick<Clock, 'now' | 'after'>;
	/** Monotonic time in milliseconds, from an arbitrary origin. @default performance.now */
	readonly stopwatch?: () => number;
};

export type ClockWatch = {
	/** How far this machine's clock is off and how to set it, if queries are refused because of it. */
	readonly problem: ReadableStore<string | undefined>;
	/** Take note of a claim whose nonce is too old or too far ahead. */
	readonly noteStaleClaim: (claim: StaleClaim) => void;
	/** Take note of a hotkey that has just signed a fresh query. */
	readonly noteProof: (hotkey: string) => void;
	readonly close: () => void;
};

/** Number of recent blocks to compare, and the minimum for a verdict. */
const latest = 5;
const least = 3;
/** Milliseconds without a block after which validators know the time better than the chain. */
const silence = 60_000;
/** How long after or before its timestamp a block may arrive without our clock being wrong, in milliseconds. Validators' nonces may be up to 10 s old or 2 s ahead. */
const mostAfter = 8000;
const mostBefore = 1000;

/** When a block arrived, and its timestamp. */
type Sample = {
	readonly at: number;
	readonly chainTime: number;
};

/**
Check this machine's clock against block timestamps and, while the chain says nothing, against validators' nonces. If the clock is off, every query is refused as stale or, if it runs behind, as signed in the future.

A node first sends an old block and, while syncing, more of them faster than they were made. Those say nothing about the clock.
*/
export function watchClock({
	facts,
	clock = systemClock,
	stopwatch = () => performance.now(),
}: WatchClockOptions): ClockWatch {
	const problem = createStore<string | undefined>(undefined);
	const nonces = createNonceEvidence({facts, clock, stopwatch});
	let samples: readonly Sample[] = [];
	let sampledAt = -Infinity;
	let cancel: (() => void) | undefined;

	const isChainSilent = () => samples.length < least || stopwatch() - sampledAt > silence;

	const judge = () => {
		const offset = nonces.findOffset();
		problem.set(
			offset !== undefined && isChainSilent()
				? describe(offset, "the validators'")
				: describeDelays(samples),
		);
	};

	const schedule = () => {
		cancel ??= clock.after(1000, () => {
			cancel = undefined;
			judge();
			if (nonces.size() > 0) {
				schedule();
			}
		});
	};

	const look = () => {
		const {at, chainTime} = facts.getSnapshot() ?? {};
		if (at === undefined || chainTime === undefined || chainTime === samples.at(-1)?.chainTime) {
			return;
		}

		const sample = {at, chainTime};
		samples = isCatchingUp(samples.at(-1), sample) ? [sample] : [...samples, sample].slice(-latest);
		sampledAt = stopwatch();
		judge();
	};

	const unsubscribe = facts.subscribe(look);
	look();
	return {
		problem,
		noteStaleClaim(claim) {
			if (nonces.add(claim)) {
				schedule();
			}
		},
		noteProof(hotkey) {
			if (!nonces.disprove(hotkey) || problem.getSnapshot() === undefined) {
				return;
			}

			if (isChainSilent()) {
				samples = [];
			}

			judge();
		},
		close() {
			cancel?.();
			unsubscribe();
		},
	};
}

/** Check whether less time passed here than between two blocks, so that the earlier one was old when it arrived. */
function isCatchingUp(before: Sample | undefined, {at, chainTime}: Sample): boolean {
	return before !== undefined && chainTime - before.chainTime > 1.5 * (at - before.at) + 1000;
}

function describeDelays(samples: readonly Sample[]): string | undefined {
	return samples.length < least
		? undefined
		: describe(findMedian(samples.map(({at, chainTime}) => at - chainTime)), "the chain's");
}

/** Describe how many milliseconds our clock is ahead, or behind if negative, unless that is within the limits. */
function describe(offset: number, whose: string): string | undefined {
	if (offset <= mostAfter && offset >= -mostBefore) {
		return undefined;
	}

	const duration = describeRoughly(Math.abs(Math.round(offset / 1000)) * 1000);
	return `The clock of this machine is about ${duration} ${offset > 0 ? 'ahead of' : 'behind'} ${whose}: queries are refused as stale. Set it with \`sudo timedatectl set-ntp true\``;
}
