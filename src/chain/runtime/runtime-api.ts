import type {ApiPromise} from '@polkadot/api';
import {hexToU8a, u8aConcat, u8aToHex} from '@polkadot/util';
import type {Value} from '../value.ts';
import {type Argument, toArgument} from './argument.ts';
import {toPlain} from './plain.ts';

/** A method of a runtime API: a question that the node answers by running the chain's own code. */
export type RuntimeMethod = {
	/** The name that `state_call` wants. */
	readonly name: string;
	readonly encode: (parameters: readonly Argument[]) => string;
	readonly decode: (answer: string) => Value;
};

/**
Find a method of a runtime API.

@returns `undefined` if the chain has none of that name, takes another number of parameters, or describes no runtime APIs at all, as in metadata version 14.
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
		decode: answer => toPlain(registry.createTypeUnsafe(output, [hexToU8a(answer)])),
	};
}

/** Tell whether the chain has a method of that name, whatever its parameters. */
export const hasRuntimeMethod = ({registry}: ApiPromise, api: string, method: string): boolean =>
	findMethod(registry, api, method) !== undefined;

const findMethod = (registry: ApiPromise['registry'], api: string, method: string) =>
	registry.metadata.apis
		.find(({name}) => name.toString() === api)
		?.methods.find(({name}) => name.toString() === method);
