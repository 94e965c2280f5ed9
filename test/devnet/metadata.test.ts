import {metadata as metadataCodec, type V14, type V15} from '@polkadot-api/substrate-bindings';
import {expect, test} from 'vitest';
import {createBeaconSecret} from '../../src/crypto/beacon.ts';
import {createBeacon} from '../../src/devnet/beacon/beacon.ts';
import {buildRuntime} from '../../src/devnet/devnet.ts';
import {devnetWorld} from '../../src/devnet/genesis/devnet-world.ts';
import {toHex} from '../../src/devnet/scale/bytes.ts';

const world = devnetWorld({beacon: createBeacon(createBeaconSecret()), genesisTime: 0});
const runtime = buildRuntime(world, 250);

const read = <Metadata>(version: 14 | 15): Metadata => {
	const {metadata} = metadataCodec.dec(runtime.getMetadata(version));
	expect(metadata.tag).toBe(`v${version}`);
	return metadata.value as Metadata;
};

const fifteen = read<V15>(15);
const fourteen = read<V14>(14);
const {lookup} = fifteen;

const pathOf = (id: number) => lookup[id]!.path.join('::');

test.each([14, 15] as const)('version %i is written back byte for byte', version => {
	const blob = runtime.getMetadata(version);
	expect(toHex(metadataCodec.enc(metadataCodec.dec(blob)))).toBe(toHex(blob));
});

test('types have the number of their place, and no type stands twice', () => {
	expect(lookup.map(({id}) => id)).toEqual(lookup.map((_, place) => place));
	const contents = lookup.map(({id, ...content}) => JSON.stringify(content));
	expect(new Set(contents).size).toBe(contents.length);
});

test('every field tells the name of its type, which older Python clients cannot do without', () => {
	const named = lookup.filter(({path}) => path[0] !== 'Option');
	const fields = named.flatMap(({def}) => {
		if (def.tag === 'composite') {
			return def.value;
		}

		return def.tag === 'variant' ? def.value.flatMap(variant => variant.fields) : [];
	});
	expect(fields.length).toBeGreaterThan(500);
	expect(fields.filter(({typeName}) => typeName === undefined || typeName === '')).toEqual([]);
});

test('the extrinsic names its address, call, signature and checks', () => {
	const {address, call, signature, signedExtensions} = fifteen.extrinsic;
	expect([address, call, signature].map(id => pathOf(id))).toEqual([
		'sp_runtime::multiaddress::MultiAddress',
		'node_subtensor_runtime::RuntimeCall',
		'sp_runtime::MultiSignature',
	]);
	expect(signedExtensions).toHaveLength(13);
	expect(Object.values(fifteen.outerEnums).map(id => pathOf(id))).toEqual([
		'node_subtensor_runtime::RuntimeCall',
		'node_subtensor_runtime::RuntimeEvent',
		'node_subtensor_runtime::RuntimeError',
	]);
});

test('version 14 says the same of pallets and extrinsics', () => {
	expect(fourteen.pallets.map(({name, index}) => [name, index])).toEqual(
		fifteen.pallets.map(({name, index}) => [name, index]),
	);
	const names = fourteen.extrinsic.signedExtensions.map(({identifier}) => identifier);
	expect(names).toEqual(fifteen.extrinsic.signedExtensions.map(({identifier}) => identifier));
	const {path, params} = fourteen.lookup[fourteen.extrinsic.type]!;
	expect(path.at(-1)).toBe('UncheckedExtrinsic');
	expect(params.map(({name}) => name)).toEqual(['Address', 'Call', 'Signature', 'Extension']);
});

test('every default and every constant is of its type', () => {
	const parts = runtime.pallets.flatMap(({storage, constants}) => [
		...Object.values(storage)
			.filter(({isOptional}) => !isOptional)
			.map(({type, fallback, name}) => [name, type, fallback] as const),
		...Object.entries(constants).map(([name, {type, value}]) => [name, type, value] as const),
	]);
	expect(parts.length).toBeGreaterThan(100);
	for (const [name, type, value] of parts) {
		const bytes = type.encode(value);
		expect([name, toHex(type.encode(type.decode(bytes)))]).toEqual([name, toHex(bytes)]);
	}
});
