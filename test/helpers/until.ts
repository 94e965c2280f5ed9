import {vi} from 'vitest';

/**
Wait until something is so. It gives up only when a test would: that a machine is slow is no fault of what is tested.

@param interval Milliseconds between two looks.
@returns What it was then.

@example
```
const facts = await until(() => store.getSnapshot());
```
*/
export const until = async <Value>(
	isSo: () => Value | Promise<Value>,
	{interval = 20} = {},
	// eslint-disable-next-line no-restricted-properties -- Here it is given the time that it needs.
) => vi.waitUntil(isSo, {timeout: 290_000, interval});
