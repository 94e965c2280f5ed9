import type {Canary} from '../../ledger/canaries.ts';
import type {Store} from '../../support/store.ts';
import type {Note} from '../observe/notes.ts';
import {describeEnd, describeShare} from './canary-words.ts';
import type {RunningCanary} from './run-canary.ts';

export type FollowCanaryOptions = {
	/** Shows it. */
	readonly canary: Store<Canary | undefined>;
	readonly recordCanary: (canary: Canary) => void;
	readonly note: Note;
	/** Answer with the candidate from now on. It throws if the choice cannot be kept; the candidate is then dropped. */
	readonly promote: () => Promise<void>;
	/** End the candidate. */
	readonly drop: () => void;
};

/** Show and record a canary while it runs, then act on its end. */
export async function followCanary(
	{store, ended}: RunningCanary,
	{canary, recordCanary, note, promote, drop}: FollowCanaryOptions,
): Promise<void> {
	const show = (now: Canary) => {
		canary.set(now);
		recordCanary(now);
	};

	const first = store.getSnapshot();
	show(first);
	note(
		'canary-started',
		`${first.model} answers ${describeShare(first.share)} of the queries on trial`,
	);
	const unsubscribe = store.subscribe(() => {
		const now = store.getSnapshot();
		if (now.outcome === 'running') {
			show(now);
		}
	});
	const end = await ended;
	unsubscribe();
	const {outcome, reason} = end.outcome === 'promoted' ? await tryToPromote(end, promote) : end;
	if (end.outcome !== 'promoted') {
		drop();
	}

	const over = {...end, outcome, reason};
	show(over);
	note('canary-ended', describeEnd(over));
}

async function tryToPromote(
	{outcome, reason}: Canary,
	promote: () => Promise<void>,
): Promise<Pick<Canary, 'outcome' | 'reason'>> {
	try {
		await promote();
		return {outcome, reason};
	} catch (error) {
		const {message} = error as Error;
		return {outcome: 'rolled-back', reason: `The choice could not be kept: ${message}`};
	}
}
