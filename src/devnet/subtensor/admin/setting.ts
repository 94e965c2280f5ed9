import {defineCall, type Call} from '../../pallet/calls.ts';
import type {BlockContext, CallContext, StateReader} from '../../pallet/context.ts';
import {badOrigin} from '../../pallet/dispatch-error.ts';
import {ensure, fail, type ModuleError} from '../../pallet/errors.ts';
import type {Event} from '../../pallet/events.ts';
import {ensureRoot} from '../../pallet/origin.ts';
import type {StorageItem} from '../../pallet/storage.ts';
import {u16} from '../../scale/numbers.ts';
import type {Type} from '../../scale/type.ts';
import {subnetItems} from '../storage/subnets.ts';
import {isNetwork} from '../subnets/networks.ts';
import {adminErrors} from './errors.ts';

/** Who may set a parameter. */
export type Setter = 'root' | 'owner';

export type Setting<Value> = {
	/** The call's index in the metadata. */
	readonly index: number;
	/** The name of the call's value argument. */
	readonly argument: string;
	readonly type: Type<Value>;
	/** Where the value is stored. */
	readonly item: StorageItem<readonly [netuid: number], Value>;
	/** Whether only root may set it, or also the subnet's owner. @default 'owner' */
	readonly by?: Setter;
	readonly event?: Event<readonly [Type<number>, Type<Value>]>;
	/** Validate a value. */
	readonly check?: (state: StateReader, netuid: number, value: Value) => ModuleError | undefined;
	/** Apply the side effects of the value. */
	readonly after?: (context: BlockContext, netuid: number) => void;
};

/**
Define the call that sets one parameter of one subnet.
*/
export function defineSetting<Value>({
	index,
	argument,
	type,
	item,
	by = 'owner',
	event,
	check,
	after,
}: Setting<Value>): Call {
	return defineCall({
		index,
		args: {netuid: u16, [argument]: type},
		run(context, args) {
			const {netuid} = args as {readonly netuid: number};
			const value = (args as Readonly<Record<string, unknown>>)[argument] as Value;
			ensureSetter(context, netuid, by);
			ensure(isNetwork(context, netuid), adminErrors.SubnetDoesNotExist);
			const fault = check?.(context, netuid, value);
			if (fault !== undefined) {
				fail(fault);
			}

			context.set(item, netuid, value);
			after?.(context, netuid);
			if (event !== undefined) {
				context.emit(event, [netuid, value] as never);
			}
		},
	});
}

/**
Ensure that the caller is root or, if allowed, the subnet's owner.

@throws {DispatchFailure} `BadOrigin` for all others.
*/
export function ensureSetter(context: CallContext, netuid: number, by: Setter): void {
	const {origin} = context;
	if (by === 'owner' && origin.type === 'Signed') {
		ensure(origin.account === context.get(subnetItems.SubnetOwner, netuid), badOrigin);
	} else {
		ensureRoot(context);
	}
}

/** Create a check that a value lies between inclusive bounds. */
export const within =
	<Value>(least: Value, most: Value, error = adminErrors.ValueNotInBounds) =>
	(_state: StateReader, _netuid: number, value: Value): ModuleError | undefined =>
		value >= least && value <= most ? undefined : error;
