import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** What the SDK has recorded from a local chain of spec 461; `scripts/runtimes/run.ts` names its folder. */
const folder = process.env.BTOP_RUNTIMES_RECORDING;

export const hasRecording = folder !== undefined && folder !== '';

type Hex = `0x${string}`;
type StorageCase = {pallet: string; storage_function: string; params: Array<string | bigint>};

/** Parts of `golden.json`; some values may be `null`. Integers are read as bigint, since many are beyond the precision of a double. */
export type Golden = {
	network: {genesis_hash: string; spec_version: bigint; transaction_version: bigint};
	metadata: {v14_hex: Hex; v15_hex: Hex};
	storage_keys: Array<StorageCase & {key_hex: Hex}>;
	storage_values: Array<StorageCase & {key_hex: Hex; raw_hex: unknown; decoded: unknown}>;
	query_maps: Array<
		StorageCase & {raw_changes: Array<[Hex, Hex]>; pairs: Array<[unknown, unknown]>}
	>;
	calls: Array<{module: string; function: string; params: Record<string, unknown>; data_hex: Hex}>;
	signature_payloads: Array<{
		era: '00' | GoldenEra;
		nonce: bigint;
		payload_hex: Hex;
		era_birth_block_hash: Hex;
	}>;
	extrinsics: Array<{
		era: '00' | GoldenEra;
		nonce: bigint;
		address: string;
		public_key_hex: Hex;
		signature_hex: Hex;
		extrinsic_hex: Hex;
		extrinsic_hash: Hex;
	}>;
	ss58: Array<{public_key_hex: Hex; address: string}>;
	constants: Array<{module: string; name: string; decoded: unknown}>;
	receipt: {block_hash: Hex; extrinsic_idx: bigint; total_fee_amount: bigint};
	events: {raw_hex: Hex; decoded: GoldenEvent[]};
	runtime_calls: Array<{
		api: string;
		method: string;
		params: Array<string | bigint>;
		encoded_params_hex: string;
		raw_hex: Hex;
		decoded: unknown;
	}>;
	block: {
		raw: {block: {header: {digest: {logs: Hex[]}}; extrinsics: Hex[]}};
		decoded_header: {hash: Hex};
	};
};

export type GoldenEra = {period: bigint; current: bigint};

export type GoldenEvent = {
	phase: string;
	extrinsic_idx: unknown;
	module_id: string;
	event_id: string;
	attributes: unknown;
};

/** Read the recording; only where `hasRecording`. */
export const readGolden = (): Golden => readJson('golden.json') as Golden;

const readJson = (file: string): unknown =>
	JSON.parse(
		readFileSync(path.join(folder!, file), 'utf8'),
		(_key, value: unknown, context?: {readonly source: string}) =>
			typeof value === 'number' && /^-?\d+$/v.test(context!.source)
				? BigInt(context!.source)
				: value,
	);
