import type {Receipt} from '../chain/transaction/receipt.ts';
import {type Value, address, integer, list, number} from '../chain/value.ts';

/** What a transaction turned into TAO. */
export type Sold = {
	/** SS58. */
	readonly hotkey: string;
	readonly netuid: number;
	/** What left the hotkey, with the pool's fee, in alpha's 1e-9 unit. */
	readonly alpha: bigint;
	/** What came back, in rao. */
	readonly tao: bigint;
	/** Of the transaction, in rao. */
	readonly fee: bigint;
	readonly block: number;
	/** Of the extrinsic. */
	readonly hash: string;
};

/** Read from a transaction's events what it sold; nothing where the chain does not say. */
export const readSold = (receipt: Receipt): readonly Sold[] =>
	receipt.events
		.filter(({pallet, name}) => pallet === 'SubtensorModule' && name === 'StakeRemoved')
		.flatMap(({data}) => readEvent(data, receipt) ?? []);

function readEvent(data: Value, {fee, block, hash}: Receipt): Sold | undefined {
	// The fields have no names: coldkey, hotkey, TAO, alpha, netuid, fee of the pool in alpha.
	const fields = list(data);
	const hotkey = address(fields[1]);
	const tao = integer(fields[2]);
	const alpha = integer(fields[3]);
	const netuid = number(fields[4]);
	return hotkey === undefined || tao === undefined || alpha === undefined || netuid === undefined
		? undefined
		: {
				hotkey,
				netuid,
				alpha: alpha + (integer(fields[5]) ?? 0n),
				tao,
				fee,
				block: block.number,
				hash,
			};
}
