import {defineEvents, event} from '../pallet/events.ts';
import {constant, definePallet} from '../pallet/pallet.ts';
import {accountId} from '../scale/bytes.ts';
import {u64, u8} from '../scale/numbers.ts';

export const paymentEvents = defineEvents('TransactionPayment', {
	TransactionFeePaid: event(0, {who: accountId, actual_fee: u64, tip: u64}),
});

/** The pallet that emits the fee paid; `extrinsic/fees.ts` computes it. */
export const transactionPayment = definePallet({
	name: 'TransactionPayment',
	index: 6,
	path: 'pallet_transaction_payment',
	events: paymentEvents,
	constants: {OperationalFeeMultiplier: constant(u8, 5)},
});
