import type {ApiPromise} from '@polkadot/api';
import {stringCamelCase, u8aConcat} from '@polkadot/util';
import type {Call} from '../call.ts';
import {ChainUnsupportedError} from '../errors.ts';
import {toArgument} from './argument.ts';

/** Check whether the runtime has a call. */
export const hasCall = (api: ApiPromise, pallet: string, name: string): boolean =>
	findCall(api, pallet, name) !== undefined;

/**
Encode a call for this runtime.

@throws {ChainUnsupportedError} If the runtime has no such call, or the call takes other arguments. An unknown argument is never dropped: it may be a limit.
*/
export function encodeCall(api: ApiPromise, {pallet, name, args}: Call): Uint8Array {
	const found = findCall(api, pallet, name);
	if (found === undefined) {
		throw new ChainUnsupportedError(`The chain has no call \`${pallet}.${name}\``);
	}

	const fields = found.meta.fields.map(field => ({
		name: stringCamelCase(field.name.unwrapOrDefault().toString()),
		type: api.registry.createLookupType(field.type),
	}));
	const wanted = fields.map(field => field.name);
	const given = Object.keys(args);
	if (wanted.length !== given.length || given.some(argument => !wanted.includes(argument))) {
		throw new ChainUnsupportedError(
			`The chain's call \`${pallet}.${name}\` takes \`${wanted.join(', ')}\`, not \`${given.join(', ')}\``,
			{fix: 'Update btop.'},
		);
	}

	return u8aConcat(
		found.callIndex,
		...fields.map(field =>
			api.registry.createTypeUnsafe(field.type, [prepare(api, args[field.name])]).toU8a(),
		),
	);
}

const findCall = (api: ApiPromise, pallet: string, name: string) =>
	api.tx[stringCamelCase(pallet)]?.[stringCamelCase(name)];

/** Convert an argument, encoding nested calls first. */
function prepare(api: ApiPromise, argument: Call['args'][string]): unknown {
	if (isCall(argument)) {
		return encodeCall(api, argument);
	}

	return isCallList(argument) ? argument.map(call => encodeCall(api, call)) : toArgument(argument);
}

const isCall = (argument: unknown): argument is Call =>
	typeof argument === 'object' &&
	argument !== null &&
	'pallet' in argument &&
	'name' in argument &&
	'args' in argument;

const isCallList = (argument: unknown): argument is readonly Call[] =>
	Array.isArray(argument) && argument.length > 0 && argument.every(item => isCall(item));
