import {accountId, bytes, type AccountId} from '../scale/bytes.ts';
import {boundedBytes, btreeSet, vec} from '../scale/collections.ts';
import {struct, tuple, variant} from '../scale/composites.ts';
import {u128, u16, u32, u64, u8} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';
import {palletPath} from './name.ts';

const path = (name: string) => [palletPath, 'pallet', name];

/** A neuron's endpoint. */
export const axonInfo = struct(path('AxonInfo'), {
	block: u64,
	version: u32,
	ip: u128,
	port: u16,
	ip_type: u8,
	protocol: u8,
	placeholder1: u8,
	placeholder2: u8,
});

export type AxonInfo = ValueOf<typeof axonInfo>;

/** The endpoint of a neuron that never announced one. */
export const noAxon: AxonInfo = {
	block: 0n,
	version: 0,
	ip: 0n,
	port: 0,
	ip_type: 0,
	protocol: 0,
	placeholder1: 0,
	placeholder2: 0,
};

/** A neuron's Prometheus endpoint. */
export const prometheusInfo = struct(path('PrometheusInfo'), {
	block: u64,
	version: u32,
	ip: u128,
	port: u16,
	ip_type: u8,
});

export type PrometheusInfo = ValueOf<typeof prometheusInfo>;

export const noPrometheus: PrometheusInfo = {block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0};

/** A neuron's TLS key. */
export const neuronCertificate = struct(path('NeuronCertificate'), {
	public_key: boundedBytes(64),
	algorithm: u8,
});

/** A coldkey's identity. */
export const chainIdentity = struct(path('ChainIdentityV2'), {
	name: bytes,
	url: bytes,
	github_repo: bytes,
	image: bytes,
	discord: bytes,
	description: bytes,
	additional: bytes,
});

export type ChainIdentity = ValueOf<typeof chainIdentity>;

/** A subnet's identity, set by its owner. */
export const subnetIdentity = struct(path('SubnetIdentityV3'), {
	subnet_name: bytes,
	github_repo: bytes,
	subnet_contact: bytes,
	subnet_url: bytes,
	discord: bytes,
	description: bytes,
	logo_url: bytes,
	additional: bytes,
});

export type SubnetIdentity = ValueOf<typeof subnetIdentity>;

/** What happens to withheld miner incentive. */
export const recycleOrBurn = variant(path('RecycleOrBurnEnum'), {
	Burn: undefined,
	Recycle: undefined,
});

/** What happens to a root staker's part of a subnet's alpha. */
export const rootClaimType = variant(path('RootClaimTypeEnum'), {
	Swap: undefined,
	Keep: undefined,
	KeepSubnets: {subnets: btreeSet(u16)},
});

export type RootClaimType = ValueOf<typeof rootClaimType>;

/** UIDs, each with a u16 weight or bond. */
export const uidValues = vec(tuple(u16, u16));

/** The key of 32 zero bytes, the value of a missing account. */
export const zeroAccount: AccountId = `0x${'00'.repeat(32)}`;

export const accountIds = vec(accountId);
