import * as v from 'valibot';
import type {Clock} from '../../support/clock.ts';
import {createRecentMap} from '../../support/recent-map.ts';
import {struct} from '../../support/schema.ts';
import type {ProvenQuery} from '../front/query-handler.ts';

/** A caller and the outcome of its queries. */
export const callerSchema = struct({
	/** SS58. */
	hotkey: v.string(),
	answered: v.number(),
	refused: v.number(),
	/** When its latest query ended, in milliseconds since the Unix epoch. */
	lastAt: v.number(),
	/** Duration of its latest answer, in milliseconds. */
	lastMs: v.nullable(v.number()),
});

export type CallerCounts = v.InferOutput<typeof callerSchema>;

/** The latest query of any caller. */
export const lastQuerySchema = struct({
	at: v.number(),
	/** SS58. */
	hotkey: v.string(),
	milliseconds: v.number(),
	outcome: v.string(),
});

export type LastQuery = v.InferOutput<typeof lastQuerySchema>;

export type Callers = {
	readonly count: (query: ProvenQuery) => void;
	/** Get the callers, the most recent first. */
	readonly read: () => readonly CallerCounts[];
	readonly last: () => LastQuery | undefined;
};

/**
Create the list of recent callers. Hotkeys that are not registered are excluded: keys are free, so they could crowd out the others.

@param capacity - Number of callers to keep. @default 64
*/
export function createCallers({
	capacity = 64,
	clock,
}: {
	readonly capacity?: number;
	readonly clock: Pick<Clock, 'now'>;
}): Callers {
	const callers = createRecentMap<string, CallerCounts>(capacity);
	let last: LastQuery | undefined;
	return {
		count({hotkey, outcome, milliseconds}) {
			if (outcome === 'not-registered') {
				return;
			}

			const at = clock.now();
			const took = Math.round(milliseconds * 1000) / 1000;
			const {answered = 0, refused = 0, lastMs = null} = callers.get(hotkey) ?? {};
			const isAnswered = outcome === 'answered';
			callers.set(hotkey, {
				hotkey,
				answered: answered + Number(isAnswered),
				refused: refused + Number(!isAnswered),
				lastAt: at,
				lastMs: isAnswered ? took : lastMs,
			});
			last = {at, hotkey, milliseconds: took, outcome};
		},
		read: () => callers.values().toReversed(),
		last: () => last,
	};
}
