import type {Pallet} from '../pallet/pallet.ts';
import type {OuterTypes} from '../runtime/outer-types.ts';
import type {RuntimeVersion} from '../runtime/version.ts';
import {createAura} from './aura.ts';
import {balances} from './balances/pallet.ts';
import {createSudo} from './sudo.ts';
import {createSystem} from './system/pallet.ts';
import {timestamp} from './timestamp.ts';
import {transactionPayment} from './transaction-payment.ts';
import {createUtility} from './utility.ts';

export type FramePalletsOptions = {
	readonly version: RuntimeVersion;
	/** The block time announced to clients, in milliseconds. */
	readonly slotDuration: number;
};

/**
Define the pallets of every chain.
*/
export function createFramePallets(
	{event, call}: OuterTypes,
	{version, slotDuration}: FramePalletsOptions,
): readonly Pallet[] {
	return [
		createSystem({event, version}),
		timestamp,
		createAura(slotDuration),
		balances,
		transactionPayment,
		createUtility(call),
		createSudo(call),
	];
}
