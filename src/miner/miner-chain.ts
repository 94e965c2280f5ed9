import type {ChainClient} from '../chain/client.ts';
import {serveAxon, type Axon} from '../chain/subtensor/axon.ts';
import type {Journal} from '../chain/transaction/journal.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {
	watchSubnet,
	type SubnetWatch,
	type WatchSubnetOptions,
} from './observe/subnet/subnet-watch.ts';

/** A miner's access to the chain. */
export type MinerChain = SubnetWatch & {
	/** Announce the miner's address. Resolves with the number of the block that includes it. */
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
			const {block} = await submit(client, call, {signer, journal, signal});
			return block.number;
		},
	};
}
