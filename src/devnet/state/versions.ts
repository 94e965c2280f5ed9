import {Buffer} from 'node:buffer';

/**
The versions of one key by block, in order. They take nearly all of a chain's memory, so bytes are stored as text with one character each, which takes a tenth of the space.
*/
export type Versions = {
	readonly blocks: number[];
	readonly texts: Array<string | undefined>;
};

export function createVersions(): Versions {
	return {blocks: [], texts: []};
}

/** Record what the key holds from this block on; `undefined` if nothing. */
export function pushVersion(
	{blocks, texts}: Versions,
	block: number,
	bytes: Uint8Array | undefined,
): void {
	blocks.push(block);
	texts.push(bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
}

/** Get the index of the version visible at a block, or -1 if there was none yet. */
export function placeOf({blocks}: Versions, block: number): number {
	let low = 0;
	let high = blocks.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (blocks[middle]! > block) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}

	return low - 1;
}

/** Get the value at an index. */
export function readVersion({texts}: Versions, place: number): Uint8Array | undefined {
	const text = texts[place];
	return text === undefined ? undefined : Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Discard the versions that no block from this one on can see. */
export function forgetBefore(versions: Versions, block: number): void {
	const unseen = Math.max(0, placeOf(versions, block));
	versions.blocks.splice(0, unseen);
	versions.texts.splice(0, unseen);
}

/** Whether the key had a value at any remembered block. */
export function heldSomething({texts}: Versions): boolean {
	return texts.some(text => text !== undefined);
}
