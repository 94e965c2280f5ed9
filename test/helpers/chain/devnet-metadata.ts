import {hexToU8a, u8aToHex} from '@polkadot/util';
import {openConnection} from '../../../src/chain/connection/connection.ts';
import {startSubnetDevnet} from './subnet-devnet.ts';

/** Fetch what the devnet says of itself in some version of metadata: the blob that starts with `meta`. */
export async function fetchDevnetMetadata(version: number): Promise<Uint8Array> {
	const devnet = await startSubnetDevnet({bare: true});
	const {signal} = new AbortController();
	const connection = await openConnection({url: devnet.url, timeout: 5000, signal});
	const argument = u8aToHex(Uint8Array.of(version, 0, 0, 0));
	const answer = await connection.request('state_call', ['Metadata_metadata_at_version', argument]);
	connection.close();
	await devnet.close();
	// An option, then a length of four bytes. The codec that reads it minds where a view begins.
	return hexToU8a(answer as string).slice(5);
}
