import {aborted} from '../../support/aborted.ts';

/** Runs pieces of work with the same name one at a time. An aborted one leaves the queue. */
export type Turns = <Result>(
	name: string,
	work: () => Promise<Result>,
	signal?: AbortSignal,
) => Promise<Result>;

/**
Create turns. Transactions of one account take them, since each needs the nonce after the last.

@example
```
const inTurn = createTurns();
await Promise.all([inTurn('a', first), inTurn('a', second)]);
// `second` began when `first` was done
```
*/
export function createTurns(): Turns {
	const last = new Map<string, Promise<void>>();
	return async (name, work, signal) => {
		const before = last.get(name);
		const {promise: own, resolve: finish} = Promise.withResolvers<void>();
		const settle = async () => {
			await before;
			await own;
			if (last.get(name) === done) {
				last.delete(name);
			}
		};

		const done = settle();
		last.set(name, done);
		try {
			await (signal ? Promise.race([before, aborted(signal)]) : before);
			signal?.throwIfAborted();
			return await work();
		} finally {
			finish();
		}
	};
}
