import type {ChainClient} from './client.ts';
import type {Head} from './head.ts';

/**
Call back with the current head and each new one, until the signal is aborted or the client is closed. Callbacks run one at a time; of the heads that arrive meanwhile, only the newest is passed on.

@throws Any error from the callback.

@example
```
await followHeads(client, async head => {
	console.log(head.number, await getBurn(client, {netuid: 1, at: head.hash}));
}, {signal});
```
*/
export async function followHeads(
	{head, status}: ChainClient,
	callback: (head: Head) => Promise<void> | void,
	{signal}: {readonly signal?: AbortSignal} = {},
): Promise<void> {
	let change = Promise.withResolvers<void>();
	const onChange = () => {
		change.resolve();
	};

	const isOver = () => (signal?.aborted ?? false) || status.getSnapshot().state === 'closed';
	const subscriptions = [head.subscribe(onChange), status.subscribe(onChange)];
	signal?.addEventListener('abort', onChange);
	try {
		let seen: Head | undefined;

		while (!isOver()) {
			const newest = head.getSnapshot();
			if (newest === seen) {
				await change.promise;
				change = Promise.withResolvers<void>();
			} else {
				seen = newest;
				await callback(newest);
			}
		}
	} finally {
		signal?.removeEventListener('abort', onChange);
		for (const unsubscribe of subscriptions) {
			unsubscribe();
		}
	}
}
