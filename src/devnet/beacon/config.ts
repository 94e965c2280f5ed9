import {hash} from 'node:crypto';
import {Buffer} from 'node:buffer';
import type {BeaconConfiguration} from './types.ts';

export type ConfigOptions = {
	/** 96 bytes. */
	readonly publicKey: Uint8Array;
	/** When round 1 is due, in seconds since the Unix epoch. */
	readonly genesisTime: number;
	/** Seconds. @default 1 */
	readonly period?: number;
};

const beaconId = Buffer.from('btop-devnet');
const schemeId = Buffer.from('bls-unchained-g1-rfc9380');

/** Describe a beacon of our own, with the scheme of drand's quicknet. */
export function createBeaconConfig({
	publicKey,
	genesisTime,
	period = 1,
}: ConfigOptions): BeaconConfiguration {
	const config = {
		public_key: publicKey,
		period,
		genesis_time: genesisTime,
		// The hash of the group that shares the key; here there is a single member.
		group_hash: hash('sha256', publicKey, 'buffer'),
		scheme_id: schemeId,
		metadata: {beacon_id: beaconId},
	};
	return {...config, hash: hashConfig(config)};
}

/**
Get the hash that identifies a beacon to clients.

@see https://github.com/drand/drand, `common/chain/info.go`
*/
export function hashConfig({
	public_key: publicKey,
	period,
	genesis_time: genesisTime,
	group_hash: groupHash,
	metadata,
}: Omit<BeaconConfiguration, 'hash'>): Uint8Array {
	const numbers = Buffer.alloc(12);
	numbers.writeUInt32BE(period, 0);
	numbers.writeBigInt64BE(BigInt(genesisTime), 4);
	return hash(
		'sha256',
		Buffer.concat([numbers, publicKey, groupHash, metadata.beacon_id]),
		'buffer',
	);
}

/** Drand's quicknet, which the main chain follows: the default of `BeaconConfig`. */
export const quicknet: BeaconConfiguration = {
	public_key: Buffer.from(
		'83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
		'hex',
	),
	period: 3,
	genesis_time: 1_692_803_367,
	hash: Buffer.from('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971', 'hex'),
	group_hash: Buffer.from(
		'f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e',
		'hex',
	),
	scheme_id: schemeId,
	metadata: {beacon_id: Buffer.from('quicknet')},
};
