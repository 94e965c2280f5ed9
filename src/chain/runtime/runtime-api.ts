import type {ApiPromise} from '@polkadot/api';
import {hexToU8a, u8aConcat, u8aEq, u8aToHex} from '@polkadot/util';
import type {Value} from '../value.ts';
import {type Argument, toArgument} from './argument.ts';
import {toPlain} from './plain.ts';

/** A method of a runtime API, which the node answers by running the chain's code. */
export type RuntimeMethod = {
	/** The name for `state_call`. */
	readonly name: string;
	readonly encode: (parameters: readonly Argument[]) => string;
	readonly decode: (answer: string) => Value;
	/** The same, but an answer of another length is refused; otherwise missing bytes count as zeros. */
	readonly decodeWhole: (answer: string) => Value;
};

/**
Find a method of a runtime API.

@returns `undefined` if the chain has no such method, it takes a different number of parameters, or the metadata lists no runtime APIs, as in version 14.
*/
export function findRuntimeMethod(
	{registry}: ApiPromise,
	api: string,
	method: string,
	parameterCount: number,
): RuntimeMethod | undefined {
	const found = findMethod(registry, api, method);
	if (found?.inputs.length !== parameterCount) {
		return undefined;
	}

	const inputs = found.inputs.map(({type}) => registry.createLookupType(type));
	const output = registry.createLookupType(found.output);
	const decode = (answer: string) => registry.createTypeUnsafe(output, [hexToU8a(answer)]);
	return {
		name: `${api}_${method}`,
		encode: parameters =>
			u8aToHex(
				u8aConcat(
					...inputs.map((type, index) =>
						registry.createTypeUnsafe(type, [toArgument(parameters[index])]).toU8a(),
					),
				),
			),
		decode: answer => toPlain(decode(answer)),
		decodeWhole(answer) {
			const decoded = decode(answer);
			if (!u8aEq(decoded.toU8a(), answer)) {
				throw new RangeError('The answer is too short or too long');
			}

			return toPlain(decoded);
		},
	};
}

/** Check whether the chain has a method, whatever its parameters. */
export const hasRuntimeMethod = ({registry}: ApiPromise, api: string, method: string): boolean =>
	findMethod(registry, api, method) !== undefined;

const findMethod = (registry: ApiPromise['registry'], api: string, method: string) =>
	registry.metadata.apis
		.find(({name}) => name.toString() === api)
		?.methods.find(({name}) => name.toString() === method);
