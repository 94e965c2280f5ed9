import type {ChainClient} from '../chain/client.ts';
import {readPrice} from './registration.ts';

export type PriceWatchOptions = {
	readonly netuid: number;
	/** Rao. */
	readonly cap: bigint;
	readonly signal: AbortSignal;
	readonly onPrice?: (price: bigint) => void;
};

/** Wait until the price of entry is at most the cap, looking at every block. */
export async function waitForPrice(
	client: ChainClient,
	{netuid, cap, signal, onPrice}: PriceWatchOptions,
): Promise<void> {
	for (;;) {
		const price = await readPrice(client, netuid);
		if (price <= cap) {
			return;
		}

		onPrice?.(price);
		await nextHead(client, signal);
	}
}

async function nextHead({head}: ChainClient, signal: AbortSignal) {
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	const onAbort = () => {
		reject(signal.reason as Error);
	};

	signal.throwIfAborted();
	signal.addEventListener('abort', onAbort);
	const unsubscribe = head.subscribe(resolve);
	try {
		await promise;
	} finally {
		unsubscribe();
		signal.removeEventListener('abort', onAbort);
	}
}
