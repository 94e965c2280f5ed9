import {defineCall, type Call, type PoolContext} from '../pallet/calls.ts';
import type {RuntimeCall} from '../pallet/context.ts';
import {dispatchError} from '../pallet/dispatch-error.ts';
import {defineErrors, ensure} from '../pallet/errors.ts';
import {defineEvents, event} from '../pallet/events.ts';
import {ensureSigned} from '../pallet/origin.ts';
import {definePallet, type Pallet} from '../pallet/pallet.ts';
import {defineStorage, value} from '../pallet/storage.ts';
import {accountId} from '../scale/bytes.ts';
import {result} from '../scale/collections.ts';
import {unit} from '../scale/numbers.ts';
import type {Type} from '../scale/type.ts';

const sudoItems = defineStorage('Sudo', {
	/** The sudo account. */
	Key: value(accountId),
});

export const {Key} = sudoItems;

const events = defineEvents('Sudo', {Sudid: event(0, {sudo_result: result(unit, dispatchError)})});
const errors = defineErrors('Sudo', {RequireSudo: 0});

/**
Define the pallet that lets one account act as root.

@param call - Any call of the chain.
*/
export function createSudo(call: Type<RuntimeCall>): Pallet {
	return definePallet({
		name: 'Sudo',
		index: 12,
		path: 'pallet_sudo',
		storage: sudoItems,
		calls: {sudo: defineSudo(call)},
		events,
		errors,
	});
}

function defineSudo(call: Type<RuntimeCall>): Call {
	return defineCall({
		index: 0,
		args: {call},
		info: ({call: inner}, infoOf) => ({...infoOf(inner), paysFee: true}),
		validate: ({get, signer}: PoolContext) => (get(Key) === signer ? undefined : 'BadSigner'),
		run(context, {call: inner}) {
			ensure(ensureSigned(context) === context.get(Key), errors.RequireSudo);
			const outcome = context.dispatch(inner, {type: 'Root'});
			context.emit(events.Sudid, {
				sudo_result: outcome.ok
					? {type: 'Ok', value: undefined}
					: {type: 'Err', value: outcome.error},
			});
			return {paysFee: false};
		},
	});
}
