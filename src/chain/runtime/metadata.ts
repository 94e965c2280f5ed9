import {compactFromU8a, compactStripLength, hexToU8a, u8aToHex} from '@polkadot/util';
import type {Connection} from '../connection/connection.ts';
import {hex} from '../connection/schemas.ts';
import {ChainRequestError, ChainUnsupportedError} from '../errors.ts';

/** Metadata versions that `@polkadot/api` decodes, best first. Version 14 lacks runtime APIs. */
const readable = [16, 15, 14];
/** `meta` in ASCII, then a byte for the version. */
const versionOffset = 4;

/**
Fetch the chain's metadata, in the best version we can decode.

@returns The metadata blob, starting with `meta`.
@throws {ChainUnsupportedError} If the chain has only versions we cannot decode.
*/
export async function fetchMetadata(connection: Connection): Promise<Uint8Array> {
	const offered = await fetchVersions(connection);
	const version = readable.find(candidate => offered.includes(candidate));
	const blob =
		(version === undefined ? undefined : await fetchAtVersion(connection, version)) ??
		hexToU8a(await connection.request('state_getMetadata', [], hex));
	if (!isReadable(blob)) {
		throw new ChainUnsupportedError(
			`The chain describes itself in metadata version \`${blob[versionOffset] ?? 'unknown'}\`, which btop cannot read`,
			{fix: 'Update btop.'},
		);
	}

	return blob;
}

/** Tell whether a blob is in a version that we can decode. */
export const isReadable = (blob: Uint8Array): boolean =>
	readable.includes(blob[versionOffset] ?? 0);

/** Fetch the available versions. Chains older than metadata version 15 lack this call and the next. */
async function fetchVersions(connection: Connection): Promise<readonly number[]> {
	const answer = await callMetadata(connection, 'Metadata_metadata_versions', '0x');
	if (answer === undefined) {
		return [];
	}

	const [prefix] = compactFromU8a(answer);
	const numbers = answer.subarray(prefix);
	const view = new DataView(numbers.buffer, numbers.byteOffset);
	return Array.from({length: numbers.length / 4}, (_, index) => view.getUint32(index * 4, true));
}

/** Fetch the metadata in a version. The answer is an optional byte vector. */
async function fetchAtVersion(
	connection: Connection,
	version: number,
): Promise<Uint8Array | undefined> {
	const argument = u8aToHex(Uint8Array.of(version, 0, 0, 0));
	const answer = await callMetadata(connection, 'Metadata_metadata_at_version', argument);
	return answer?.[0] === 1 ? compactStripLength(answer.subarray(1))[1] : undefined;
}

async function callMetadata(
	connection: Connection,
	method: string,
	argument: string,
): Promise<Uint8Array | undefined> {
	try {
		return hexToU8a(await connection.request('state_call', [method, argument], hex));
	} catch (error) {
		if (error instanceof ChainRequestError) {
			return undefined;
		}

		throw error;
	}
}
