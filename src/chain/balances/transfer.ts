import type {Call} from '../call.ts';

export type TransferOptions = {
	/** SS58. */
	readonly to: string;
	/** Rao. */
	readonly amount: bigint;
};

/** Create the call that sends TAO. The chain refuses it if the sender would fall below the existential deposit. */
export const transfer = ({to, amount}: TransferOptions): Call => ({
	pallet: 'Balances',
	name: 'transfer_keep_alive',
	args: {dest: to, value: amount},
});
