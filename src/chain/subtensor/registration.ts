import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {flag} from '../value.ts';

export type RegistrationOptions = {
	readonly netuid: number;
	/** SS58 of the key that will mine. */
	readonly hotkey: string;
};

export type CappedRegistrationOptions = RegistrationOptions & {
	/** The highest price to pay, in rao. */
	readonly limit: bigint;
};

/** Create the call that registers at a price up to the limit, enforced by the chain. It is newer than spec 393. */
export const registerLimit = ({netuid, hotkey, limit}: CappedRegistrationOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'register_limit',
	args: {netuid, hotkey, limitPrice: limit},
});

/** Create the call that registers at the price of the block it is included in. */
export const burnedRegister = ({netuid, hotkey}: RegistrationOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'burned_register',
	args: {netuid, hotkey},
});

/** A registration call, capped if the chain supports it. */
export type Registration = {
	readonly call: Call;
	/** Whether the chain enforces the limit. If not, the caller rereads the price just before signing, and the operator should know that it may still rise. */
	readonly isCapped: boolean;
};

/** Create the call that registers, with the limit enforced by the chain where possible. */
export function createRegistration(
	client: ChainClient,
	options: CappedRegistrationOptions,
): Registration {
	const isCapped = client.has({call: ['SubtensorModule', 'register_limit']});
	return {isCapped, call: isCapped ? registerLimit(options) : burnedRegister(options)};
}

/** Check whether a subnet accepts registrations. A chain without this setting accepts them. */
export async function isRegistrationOpen(
	client: ChainClient,
	{netuid, at}: At & {readonly netuid: number},
): Promise<boolean> {
	const [allowed] = await client.query(at, [
		['SubtensorModule', 'NetworkRegistrationAllowed', netuid],
	]);
	return flag(allowed) ?? true;
}
