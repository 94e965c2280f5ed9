import {createExtrinsicFormat, type ExtrinsicFormat} from '../extrinsic/extrinsic.ts';
import {encodeMetadata, type MetadataVersion} from '../metadata/metadata.ts';
import type {Call, DispatchInfo} from '../pallet/calls.ts';
import type {RuntimeCall} from '../pallet/context.ts';
import type {DispatchError} from '../pallet/dispatch-error.ts';
import type {ModuleError} from '../pallet/errors.ts';
import type {Pallet} from '../pallet/pallet.ts';
import type {ApiMethod, RuntimeApis} from '../pallet/runtime-apis.ts';
import {createEventWriter, type EventWriter} from './event-writer.ts';
import {gatherTypes, type OuterTypes} from './outer-types.ts';
import type {RuntimeVersion} from './version.ts';

/** Everything derived from a chain's pallets: its codecs, its dispatch, its metadata. */
export type Runtime = {
	readonly pallets: readonly Pallet[];
	readonly version: RuntimeVersion;
	readonly outer: OuterTypes;
	readonly format: ExtrinsicFormat;
	readonly writeEvent: EventWriter;
	/** Find the definition of a call that `outer.call` decoded. */
	readonly findCall: (call: RuntimeCall) => Call;
	readonly infoOf: (call: RuntimeCall) => DispatchInfo;
	/** Encode an error as recorded on the chain. */
	readonly writeError: (reason: ModuleError | DispatchError) => DispatchError;
	/** Find the target of `state_call`, such as `Core_version`. */
	readonly findApiMethod: (name: string) => ApiMethod | undefined;
	/** The metadata of that version; created once. */
	readonly getMetadata: (version: MetadataVersion) => Uint8Array;
};

export type RuntimeOptions = {
	readonly version: RuntimeVersion;
	readonly buildPallets: (outer: OuterTypes) => readonly Pallet[];
	/** Runtime APIs about the runtime itself; pallets add their own. */
	readonly buildApis: (runtime: Runtime) => RuntimeApis;
};

/**
Combine pallets into a runtime.

@throws {RangeError} If two pallets share an index.
*/
export function createRuntime({version, buildPallets, buildApis}: RuntimeOptions): Runtime {
	const {outer, pallets} = gatherTypes(buildPallets);
	const byName = new Map(pallets.map(pallet => [pallet.name, pallet]));
	const blobs = new Map<MetadataVersion, Uint8Array>();

	const findCall = ({type, value}: RuntimeCall) => {
		const call = byName.get(type)?.calls[value.type];
		if (!call) {
			throw new TypeError(`No call \`${type}.${value.type}\``);
		}

		return call;
	};

	const infoOf = (call: RuntimeCall): DispatchInfo => {
		const definition = findCall(call);
		const {refTime, paysFee, class: dispatchClass} = definition;
		const inner = definition.info?.(call.value.value, infoOf);
		return {refTime, paysFee, class: dispatchClass, ...inner};
	};

	const runtime: Runtime = {
		pallets,
		version,
		outer,
		format: createExtrinsicFormat(outer.call),
		writeEvent: createEventWriter(pallets),
		findCall,
		infoOf,
		writeError(reason) {
			if (!('pallet' in reason)) {
				return reason;
			}

			const {index} = byName.get(reason.pallet)!;
			const error = Uint8Array.of(reason.index, 0, 0, 0);
			return {type: 'Module', value: {index, error}};
		},
		findApiMethod: name => findMethod(apis, name),
		getMetadata(wanted) {
			const blob = blobs.get(wanted) ?? encodeMetadata({pallets, outer, apis}, wanted);
			blobs.set(wanted, blob);
			return blob;
		},
	};

	const apis = joinApis([buildApis(runtime), ...pallets.map(({runtimeApis}) => runtimeApis)]);
	return runtime;
}

/** Several pallets may add methods to one API. */
function joinApis(all: readonly RuntimeApis[]): RuntimeApis {
	const joined: Record<string, RuntimeApis[string]> = {};
	for (const apis of all) {
		for (const [name, methods] of Object.entries(apis)) {
			joined[name] = {...joined[name], ...methods};
		}
	}

	return joined;
}

/** `Api_method`; both parts may contain underscores. */
function findMethod(apis: RuntimeApis, name: string): ApiMethod | undefined {
	return Object.entries(apis)
		.filter(([api]) => name.startsWith(`${api}_`))
		.map(([api, methods]) => methods[name.slice(api.length + 1)])
		.find(method => method !== undefined);
}
