export type Teardown = {
	/** Something to undo later; the latest is undone first. */
	readonly add: (undo: () => Promise<void> | void) => void;
	/** Undo everything, once; one that fails does not keep the others from being undone. */
	readonly run: () => Promise<void>;
};

/**
Create a list of what to undo when work ends, or fails on the way.
*/
export function createTeardown(): Teardown {
	const steps: Array<() => Promise<void> | void> = [];
	let running: Promise<void> | undefined;

	const undoAll = async () => {
		const errors: unknown[] = [];
		for (let undo = steps.pop(); undo; undo = steps.pop()) {
			try {
				await undo();
			} catch (error) {
				errors.push(error);
			}
		}

		if (errors.length > 0) {
			throw errors.length === 1
				? errors[0]
				: new AggregateError(errors, 'Several things could not be undone');
		}
	};

	return {
		add(undo) {
			steps.push(undo);
		},
		async run() {
			running ??= undoAll();
			return running;
		},
	};
}
