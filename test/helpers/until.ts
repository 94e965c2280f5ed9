import {setTimeout as sleep} from 'node:timers/promises';

/**
Wait until something is so. It gives up only when a test would: that a machine is slow is no fault of what is tested. Scripts use it too, so it does without Vitest.

@param interval Milliseconds between two looks.
@returns What it was then.

@example
```
const facts = await until(() => store.getSnapshot());
```
*/
export async function until<Value>(
	isSo: () => Value | Promise<Value>,
	{interval = 20} = {},
): Promise<NonNullable<Exclude<Value, false | 0 | ''>>> {
	const end = performance.now() + 290_000;
	for (;;) {
		const value = await isSo();
		if (value) {
			return value as NonNullable<Exclude<Value, false | 0 | ''>>;
		}

		if (performance.now() > end) {
			throw new Error('What was waited for never came');
		}

		await sleep(interval);
	}
}
