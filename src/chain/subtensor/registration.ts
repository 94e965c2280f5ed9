import type {Call} from '../call.ts';
import type {At, ChainClient} from '../client.ts';
import {flag} from '../value.ts';

export type RegistrationOptions = {
	readonly netuid: number;
	/** SS58 of the key that is to mine. */
	readonly hotkey: string;
};

export type CappedRegistrationOptions = RegistrationOptions & {
	/** The most that may be paid, in rao. */
	readonly limit: bigint;
};

/** Create the call that registers at a price up to the limit; the chain itself refuses above it. It is newer than spec 393. */
export const registerLimit = ({netuid, hotkey, limit}: CappedRegistrationOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'register_limit',
	args: {netuid, hotkey, limitPrice: limit},
});

/** Create the call that registers at whatever the price is when it reaches a block. */
export const burnedRegister = ({netuid, hotkey}: RegistrationOptions): Call => ({
	pallet: 'SubtensorModule',
	name: 'burned_register',
	args: {netuid, hotkey},
});

/** A registration as this chain can do it. */
export type Registration = {
	readonly call: Call;
	/** Whether the chain holds the limit. If not, the caller reads the price afresh just before signing, and what a block more may add is the operator's to know. */
	readonly isCapped: boolean;
};

/** Create the call that registers, capped by the chain where the chain can. */
export function createRegistration(
	client: ChainClient,
	options: CappedRegistrationOptions,
): Registration {
	const isCapped = client.has({call: ['SubtensorModule', 'register_limit']});
	return {isCapped, call: isCapped ? registerLimit(options) : burnedRegister(options)};
}

/** Tell whether a subnet lets newcomers in; a chain that does not say so does. */
export async function isRegistrationOpen(
	client: ChainClient,
	{netuid, at}: At & {readonly netuid: number},
): Promise<boolean> {
	const [allowed] = await client.query(at, [
		['SubtensorModule', 'NetworkRegistrationAllowed', netuid],
	]);
	return flag(allowed) ?? true;
}
