import {systemClock, type Clock} from '../../support/clock.ts';
import {createRateLimit, type Rate} from './rate-limit.ts';

/** A caller, as listed in the subnet's metagraph. */
export type Caller = {
	readonly validatorPermit: boolean;
	/** In alpha's 1e-9 unit, as the chain weighs it. */
	readonly stake: bigint;
};

export type AdmissionOptions = {
	/** Look up a hotkey in the latest metagraph; `undefined` if it is not on the subnet. */
	readonly lookUp: (hotkey: string) => Caller | undefined;
	/** Whether callers need a validator permit. @default true */
	readonly needsPermit?: boolean;
	/** Minimum stake of callers, in alpha's 1e-9 unit. @default 0n */
	readonly minimumStake?: bigint;
	/** Hotkeys that are always allowed, with the lowest priority if they are not on the subnet. @default none */
	readonly allow?: readonly string[];
	/** Hotkeys that are never allowed. @default none */
	readonly deny?: readonly string[];
	/** Rate limit per hotkey. The default only stops a runaway client. @default 60_000 a minute */
	readonly rate?: Rate;
	readonly clock?: Pick<Clock, 'now'>;
};

export type AdmissionRefusal =
	'denied' | 'not-registered' | 'no-permit' | 'too-little-stake' | 'rate-limited';

/** Refusal of an unproven claim to a hotkey. It reveals only what is public on the chain. */
export type ClaimRefusal = {
	readonly ok: false;
	readonly status: 403;
	readonly reason: 'not-registered' | 'no-permit';
};

export type Admitted =
	| {
			readonly ok: true;
			/** By stake: under load, callers with more stake are served first. */
			readonly priority: number;
	  }
	| {readonly ok: false; readonly status: 403 | 429; readonly reason: AdmissionRefusal};

/** Decides which callers are admitted. */
export type Admission = {
	/** Decide on a proven hotkey, and count the query. */
	readonly admit: (hotkey: string) => Admitted;
	/** Get why the chain rules out a hotkey, if it does. This is a mere table lookup, so it can come before the signature check. */
	readonly refuseClaim: (hotkey: string) => ClaimRefusal | undefined;
	/** Check whether the operator allows a hotkey regardless of the chain, so that its signature is worth checking. Never reveal this to an unproven caller. */
	readonly isAllowed: (hotkey: string) => boolean;
};

/**
Create a miner's admission rules: callers with a validator permit are admitted, unless the operator's options say otherwise.
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

	const findPublicFault = (caller: Caller | undefined): ClaimRefusal['reason'] | undefined => {
		if (!caller) {
			return 'not-registered';
		}

		return needsPermit && !caller.validatorPermit ? 'no-permit' : undefined;
	};

	const findFault = (hotkey: string, caller: Caller | undefined): AdmissionRefusal | undefined => {
		if (denied.has(hotkey)) {
			return 'denied';
		}

		if (allowed.has(hotkey)) {
			return undefined;
		}

		const fault = findPublicFault(caller);
		return fault ?? (caller!.stake < minimumStake ? 'too-little-stake' : undefined);
	};

	return {
		admit(hotkey) {
			const caller = lookUp(hotkey);
			const reason = findFault(hotkey, caller);
			if (reason !== undefined) {
				return {ok: false, status: 403, reason};
			}

			// Count only admitted hotkeys, so that others cannot evict them from the rate limiter.
			return isWithinRate(hotkey)
				? {ok: true, priority: Number(caller?.stake ?? 0n)}
				: {ok: false, status: 429, reason: 'rate-limited'};
		},
		refuseClaim(hotkey) {
			const reason = findPublicFault(lookUp(hotkey));
			return reason === undefined ? undefined : {ok: false, status: 403, reason};
		},
		isAllowed: hotkey => allowed.has(hotkey),
	};
}
