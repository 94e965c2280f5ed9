import type {Fields, Type, ValuesOf} from '../scale/type.ts';
import type {State} from './context.ts';

export type ApiMethodOptions<F extends Fields, Output> = {
	readonly inputs: F;
	readonly output: Type<Output>;
	/** Answer from the state of a block. Writes are discarded afterwards, so calls can be dry-run. */
	readonly run: (state: State, inputs: ValuesOf<F>) => Output;
};

export type ApiMethod = {
	readonly inputs: Fields;
	readonly output: Type;
	// As a method it is bivariant, so that the methods of an API fit in one list.
	run(state: State, inputs: unknown): unknown;
};

/** Runtime APIs by name, each with its methods; `state_call` names them `Api_method`. */
export type RuntimeApis = Readonly<Record<string, Readonly<Record<string, ApiMethod>>>>;

/**
Define a method of a runtime API.

@example
```
const runtimeApis = {
	SwapRuntimeApi: {
		current_alpha_price: defineApiMethod({
			inputs: {netuid: u16},
			output: u64,
			run: (state, {netuid}) => getAlphaPrice(state, netuid),
		}),
	},
};
```
*/
export function defineApiMethod<const F extends Fields, Output>(
	options: ApiMethodOptions<F, Output>,
): ApiMethod {
	return options;
}
