import {createCodec} from '@polkadot-api/substrate-bindings';
import {createExtrinsicTypes, type ExtrinsicTypes} from '../extrinsic/unchecked-extrinsic.ts';
import type {RuntimeCall} from '../pallet/context.ts';
import type {Pallet} from '../pallet/pallet.ts';
import {describeVariants, variantCodec, type VariantEntry} from '../scale/variants.ts';
import {defineType, type Type, type UntypedCodec} from '../scale/type.ts';
import {callsOf, errorsOf, eventsOf} from './pallet-types.ts';

/** The types of a runtime that combine all pallets. */
export type OuterTypes = {
	/** Any call of the chain. */
	readonly call: Type<RuntimeCall>;
	/** Any event of the chain. */
	readonly event: Type;
	/** Any pallet's own error. */
	readonly error: Type;
	readonly extrinsic: ExtrinsicTypes;
};

/**
Combine the calls, events and errors of all pallets into one type each.

Pallets may use these types themselves, so they are passed to `buildPallets` first and completed after it returns.

@throws {RangeError} If two pallets share an index.
*/
export function gatherTypes(buildPallets: (outer: OuterTypes) => readonly Pallet[]): {
	readonly outer: OuterTypes;
	readonly pallets: readonly Pallet[];
} {
	const call = createLateType<RuntimeCall>('RuntimeCall');
	const event = createLateType('RuntimeEvent');
	const error = createLateType('RuntimeError');
	const outer = {
		call: call.type,
		event: event.type,
		error: error.type,
		extrinsic: createExtrinsicTypes(call.type),
	};
	const pallets = buildPallets(outer);
	call.complete(entriesOf(pallets, callsOf));
	event.complete(entriesOf(pallets, eventsOf));
	error.complete(entriesOf(pallets, errorsOf));
	return {outer, pallets};
}

function entriesOf(
	pallets: readonly Pallet[],
	typeOf: (pallet: Pallet) => Type | undefined,
): readonly VariantEntry[] {
	return pallets.flatMap(pallet => {
		const type = typeOf(pallet);
		return type ? [[pallet.name, type, pallet.index] as const] : [];
	});
}

/** Create a type that is used before it is defined. */
function createLateType<Value>(name: string) {
	let entries: readonly VariantEntry[] = [];
	let codec: UntypedCodec = variantCodec(entries);
	const type = defineType<Value>({
		codec: createCodec<unknown>(
			value => codec.enc(value),
			bytes => codec.dec(bytes) as unknown,
		),
		path: ['node_subtensor_runtime', name],
		isRecursive: true,
		describe: numberOf => describeVariants(entries, numberOf),
	});
	return {
		type,
		complete(all: readonly VariantEntry[]) {
			entries = all;
			codec = variantCodec(all);
		},
	};
}
