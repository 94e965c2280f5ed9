import type {Argument} from './runtime/argument.ts';

/**
A transaction that nobody has signed yet: plain data, which only the chain's metadata gives a place and a form. Arguments go by the names that the chain has for them, in camelCase.
*/
export type Call = {
	readonly pallet: string;
	readonly name: string;
	readonly args: Readonly<Record<string, Argument | Call | readonly Call[]>>;
};
