import type {ChainClient} from './client.ts';
import {ChainUnreachableError} from './errors.ts';
import {followHeads} from './follow.ts';
import type {Head} from './head.ts';
import {getBlockTime} from './system/chain-info.ts';

export type AwaitHeadOptions = {
	readonly signal?: AbortSignal;
	/** Milliseconds without a new block after which the chain counts as gone. @default Ten blocks, but never less than a minute */
	readonly patience?: number;
};

/** A lost connection needs most of this to come back: pauses between tries grow to 15 s. */
const leastPatience = 60_000;
/** Validators of the main chain leave out a block now and then, and a few in a row when they are upgraded. */
const patientBlocks = 10;

/**
Look at the head of now and at each new one until there is what is looked for. A look that the connection breaks off is made again at the next head.

@throws {ChainUnreachableError} If no new block comes for too long, or the client is closed.
@throws Whatever else a look throws, and the signal's reason when it is aborted.

@example
```
const uid = await awaitHead(client, async ({hash}) => getUid(client, {netuid, hotkey, at: hash}), {signal});
```
*/
export async function awaitHead<Found>(
	client: ChainClient,
	look: (head: Head) => Promise<Found | undefined> | Found | undefined,
	{
		signal,
		patience = Math.max(leastPatience, patientBlocks * getBlockTime(client)),
	}: AwaitHeadOptions = {},
): Promise<Found> {
	const ending = new AbortController();
	const unwatch = watchForStall(client, patience, () => {
		ending.abort();
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
		const {url, state} = client.status.getSnapshot();
		throw new ChainUnreachableError(
			url,
			state === 'closed'
				? 'the client was closed'
				: `no new block was heard of for ${Math.round(patience / 1000)} s`,
		);
	}

	return found;
}

/** Call back once no new head has come for so long. */
function watchForStall({head, clock}: ChainClient, patience: number, onStall: () => void) {
	let cancel = clock.after(patience, onStall);
	const forget = head.subscribe(() => {
		cancel();
		cancel = clock.after(patience, onStall);
	});
	return () => {
		forget();
		cancel();
	};
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
