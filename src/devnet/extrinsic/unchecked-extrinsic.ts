import {bytes} from '../scale/bytes.ts';
import {newtype, tuple} from '../scale/composites.ts';
import {multiAddress} from '../scale/multi-address.ts';
import {multiSignature} from '../scale/multi-signature.ts';
import type {Type} from '../scale/type.ts';
import {signedExtensions} from './extensions.ts';

/** The types that make up an extrinsic, from which clients learn to build one. */
export type ExtrinsicTypes = {
	readonly address: Type;
	readonly signature: Type;
	readonly extra: Type;
	/** The whole extrinsic. In memory it is its bytes without the length prefix. */
	readonly extrinsic: Type<Uint8Array>;
};

/**
Describe the extrinsics of a chain with these calls.
*/
export function createExtrinsicTypes(call: Type): ExtrinsicTypes {
	const extra = tuple(...Object.values(signedExtensions).map(({sent}) => sent));
	const parameters = (last: string) => [
		{name: 'Address', type: multiAddress},
		{name: 'Call', type: call},
		{name: 'Signature', type: multiSignature},
		{name: last, type: extra},
	];
	// Two wrappers, as on the main chain: some clients look for one of these paths, some for the other.
	const generic = newtype(
		['sp_runtime', 'generic', 'unchecked_extrinsic', 'UncheckedExtrinsic'],
		bytes,
		parameters('Extra'),
	);
	const extrinsic = newtype(
		['fp_self_contained', 'unchecked_extrinsic', 'UncheckedExtrinsic'],
		generic,
		parameters('Extension'),
	);
	return {address: multiAddress, signature: multiSignature, extra, extrinsic};
}
