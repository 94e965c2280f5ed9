import type {Argument} from './runtime/argument.ts';

/**
An unsigned transaction, as plain data to be encoded by the chain's metadata. Arguments use the chain's own names, in camelCase.
*/
export type Call = {
	readonly pallet: string;
	readonly name: string;
	readonly args: Readonly<Record<string, Argument | Call | readonly Call[]>>;
};
