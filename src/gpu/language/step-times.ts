/** How long a language model takes from one sign of its work to the next. It outlives the engine's processes. */
export type StepTimes = {
	/** Get how long the next sign may take, in milliseconds, before the process counts as hung. */
	readonly limit: (step: StepKind) => number;
	/** Learn how many milliseconds one took. */
	readonly learn: (step: StepKind, milliseconds: number) => void;
};

export type StepKind = {
	/** Characters of the prompts that are still to be read. */
	readonly unread: number;
	/** Whether the process has given no sign yet: a GPU may need to compile, and one that hung before may only be slow. */
	readonly isFirst: boolean;
};

/** In milliseconds. */
const floor = 4000;

/**
Create a learner of step times. A step counts as hung after three times its usual time, at least 4 s; a process's first after four times that.

@param longest Limit while nothing is known, and upper limit for any step, in milliseconds.
*/
export function createStepTimes(longest: number): StepTimes {
	/** Milliseconds a step, and a character of a prompt. */
	let usual: number | undefined;
	let reading: number | undefined;

	const limit = ({unread, isFirst}: StepKind) => {
		if (usual === undefined || (reading === undefined && unread > 0)) {
			return longest;
		}

		const patient = Math.max(3 * (usual + unread * (reading ?? 0)), floor);
		return Math.min(isFirst ? 4 * patient : patient, longest);
	};

	return {
		limit,
		learn(step, milliseconds) {
			// This process may have been suspended meanwhile, which says nothing about the model.
			const measured = Math.min(milliseconds, limit(step));
			if (step.unread > 0) {
				reading = blend(reading, Math.max(0, measured - (usual ?? 0)) / step.unread);
			} else {
				usual = blend(usual, measured);
			}
		},
	};
}

const blend = (known: number | undefined, measured: number) =>
	known === undefined ? measured : known + (measured - known) / 8;
