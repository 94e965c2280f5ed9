import {Buffer} from 'node:buffer';

/**
What one key held after which block, in order. Nearly all of a chain's memory is this, so bytes are kept as text with one character each, which takes a tenth of the room.
*/
export type Versions = {
	readonly blocks: number[];
	readonly texts: Array<string | undefined>;
};

export function createVersions(): Versions {
	return {blocks: [], texts: []};
}

/** Note what the key holds from this block on; `undefined` where it holds nothing. */
export function pushVersion(
	{blocks, texts}: Versions,
	block: number,
	bytes: Uint8Array | undefined,
): void {
	blocks.push(block);
	texts.push(bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
}

/** The place of the version that a block sees, or -1 if the key had none yet. */
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

/** What the key held at a place. */
export function readVersion({texts}: Versions, place: number): Uint8Array | undefined {
	const text = texts[place];
	return text === undefined ? undefined : Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Forget the versions that no block from this one on can see. */
export function forgetBefore(versions: Versions, block: number): void {
	const unseen = Math.max(0, placeOf(versions, block));
	versions.blocks.splice(0, unseen);
	versions.texts.splice(0, unseen);
}

/** Whether the key held something at any block that is remembered. */
export function heldSomething({texts}: Versions): boolean {
	return texts.some(text => text !== undefined);
}
