import type {ChainClient} from '../chain/client.ts';
import {serveAxon, type Axon} from '../chain/subtensor/axon.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import {watchSubnet, type SubnetWatch, type WatchSubnetOptions} from './subnet-facts.ts';

/** The chain as a miner needs it. */
export type MinerChain = SubnetWatch & {
	/** Tell the chain where the miner can be reached; returns the number of the block in which it stands. */
	readonly announce: (axon: Axon, options: {readonly signal: AbortSignal}) => Promise<number>;
};

export type MinerChainOptions = Pick<WatchSubnetOptions, 'netuid' | 'interval'> & {
	/** The miner's hotkey. */
	readonly signer: Signer;
};

/**
Create the chain's side of a miner over a client, which stays the caller's to close.
*/
export function createMinerChain(
	client: ChainClient,
	{netuid, interval, signer}: MinerChainOptions,
): MinerChain {
	return {
		...watchSubnet(client, {netuid, interval, hotkey: signer.address}),
		async announce({ip, port}, {signal}) {
			const {block} = await submit(client, serveAxon({netuid, ip, port}), {signer, signal});
			return block.number;
		},
	};
}
