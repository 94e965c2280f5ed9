import {readFileSync} from 'node:fs';
import {compactStripLength, hexToU8a} from '@polkadot/util';
import * as v from 'valibot';
import type {Blobs} from './methods.ts';

const recordingSchema = v.object({
	metadata: v.object({v14_hex: v.string(), v15_hex: v.string()}),
});

/** `meta` in ASCII, then a byte for the version. */
const versionOffset = 4;

/** Read metadata from a file: bytes that begin with `meta`, or the SDK's recording, which has two versions. */
export function readBlobs(file: string): Blobs {
	if (!file.endsWith('.json')) {
		const blob = new Uint8Array(readFileSync(file));
		return new Map([[blob[versionOffset]!, blob]]);
	}

	const {metadata} = v.parse(recordingSchema, JSON.parse(readFileSync(file, 'utf8')));
	return new Map([
		[14, hexToU8a(metadata.v14_hex)],
		// An option, then a length.
		[15, compactStripLength(hexToU8a(metadata.v15_hex).slice(1))[1]],
	]);
}
