/** How long a signed transaction may wait, in blocks; a power of two. */
export const eraPeriod = 64;

/** The blocks in which a transaction may stand. */
export type Era = {
	/** Two bytes, as they stand in the extrinsic. */
	readonly encoded: Uint8Array;
	/** Number of the first block that it may not stand in. */
	readonly death: number;
};

/**
Get the era that begins at a block.

Its wire form is the period's power of two, less one, in the low four bits, and the block's place within the period above them, little-endian (`sp_runtime::generic::Era`).
*/
export function eraFrom(birth: number): Era {
	const length = Math.log2(eraPeriod) - 1;
	const phase = (birth % eraPeriod) * 16;
	const encoded = new Uint8Array(2);
	new DataView(encoded.buffer).setUint16(0, length + phase, true);
	return {encoded, death: birth + eraPeriod};
}
