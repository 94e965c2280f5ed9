import {readFileSync} from 'node:fs';
import {compactStripLength, hexToU8a} from '@polkadot/util';
import * as v from 'valibot';
import type {Blobs} from './methods.ts';
import {toOlderMetadata} from './older-metadata.ts';

const recordingSchema = v.object({
	metadata: v.object({v14_hex: v.string(), v15_hex: v.string()}),
});

/** `meta` in ASCII, then a byte for the version. */
const versionOffset = 4;
/** Without it, some clients do not find what they fall back to. */
const oldest = 14;

/** Read metadata from a file: bytes that begin with `meta`, which are described in older versions too, or the SDK's recording, which has two versions. */
export function readBlobs(file: string): Blobs {
	if (!file.endsWith('.json')) {
		const blob = new Uint8Array(readFileSync(file));
		const newest = blob[versionOffset]!;
		const blobs = new Map<number, Uint8Array>([[newest, blob]]);
		for (let version = newest - 1; version >= oldest; version--) {
			blobs.set(version, toOlderMetadata(blobs.get(version + 1)!));
		}

		return blobs;
	}

	const {metadata} = v.parse(recordingSchema, JSON.parse(readFileSync(file, 'utf8')));
	return new Map([
		[14, hexToU8a(metadata.v14_hex)],
		// An option, then a length.
		[15, compactStripLength(hexToU8a(metadata.v15_hex).slice(1))[1]],
	]);
}
