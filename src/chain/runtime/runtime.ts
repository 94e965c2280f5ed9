import type {ApiPromise} from '@polkadot/api';
import {stringCamelCase} from '@polkadot/util';
import type {Call} from '../call.ts';
import {type Value, field, number} from '../value.ts';
import {type ApiOptions, type RuntimeVersion, createApi} from './api.ts';
import {encodeCall, hasCall} from './call.ts';
import {type Extension, listExtensions} from './extensions.ts';
import {toPlain} from './plain.ts';
import {type RuntimeMethod, findRuntimeMethod, hasRuntimeMethod} from './runtime-api.ts';
import {type StorageItem, findStorageItem} from './storage.ts';

/** An error defined in the chain's metadata. */
export type NamedError = {readonly pallet: string; readonly name: string; readonly docs: string};

/** A runtime: encodes and decodes by its metadata. */
export type Runtime = {
	readonly version: RuntimeVersion;
	readonly storage: (pallet: string, item: string) => StorageItem | undefined;
	readonly method: (api: string, method: string, parameters: number) => RuntimeMethod | undefined;
	readonly hasMethod: (api: string, method: string) => boolean;
	readonly constant: (pallet: string, name: string) => Value;
	readonly hasCall: (pallet: string, name: string) => boolean;
	/** @throws {ChainUnsupportedError} If the runtime has no such call, or the call takes other arguments. */
	readonly encodeCall: (call: Call) => Uint8Array;
	readonly extensions: readonly Extension[];
	readonly error: (palletIndex: number, errorIndex: number) => NamedError | undefined;
	/** Get a pallet's own name from the camelCase one in decoded events. */
	readonly palletName: (section: string) => string;
};

/** Create a runtime from its metadata. */
export async function createRuntime(options: ApiOptions): Promise<Runtime> {
	const api = await createApi(options);
	const {registry} = api;
	const names = registry.metadata.pallets.map(({name}) => name.toString());
	return {
		version: {
			...options.version,
			transactionVersion:
				number(field(toConstant(api.consts.system?.version), 'transactionVersion')) ?? 0,
		},
		storage: (pallet, item) => findStorageItem(api, pallet, item),
		method: (name, method, parameters) => findRuntimeMethod(api, name, method, parameters),
		hasMethod: (name, method) => hasRuntimeMethod(api, name, method),
		constant: (pallet, name) =>
			toConstant(api.consts[stringCamelCase(pallet)]?.[stringCamelCase(name)]),
		hasCall: (pallet, name) => hasCall(api, pallet, name),
		encodeCall: call => encodeCall(api, call),
		extensions: listExtensions(api),
		error: (pallet, error) => findError(api, pallet, error),
		palletName: section => names.find(name => stringCamelCase(name) === section) ?? section,
	};
}

const toConstant = (codec: unknown) => (codec === undefined ? undefined : toPlain(codec));

function findError({registry}: ApiPromise, pallet: number, error: number): NamedError | undefined {
	try {
		const {section, name, docs} = registry.findMetaError(Uint8Array.of(pallet, error));
		return {pallet: section, name, docs: docs.join(' ').trim()};
	} catch {
		return undefined;
	}
}
