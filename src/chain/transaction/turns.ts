/** Lets pieces of work with the same name go one after the other. */
export type Turns = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

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
	return async (name, work) => {
		const before = last.get(name);
		const {promise: done, resolve: finish} = Promise.withResolvers<void>();
		last.set(name, done);
		await before;
		try {
			return await work();
		} finally {
			finish();
			if (last.get(name) === done) {
				last.delete(name);
			}
		}
	};
}
