import {hash} from 'node:crypto';
import {Blake2256 as blake2256} from '@polkadot-api/substrate-bindings';

/** Hash bytes with BLAKE2b-256, as the chain hashes its extrinsics and blocks. */
export function blake2b256(data: Uint8Array): Uint8Array {
	return blake2256(data);
}

/** Hash bytes with SHA-256 to 64 lowercase hex digits, without `0x`. */
export function sha256Hex(data: Uint8Array): string {
	return hash('sha256', data, 'hex');
}
