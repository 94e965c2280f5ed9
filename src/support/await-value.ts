import {systemClock, type Clock} from './clock.ts';
import type {ReadableStore} from './store.ts';

export type AwaitValueOptions = {
	/** Milliseconds. */
	readonly patience: number;
	readonly clock?: Clock;
};

/** Wait until a store holds what is sought, or for as long as patience lasts. */
export async function awaitValue<Value>(
	store: ReadableStore<Value>,
	isSought: (value: Value) => boolean,
	{patience, clock = systemClock}: AwaitValueOptions,
): Promise<void> {
	if (isSought(store.getSnapshot())) {
		return;
	}

	const {promise, resolve} = Promise.withResolvers<void>();
	const cancel = clock.after(patience, resolve);
	const forget = store.subscribe(() => {
		if (isSought(store.getSnapshot())) {
			resolve();
		}
	});
	await promise;
	cancel();
	forget();
}
