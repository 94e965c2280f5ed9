import {systemClock, type Clock} from '../support/clock.ts';
import {createRateLimit, type Rate} from './rate-limit.ts';

/** What the subnet's metagraph says of one who asks. */
export type Asker = {
	readonly validatorPermit: boolean;
	/** In alpha's 1e-9 unit, as the chain weighs it. */
	readonly stake: bigint;
};

export type AdmissionOptions = {
	/** Look a hotkey up in the metagraph as last seen; `undefined` if it is not on the subnet. */
	readonly lookUp: (hotkey: string) => Asker | undefined;
	/** Whether only those may ask that have a validator permit. @default true */
	readonly needsPermit?: boolean;
	/** The least stake of one who may ask. @default 0n */
	readonly minimumStake?: bigint;
	/** Hotkeys that may always ask, with the least priority if they are not on the subnet. @default none */
	readonly allow?: readonly string[];
	/** Hotkeys that may never ask. @default none */
	readonly deny?: readonly string[];
	/** How often a hotkey may ask: by default so often that only a client gone wild is stopped. @default 60_000 a minute */
	readonly rate?: Rate;
	readonly clock?: Pick<Clock, 'now'>;
};

export type AdmissionRefusal =
	'denied' | 'not-registered' | 'no-permit' | 'too-little-stake' | 'rate-limited';

export type Admitted =
	| {
			readonly ok: true;
			/** By stake: who has more is kept when not all can be. */
			readonly priority: number;
	  }
	| {readonly ok: false; readonly status: 403 | 429; readonly reason: AdmissionRefusal};

/** Decides who may ask, once it is proven who asks. */
export type Admission = (hotkey: string) => Admitted;

/**
Create the decision who may ask a miner: those whom the chain lets validate, unless the operator says otherwise.
*/
export function createAdmission({
	lookUp,
	needsPermit = true,
	minimumStake = 0n,
	allow = [],
	deny = [],
	rate = {count: 60_000, duration: 60_000},
	clock = systemClock,
}: AdmissionOptions): Admission {
	const denied = new Set(deny);
	const allowed = new Set(allow);
	const isWithinRate = createRateLimit({...rate, clock});

	const findFault = (hotkey: string, asker: Asker | undefined): AdmissionRefusal | undefined => {
		if (denied.has(hotkey)) {
			return 'denied';
		}

		if (allowed.has(hotkey)) {
			return undefined;
		}

		if (!asker) {
			return 'not-registered';
		}

		if (needsPermit && !asker.validatorPermit) {
			return 'no-permit';
		}

		return asker.stake < minimumStake ? 'too-little-stake' : undefined;
	};

	return hotkey => {
		const asker = lookUp(hotkey);
		const reason = findFault(hotkey, asker);
		if (reason !== undefined) {
			return {ok: false, status: 403, reason};
		}

		// Only those who may ask at all are counted, so that nobody can crowd them out of the count.
		return isWithinRate(hotkey)
			? {ok: true, priority: Number(asker?.stake ?? 0n)}
			: {ok: false, status: 429, reason: 'rate-limited'};
	};
}
