import {awaitHead} from '../chain/await-head.ts';
import type {ChainClient} from '../chain/client.ts';
import {readPrice, requireOpen} from './registration.ts';

export type PriceWatchOptions = {
	readonly netuid: number;
	/** Rao. */
	readonly cap: bigint;
	readonly signal: AbortSignal;
	readonly onPrice?: (price: bigint) => void;
};

/**
Wait until the price of entry is at most the cap, looking at every block.

@throws {NoSuchSubnetError} If there is no such subnet.
@throws {RegistrationClosedError} If it lets nobody in, so that there is nothing to wait for.
@throws {ChainUnreachableError} If the chain is gone, or makes no more blocks.
*/
export async function waitForPrice(
	client: ChainClient,
	{netuid, cap, signal, onPrice}: PriceWatchOptions,
): Promise<void> {
	await awaitHead(
		client,
		async () => {
			const price = await readPrice(client, netuid);
			if (price <= cap) {
				return price;
			}

			await requireOpen(client, netuid);
			onPrice?.(price);
			return undefined;
		},
		{signal},
	);
}
