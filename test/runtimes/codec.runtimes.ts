import {Buffer} from 'node:buffer';
import {compactStripLength, hexToU8a, stringCamelCase, u8aToHex} from '@polkadot/util';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Call} from '../../src/chain/call.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {connectChain} from '../../src/chain/connect.ts';
import type {Argument} from '../../src/chain/runtime/argument.ts';
import type {Runtime} from '../../src/chain/runtime/runtime.ts';
import {getBlockEvents} from '../../src/chain/transaction/events.ts';
import {readSignature, signExtrinsic} from '../../src/chain/transaction/extrinsic.ts';
import {readEnding} from '../../src/chain/transaction/receipt.ts';
import {decodeAddress, encodeAddress} from '../../src/crypto/ss58.ts';
import {type RecordedChain, startRecordedChain} from '../helpers/chain/recorded-chain.ts';
import {findDifferences} from '../helpers/runtimes/differences.ts';
import {type Golden, hasRecording, readGolden} from '../helpers/runtimes/recording.ts';

const versions = [14, 15] as const;

describe.runIf(hasRecording).each(versions)('spec 461, by metadata version %i', metadataVersion => {
	let golden: Golden;
	let chain: RecordedChain;
	let client: ChainClient;
	let runtime: Runtime;

	beforeAll(async () => {
		golden = readGolden();
		const {metadata, network, storage_values: values, query_maps: maps, events, block} = golden;
		const latest = events.raw_hex;
		chain = await startRecordedChain({
			metadata:
				metadataVersion === 14
					? hexToU8a(metadata.v14_hex)
					: // An option, then a length.
						compactStripLength(hexToU8a(metadata.v15_hex).subarray(1))[1],
			metadataVersion,
			specVersion: Number(network.spec_version),
			genesis: network.genesis_hash,
			storage: new Map<string, string>([
				...values.flatMap(({key_hex: key, raw_hex: raw}) =>
					typeof raw === 'string' ? [[key, raw] as const] : [],
				),
				...maps.flatMap(({raw_changes: changes}) => changes),
				['0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7', latest],
			]),
			methods: {
				chain_getHeader: () => block.raw.block.header,
				chain_getBlock: () => block.raw,
			},
		});
		client = await connectChain({url: chain.url});
		runtime = client.runtime();
	});

	afterAll(async () => {
		client.close();
		await chain.close();
	});

	test('accounts are written as the SDK writes them', () => {
		for (const {address, public_key_hex: key} of golden.ss58) {
			expect(encodeAddress(hexToU8a(key))).toBe(address);
			expect(u8aToHex(decodeAddress(address))).toBe(key);
		}
	});

	test('storage keys are the chain’s', () => {
		for (const {pallet, storage_function: item, params, key_hex: key} of golden.storage_keys) {
			expect(runtime.storage(pallet, item)?.key(params), `${pallet}.${item}`).toBe(key);
		}
	});

	test('stored values, and defaults of missing ones, read as the SDK reads them', async () => {
		for (const {pallet, storage_function: item, params, decoded} of golden.storage_values) {
			const [value] = await client.query(undefined, [[pallet, item, ...params]]);

			expect(findDifferences(value, decoded, `${pallet}.${item}`)).toEqual([]);
		}
	});

	test('maps are listed with their keys', async () => {
		for (const {pallet, storage_function: item, params, pairs} of golden.query_maps) {
			const entries = await client.entries(undefined, [pallet, item, ...params]);

			expect(
				findDifferences(
					entries.map(({keys, value}) => [keys[0], value]),
					pairs,
					`${pallet}.${item}`,
				),
			).toEqual([]);
		}
	});

	test('constants are read', () => {
		for (const {module, name, decoded} of golden.constants) {
			expect(findDifferences(runtime.constant(module, name), decoded, name)).toEqual([]);
		}
	});

	test('calls are encoded as the SDK encodes them', () => {
		for (const {module: pallet, function: name, params, data_hex: data} of golden.calls) {
			const call = toCall({module: pallet, function: name, ...params});

			expect(u8aToHex(runtime.encodeCall(call)), `${pallet}.${name}`).toBe(data);
		}
	});

	test('what is signed, and the extrinsic that it makes, are the same bytes', async () => {
		const [, payload] = golden.signature_payloads;
		const [, extrinsic] = golden.extrinsics;
		const payloads: string[] = [];
		const sign = async (nonce: bigint, hash: string) =>
			signExtrinsic(
				runtime,
				toCall({module: 'Balances', function: 'transfer_keep_alive', ...golden.calls[0]!.params}),
				{
					signer: {
						address: extrinsic!.address,
						publicKey: hexToU8a(extrinsic!.public_key_hex),
						scheme: 'sr25519',
						sign(message) {
							payloads.push(u8aToHex(message));
							return hexToU8a(extrinsic!.signature_hex);
						},
					},
					nonce: Number(nonce),
					genesisHash: client.genesisHash,
					birth: {number: 66, hash},
					period: 64,
				},
			);
		const hash = payload!.era_birth_block_hash;
		await sign(payload!.nonce, hash);

		expect(payloads).toEqual([payload!.payload_hex]);
		expect(await sign(extrinsic!.nonce, hash)).toMatchObject({
			hex: extrinsic!.extrinsic_hex,
			hash: extrinsic!.extrinsic_hash,
		});
	});

	test('who signed is read from any era', () => {
		for (const {extrinsic_hex: hex, address, nonce} of golden.extrinsics) {
			expect(readSignature(runtime, hex)).toEqual({signer: address, nonce: Number(nonce)});
		}
	});

	test('a header with digests has its hash', () => {
		expect(client.head.getSnapshot()).toMatchObject({
			hash: golden.block.decoded_header.hash,
			number: 67,
		});
	});

	test('events are told as the SDK tells them', async () => {
		const {hash} = client.head.getSnapshot();
		const events = await getBlockEvents(client, hash);

		expect(events.map(({pallet, name, index}) => [pallet, name, index])).toEqual(
			golden.events.decoded.map(({module_id: pallet, event_id: name, extrinsic_idx: index}) => [
				pallet,
				name,
				typeof index === 'bigint' ? Number(index) : undefined,
			]),
		);
		for (const [index, {name, data}] of events.entries()) {
			expect(findDifferences(data, golden.events.decoded[index]!.attributes, name)).toEqual([]);
		}
	});

	test('the result of a transaction is read from its block', async () => {
		const {receipt, block} = golden;
		const hex = block.raw.block.extrinsics[Number(receipt.extrinsic_idx)]!;

		expect(await readEnding(client, {hex, hash: '0x'}, receipt.block_hash)).toMatchObject({
			failure: undefined,
			receipt: {block: {number: 67}, fee: receipt.total_fee_amount},
		});
	});

	test.runIf(metadataVersion > 14)('runtime APIs are asked and read as the SDK does', () => {
		for (const {api, method, params, ...recorded} of golden.runtime_calls) {
			const found = runtime.method(api, method, params.length);

			expect(found?.encode(params), method).toBe(`0x${recorded.encoded_params_hex}`);
			expect(
				findDifferences(found?.decodeWhole(recorded.raw_hex), recorded.decoded, method),
			).toEqual([]);
		}
	});

	/** Read a call as the recording writes it; transfers within others are described in words. */
	function toCall(recorded: unknown): Call {
		if (typeof recorded === 'string') {
			const [, value = '', , to] = recorded.split(' ', 4);
			const dest = golden.ss58[to === 'bob' ? 1 : 2]!.address;
			return {pallet: 'Balances', name: 'transfer_keep_alive', args: {dest, value: BigInt(value)}};
		}

		const {module, function: name, ...args} = recorded as Record<string, string>;
		return {
			pallet: module!,
			name: name!,
			args: Object.fromEntries(
				Object.entries(args).map(([argument, value]) => [
					stringCamelCase(argument),
					toArgument(argument, value),
				]),
			),
		};
	}

	function toArgument(name: string, value: unknown): Argument | Call | readonly Call[] {
		if (name === 'call') {
			return toCall(value);
		}

		if (name === 'calls') {
			return (value as readonly unknown[]).map(call => toCall(call));
		}

		return name === 'remark'
			? new Uint8Array(Buffer.from(String(value).slice(2), 'hex'))
			: (value as Argument);
	}
});
