import {byteArray} from '../scale/bytes.ts';
import {boundedBytes, option, vec} from '../scale/collections.ts';
import {struct, variant} from '../scale/composites.ts';
import {multiSignature} from '../scale/multi-signature.ts';
import {u32, u64} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

const path = (name: string) => ['pallet_drand', 'types', name];

const shortBytes = boundedBytes(32);

/** A beacon's self-description. */
export const beaconConfiguration = struct(path('BeaconConfiguration'), {
	public_key: boundedBytes(96),
	/** Seconds. */
	period: u32,
	/** Seconds since the Unix epoch. */
	genesis_time: u32,
	hash: shortBytes,
	group_hash: shortBytes,
	scheme_id: shortBytes,
	metadata: struct(path('Metadata'), {beacon_id: shortBytes}),
});

export type BeaconConfiguration = ValueOf<typeof beaconConfiguration>;

/** A signed round. `randomness` is the SHA-256 of the signature. */
export const pulse = struct(path('Pulse'), {
	round: u64,
	randomness: shortBytes,
	signature: boundedBytes(144),
});

export type Pulse = ValueOf<typeof pulse>;

const multiSigner = variant(['sp_runtime', 'MultiSigner'], {
	Ed25519: byteArray(32),
	Sr25519: byteArray(32),
	Ecdsa: byteArray(33),
});

/** Pulses on their way into the chain, and their submitter. */
export const pulsesPayload = struct(path('PulsesPayload'), {
	block_number: u32,
	pulses: vec(pulse),
	public: multiSigner,
});

/** A configuration on its way into the chain, and its submitter. */
export const beaconConfigurationPayload = struct(path('BeaconConfigurationPayload'), {
	block_number: u32,
	config: beaconConfiguration,
	public: multiSigner,
});

/** The signature of a payload's submitter; inherents of the block's author need none. */
export const optionalSignature = option(multiSignature);
