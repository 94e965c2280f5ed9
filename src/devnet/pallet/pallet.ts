import type {Type} from '../scale/type.ts';
import type {Call} from './calls.ts';
import type {BlockContext, RuntimeCall, StateReader} from './context.ts';
import type {ModuleError} from './errors.ts';
import type {Event} from './events.ts';
import type {RuntimeApis} from './runtime-apis.ts';
import type {StorageItem} from './storage.ts';

export type Constant = {readonly type: Type; readonly value: unknown};

export type Hooks = {
	/** Called before the block's extrinsics. */
	readonly onInitialize?: (context: BlockContext) => void;
	/** Called after them. */
	readonly onFinalize?: (context: BlockContext) => void;
};

/** What the block's author knows when it adds inherents. */
export type InherentContext = StateReader & {
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
};

export type PalletOptions = {
	/** As in the metadata; storage keys depend on it. */
	readonly name: string;
	readonly index: number;
	/** The module path of its types in the metadata, such as `pallet_balances`. */
	readonly path: string;
	/** The pallet's items; spread to join those of several files. */
	readonly storage?: Readonly<Record<string, StorageItem>>;
	readonly calls?: Readonly<Record<string, Call>>;
	readonly events?: Readonly<Record<string, Event>>;
	readonly errors?: Readonly<Record<string, ModuleError>>;
	readonly constants?: Readonly<Record<string, Constant>>;
	readonly hooks?: Hooks;
	/** The author's inherents, at the front of a block. */
	readonly inherents?: (context: InherentContext) => readonly RuntimeCall[];
	readonly runtimeApis?: RuntimeApis;
};

export type Pallet = Required<Omit<PalletOptions, 'inherents'>> & Pick<PalletOptions, 'inherents'>;

/**
Define a pallet. Metadata, storage keys and dispatch all follow from this one value.

@throws {RangeError} If two calls, events or errors share an index, or a part belongs to another pallet.

@example
```
export const example = definePallet({
	name: 'Example',
	index: 40,
	path: 'pallet_example',
	storage: {...priceStorage, ...neuronStorage},
	calls: {...registrationCalls, ...stakeCalls},
	events,
	errors,
	constants: {InitialTempo: constant(u16, 360)},
	hooks: {onInitialize: context => runEpochs(context)},
	runtimeApis,
});
```
*/
export function definePallet(options: PalletOptions): Pallet {
	const pallet: Pallet = {
		storage: {},
		calls: {},
		events: {},
		errors: {},
		constants: {},
		hooks: {},
		runtimeApis: {},
		...options,
	};
	for (const parts of [pallet.calls, pallet.events, pallet.errors]) {
		assertDistinct(pallet.name, Object.entries(parts));
	}

	for (const part of [pallet.storage, pallet.events, pallet.errors].flatMap(parts =>
		Object.values<{readonly pallet: string; readonly name: string}>(parts),
	)) {
		if (part.pallet !== pallet.name) {
			throw new RangeError(`\`${part.pallet}.${part.name}\` stands in \`${pallet.name}\``);
		}
	}

	return pallet;
}

/** A value that never changes while the chain runs, which clients read from metadata. */
export function constant<Value>(type: Type<Value>, value: Value): Constant {
	return {type, value};
}

type Indexed = {readonly index: number};

function assertDistinct(
	pallet: string,
	entries: ReadonlyArray<readonly [name: string, part: Indexed]>,
) {
	const names = new Map<number, string>();
	for (const [name, {index}] of entries) {
		const other = names.get(index);
		if (other !== undefined) {
			throw new RangeError(`\`${other}\` and \`${name}\` of \`${pallet}\` share index ${index}`);
		}

		names.set(index, name);
	}
}
