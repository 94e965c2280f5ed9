import type {ChainClient} from '../chain/client.ts';
import {ChainRefusedError} from '../chain/errors.ts';
import {getNextAnnouncement, serveAxon, type Axon} from '../chain/subtensor/axon.ts';
import type {Journal} from '../chain/transaction/journal.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {AnnouncedTooSoonError} from './errors.ts';
import {
	watchSubnet,
	type SubnetWatch,
	type WatchSubnetOptions,
} from './observe/subnet/subnet-watch.ts';

/** A miner's access to the chain. */
export type MinerChain = SubnetWatch & {
	/**
	Announce the miner's address. Resolves with the number of the block that includes it.

	@throws {AnnouncedTooSoonError} If the chain allows the next announcement only later.
	*/
	readonly announce: (axon: Axon, options: {readonly signal: AbortSignal}) => Promise<number>;
};

export type MinerChainOptions = Pick<WatchSubnetOptions, 'netuid' | 'interval'> & {
	/** The miner's hotkey. */
	readonly signer: Signer;
	/** Records what the miner signs. */
	readonly journal?: Journal;
};

/**
Create a miner's access to the chain. The caller still has to close the client.
*/
export function createMinerChain(
	client: ChainClient,
	{netuid, interval, signer, journal}: MinerChainOptions,
): MinerChain {
	return {
		...watchSubnet(client, {netuid, interval, hotkey: signer.address}),
		async announce({ip, port}, {signal}) {
			const call = serveAxon({netuid, ip, port});
			try {
				const {block} = await submit(client, call, {signer, journal, signal});
				return block.number;
			} catch (error) {
				const next = isTooSoon(error)
					? await getNextAnnouncement(client, {netuid, hotkey: signer.address})
					: undefined;
				throw next === undefined ? error : new AnnouncedTooSoonError(next, {cause: error});
			}
		},
	};
}

const isTooSoon = (error: unknown) =>
	error instanceof ChainRefusedError && error.refusal === 'ServingRateLimitExceeded';
