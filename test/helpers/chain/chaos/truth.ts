import {u8aToHex} from '@polkadot/util';
import {blake2b256} from '../../../../src/crypto/hashes.ts';
import {decodeAddress} from '../../../../src/crypto/ss58.ts';
import {getFree} from '../../../../src/devnet/frame/balances/funds.ts';
import {Account} from '../../../../src/devnet/frame/system/storage.ts';
import {accountOf} from '../../../../src/devnet/scale/bytes.ts';
import {createState} from '../../../../src/devnet/state/typed-state.ts';
import {neuronItems} from '../../../../src/devnet/subtensor/storage/neurons.ts';
import type {ChangeableChain} from './changeable-chain.ts';

/** What the chain holds as of its newest block, read without our client. */
export type Truth = {
	readonly height: number;
	/** Rao. */
	readonly balance: (address: string) => bigint;
	readonly nonce: (address: string) => number;
	readonly uid: (netuid: number, hotkey: string) => number | undefined;
	readonly hasAxon: (netuid: number, hotkey: string) => boolean;
	/** The numbers of the blocks in which extrinsics stand, by their hashes. */
	readonly places: ReadonlyMap<string, number>;
};

export function readTruth({actual}: ChangeableChain): Truth {
	const chain = actual();
	const head = chain.head();
	const {number: height} = head.header;
	const state = createState(chain.cellsAt(head)!, height);
	const toAccount = (address: string) => accountOf(decodeAddress(address));
	const {Uids, Axons} = neuronItems;
	const places = new Map<string, number>();
	for (let number = 1; number <= height; number++) {
		for (const bytes of chain.getBlock(chain.getHash(number)!)!.extrinsics) {
			places.set(u8aToHex(blake2b256(bytes)), number);
		}
	}

	return {
		height,
		places,
		balance: address => getFree(state, toAccount(address)),
		nonce: address => state.get(Account, toAccount(address)).nonce,
		uid: (netuid, hotkey) =>
			state.has(Uids, netuid, toAccount(hotkey))
				? state.get(Uids, netuid, toAccount(hotkey))
				: undefined,
		hasAxon: (netuid, hotkey) => state.has(Axons, netuid, toAccount(hotkey)),
	};
}
