import type {ApiPromise} from '@polkadot/api';

/** A transaction extension: what the chain wants beside a call, in the extrinsic and in what is signed. */
export type Extension = {
	readonly name: string;
	/** Its part of the extrinsic when there is nothing to say: the zero of its type, such as no tip. */
	readonly neutral: Uint8Array;
	/** Its part of what is signed only, likewise. */
	readonly neutralImplicit: Uint8Array;
};

/** List the extensions that the runtime names, in its order. */
export function listExtensions({registry, runtimeMetadata}: ApiPromise): readonly Extension[] {
	const encodeZero = (type: Parameters<typeof registry.createLookupType>[0]) =>
		registry.createTypeUnsafe(registry.createLookupType(type), []).toU8a();
	// Up to 16.5.6, polkadot-js loses what is signed only (`additionalSigned`) when it lifts older metadata to version 16.
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
