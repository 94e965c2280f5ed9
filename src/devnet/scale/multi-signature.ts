import {byteArray} from './bytes.ts';
import {variant} from './composites.ts';
import type {ValueOf} from './type.ts';

/** A signature with its scheme. */
export const multiSignature = variant(['sp_runtime', 'MultiSignature'], {
	Ed25519: byteArray(64),
	Sr25519: byteArray(64),
	Ecdsa: byteArray(65),
});

export type MultiSignature = ValueOf<typeof multiSignature>;
