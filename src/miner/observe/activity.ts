import * as v from 'valibot';
import type {Clock} from '../../support/clock.ts';
import {amount, list, struct} from '../../support/schema.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {ProvenQuery} from '../front/query-handler.ts';
import {callerSchema, createCallers, lastQuerySchema} from './callers.ts';
import {
	type SubnetEvents,
	noEvents,
	observeEvents,
	observeWeights,
	subnetEventsSchema,
} from './subnet/subnet-events.ts';
import type {SubnetFacts} from './subnet/subnet-facts.ts';
import type {SubnetView} from './subnet/subnet-view.ts';

/** A miner's activity: its callers, validators' actions, and their results. */
export const activitySchema = struct({
	...subnetEventsSchema.entries,
	/** Callers that are on the subnet or allowed by name, the most recent first. */
	validators: list(
		struct({
			...callerSchema.entries,
			/** `null` if the caller is not on the subnet. */
			uid: v.nullable(v.number()),
			/** In alpha's 1e-9 unit, as the chain weighs it. */
			stake: amount,
		}),
	),
	lastQuery: v.nullable(lastQuerySchema),
});

export type MinerActivity = v.InferOutput<typeof activitySchema>;

export type ActivityOptions = {
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly view: ReadableStore<SubnetView | undefined>;
	/** Minimum milliseconds between two updates. @default 250 */
	readonly interval?: number;
	readonly clock: Pick<Clock, 'now' | 'after'>;
};

export type Activity = {
	readonly store: ReadableStore<MinerActivity>;
	readonly countQuery: (query: ProvenQuery) => void;
	readonly close: () => void;
};

/**
Create the record of a miner's activity. It counts queries at any rate, and publishes at most a few times a second.
*/
export function createActivity({
	hotkey,
	facts,
	view,
	interval = 250,
	clock,
}: ActivityOptions): Activity {
	const callers = createCallers({clock});
	let events = noEvents;
	let before = facts.getSnapshot();
	const read = (): MinerActivity => ({
		...events,
		validators: callers.read().map(caller => {
			const {uid = null, stake = 0n} = facts.getSnapshot()?.neurons.get(caller.hotkey) ?? {};
			return {...caller, uid, stake};
		}),
		lastQuery: callers.last() ?? null,
	});
	const store = createStore(read());
	let cancel: (() => void) | undefined;
	const schedule = () => {
		cancel ??= clock.after(interval, () => {
			cancel = undefined;
			store.set(read());
		});
	};

	const learn = (latest: SubnetEvents) => {
		if (latest === events) {
			return;
		}

		events = latest;
		schedule();
	};

	const look = () => {
		const now = facts.getSnapshot();
		if (now && before) {
			learn(observeEvents(events, {before, now, hotkey, tempo: view.getSnapshot()?.tempo}));
		}

		before = now;
	};

	const lookAtWeights = () => {
		const latest = view.getSnapshot();
		if (latest) {
			learn(observeWeights(events, {view: latest, hotkey}));
		}
	};

	const subscriptions = [facts.subscribe(look), view.subscribe(lookAtWeights)];
	lookAtWeights();
	return {
		store,
		countQuery(query) {
			callers.count(query);
			schedule();
		},
		close() {
			cancel?.();
			for (const unsubscribe of subscriptions) {
				unsubscribe();
			}
		},
	};
}
