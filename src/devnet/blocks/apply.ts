import type {Check, Checked, Refused} from '../extrinsic/check.ts';
import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import {canDeposit, deposit, withdraw} from '../frame/balances/funds.ts';
import {incrementNonce} from '../frame/system/accounts.ts';
import {systemEvents} from '../frame/system/events.ts';
import {paymentEvents} from '../frame/transaction-payment.ts';
import type {DispatchEventInfo} from '../frame/weight.ts';
import type {DispatchInfo} from '../pallet/calls.ts';
import type {Runtime} from '../runtime/runtime.ts';
import type {Execution, Outcome} from './execution.ts';

export type ApplyOptions = {
	readonly runtime: Runtime;
	readonly check: Check;
	readonly execution: Execution;
	/** The extrinsic's index in the block. */
	readonly index: number;
};

/**
Apply an extrinsic to the block under construction: check it, charge the fee, run its call and record the result.

A failed call is included and charged; only an extrinsic that the checks refuse, or that waits for an earlier nonce, leaves no trace.
*/
export function applyExtrinsic(
	extrinsic: Extrinsic,
	{runtime, check, execution, index}: ApplyOptions,
): Refused | {readonly ok: true; readonly outcome: Outcome} {
	execution.enter({type: 'ApplyExtrinsic', value: index});
	const info = runtime.infoOf(extrinsic.call);
	if (!extrinsic.signed) {
		const outcome = execution.dispatch(extrinsic.call, {type: 'None'});
		if (!outcome.ok) {
			throw new Error(`The author's own call failed: \`${outcome.error.type}\``);
		}

		record(execution, info, outcome);
		return {ok: true, outcome};
	}

	const checked = check(execution.context, extrinsic);
	if (!checked.ok) {
		return checked;
	}

	if (checked.nonce > checked.accountNonce) {
		return {ok: false, invalidity: {type: 'Future'}};
	}

	const {signer: account, fee} = checked;
	incrementNonce(execution.context, account);
	withdraw(execution.context, account, fee.total);
	const outcome = execution.dispatch(extrinsic.call, {type: 'Signed', account});
	settle(execution, checked, outcome);
	record(execution, info, outcome);
	return {ok: true, outcome};
}

/** Refund the fee if the call turned out to be free, and emit what was paid. */
function settle({context}: Execution, {signer, fee}: Checked, outcome: Outcome) {
	const isFree = outcome.ok && outcome.post.paysFee === false;
	const paid = isFree ? fee.tip : fee.total;
	if (canDeposit(context, signer, fee.total - paid)) {
		deposit(context, signer, fee.total - paid);
	}

	context.emit(paymentEvents.TransactionFeePaid, {who: signer, actual_fee: paid, tip: fee.tip});
}

function record({context}: Execution, info: DispatchInfo, outcome: Outcome) {
	const paysFee = outcome.ok ? (outcome.post.paysFee ?? info.paysFee) : info.paysFee;
	const dispatchInfo: DispatchEventInfo = {
		weight: {ref_time: info.refTime, proof_size: 0n},
		class: {type: info.class},
		pays_fee: {type: paysFee ? 'Yes' : 'No'},
	};
	if (outcome.ok) {
		context.emit(systemEvents.ExtrinsicSuccess, {dispatch_info: dispatchInfo});
	} else {
		context.emit(systemEvents.ExtrinsicFailed, {
			dispatch_error: outcome.error,
			dispatch_info: dispatchInfo,
		});
	}
}
