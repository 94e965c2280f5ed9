import type {ApiPromise} from '@polkadot/api';

/** A transaction extension: data added to a call in the extrinsic and in the signed payload. */
export type Extension = {
	readonly name: string;
	/** Its default part of the extrinsic: the zero of its type, such as no tip. */
	readonly neutral: Uint8Array;
	/** Its default part of the signed payload alone. */
	readonly neutralImplicit: Uint8Array;
};

/** List the runtime's extensions, in order. */
export function listExtensions({registry, runtimeMetadata}: ApiPromise): readonly Extension[] {
	const encodeZero = (type: Parameters<typeof registry.createLookupType>[0]) =>
		registry.createTypeUnsafe(registry.createLookupType(type), []).toU8a();
	// Up to 16.5.6, polkadot-js loses `additionalSigned` when it converts older metadata to version 16.
	return runtimeMetadata.version >= 16
		? runtimeMetadata.asV16.extrinsic.transactionExtensions.map(({identifier, type, implicit}) => ({
				name: identifier.toString(),
				neutral: encodeZero(type),
				neutralImplicit: encodeZero(implicit),
			}))
		: runtimeMetadata.asV15.extrinsic.signedExtensions.map(
				({identifier, type, additionalSigned}) => ({
					name: identifier.toString(),
					neutral: encodeZero(type),
					neutralImplicit: encodeZero(additionalSigned),
				}),
			);
}
