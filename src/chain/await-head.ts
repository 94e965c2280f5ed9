import type {ChainClient} from './client.ts';
import {ChainUnreachableError} from './errors.ts';
import {followHeads} from './follow.ts';
import type {Head} from './head.ts';
import {getStallTimeout, watchForStall} from './stall.ts';

export type AwaitHeadOptions = {
	readonly signal?: AbortSignal;
	/** Milliseconds without a new block before giving up. @default Ten block times, but at least a minute */
	readonly timeout?: number;
};

/**
Check the current head and each new one until the callback returns a value. A check interrupted by a lost connection is retried at the next head.

@throws {ChainUnreachableError} If no new block arrives in time, or the client is closed.
@throws Any other error from the callback, and the signal's reason when aborted.

@example
```
const uid = await awaitHead(client, async ({hash}) => getUid(client, {netuid, hotkey, at: hash}), {signal});
```
*/
export async function awaitHead<Found>(
	client: ChainClient,
	look: (head: Head) => Promise<Found | undefined> | Found | undefined,
	{signal, timeout = getStallTimeout(client)}: AwaitHeadOptions = {},
): Promise<Found> {
	const ending = new AbortController();
	const unwatch = watchForStall(client, {
		timeout: () => timeout,
		onStall() {
			ending.abort();
		},
	});
	let found: Found | undefined;
	try {
		await followHeads(
			client,
			async head => {
				found = await unlessCutOff(async () => look(head));
				if (found !== undefined) {
					ending.abort();
				}
			},
			{signal: signal ? AbortSignal.any([signal, ending.signal]) : ending.signal},
		);
	} finally {
		unwatch();
	}

	signal?.throwIfAborted();
	if (found === undefined) {
		const {url, state, reason} = client.status.getSnapshot();
		const late = `no new block for ${Math.round(timeout / 1000)} s`;
		throw new ChainUnreachableError(
			url,
			state === 'closed'
				? 'the client was closed'
				: reason === undefined
					? late
					: `${late}: ${reason}`,
		);
	}

	return found;
}

async function unlessCutOff<Found>(look: () => Promise<Found>): Promise<Found | undefined> {
	try {
		return await look();
	} catch (error) {
		if (error instanceof ChainUnreachableError) {
			return undefined;
		}

		throw error;
	}
}
