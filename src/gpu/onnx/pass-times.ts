/** How long one model's passes take, by number of rows. It outlives the engine's processes. */
export type PassTimes = {
	/** Get how long a pass may take, in milliseconds, before its process counts as hung. */
	readonly limit: (pass: PassKind) => number;
	/** Learn how many milliseconds a pass took. */
	readonly learn: (pass: PassKind, milliseconds: number) => void;
};

export type PassKind = {
	readonly rows: number;
	/** Whether it is the first of its size in its process: a GPU may need to compile for it. */
	readonly isFirst: boolean;
};

/** In milliseconds. A slow model gets more than the ceiling, up to twice its usual time, or it could never answer. */
const floor = 4000;
const ceiling = 7000;

/**
Create a learner of pass times. A pass counts as hung after three times the usual time of its kind, at least 4 s and at most 7 s.

@param longest Limit for a pass of an unknown kind, and upper limit for any pass, in milliseconds.
*/
export function createPassTimes(longest: number): PassTimes {
	const usual = new Map<string, number>();

	const limit = (pass: PassKind) => {
		const known = usual.get(toKey(pass));
		if (known === undefined) {
			return longest;
		}

		const patient = Math.min(Math.max(3 * known, floor), ceiling);
		return Math.min(Math.max(patient, 2 * known), longest);
	};

	return {
		limit,
		learn(pass, milliseconds) {
			// This process may have been suspended meanwhile, which says nothing about the model.
			const measured = Math.min(milliseconds, limit(pass));
			const known = usual.get(toKey(pass)) ?? measured;
			usual.set(toKey(pass), known + (measured - known) / 8);
		},
	};
}

const toKey = ({rows, isFirst}: PassKind) => `${rows} ${isFirst}`;
