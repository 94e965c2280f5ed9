/** Holds what one side adds until the other takes it. */
export type Mailbox<Value> = {
	readonly add: (value: Value) => void;
	/** Take the oldest value, once there is one. */
	readonly take: () => Promise<Value>;
};

/**
Create a mailbox, for one taker.

@example
```
const mailbox = createMailbox<string>();
setTimeout(() => mailbox.add('hello'), 100);
await mailbox.take();
//=> 'hello'
```
*/
export function createMailbox<Value>(): Mailbox<Value> {
	const values: Value[] = [];
	let wake: (() => void) | undefined;
	return {
		add(value) {
			values.push(value);
			wake?.();
		},
		async take() {
			if (values.length === 0) {
				const {promise, resolve} = Promise.withResolvers<void>();
				wake = resolve;
				await promise;
			}

			return values.shift()!;
		},
	};
}
