import {metadata as metadataCodec} from '@polkadot-api/substrate-bindings';
import {signedExtensions} from '../extrinsic/extensions.ts';
import type {Pallet} from '../pallet/pallet.ts';
import type {RuntimeApis} from '../pallet/runtime-apis.ts';
import type {OuterTypes} from '../runtime/outer-types.ts';
import {struct} from '../scale/composites.ts';
import type {Numbering} from '../scale/type.ts';
import {describePallet} from './describe-pallet.ts';
import {createTypeTable} from './type-table.ts';

export type Described = {
	readonly pallets: readonly Pallet[];
	readonly outer: OuterTypes;
	readonly apis: RuntimeApis;
};

export type MetadataVersion = 14 | 15;

/** The supported versions. */
export const metadataVersions: readonly MetadataVersion[] = [14, 15];

/** `meta` as a little-endian number. */
const magicNumber = 0x61_74_65_6d;

/**
Encode the metadata of a chain: clients build storage keys, calls and types from nothing else.

@returns The blob, starting with `meta` and the version byte.
*/
export function encodeMetadata(described: Described, version: MetadataVersion): Uint8Array {
	const {numberOf, list} = createTypeTable();
	const parts =
		version === 14 ? describeV14(described, numberOf) : describeV15(described, numberOf);
	const value = {...parts, lookup: list()};
	// The tests check the shapes that the codec expects, by decoding the blob.
	const encode = metadataCodec.enc as (blob: unknown) => Uint8Array;
	return encode({magicNumber, metadata: {tag: `v${version}`, value}});
}

function describeV14({pallets, outer: {extrinsic}}: Described, numberOf: Numbering) {
	return {
		pallets: pallets.map(pallet => describePallet(pallet, numberOf)),
		extrinsic: {
			type: numberOf(extrinsic.extrinsic),
			version: 4,
			signedExtensions: describeExtensions(numberOf),
		},
		type: numberOf(runtimeType),
		apis: [],
	};
}

function describeV15({pallets, outer, apis}: Described, numberOf: Numbering) {
	return {
		pallets: pallets.map(pallet => describePallet(pallet, numberOf)),
		extrinsic: {
			version: 4,
			address: numberOf(outer.extrinsic.address),
			call: numberOf(outer.call),
			signature: numberOf(outer.extrinsic.signature),
			extra: numberOf(outer.extrinsic.extra),
			signedExtensions: describeExtensions(numberOf),
		},
		type: numberOf(runtimeType),
		apis: describeApis(apis, numberOf),
		outerEnums: {
			call: numberOf(outer.call),
			event: numberOf(outer.event),
			error: numberOf(outer.error),
		},
		custom: [],
	};
}

const runtimeType = struct(['node_subtensor_runtime', 'Runtime'], {});

function describeExtensions(numberOf: Numbering) {
	return Object.entries(signedExtensions).map(([identifier, {sent, implied}]) => ({
		identifier,
		type: numberOf(sent),
		additionalSigned: numberOf(implied),
	}));
}

function describeApis(apis: RuntimeApis, numberOf: Numbering) {
	return Object.entries(apis).map(([name, methods]) => ({
		name,
		methods: Object.entries(methods).map(([method, {inputs, output}]) => ({
			name: method,
			inputs: Object.entries(inputs).map(([input, type]) => ({name: input, type: numberOf(type)})),
			output: numberOf(output),
			docs: [],
		})),
		docs: [],
	}));
}
