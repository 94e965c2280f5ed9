import {Buffer} from 'node:buffer';
import {readdir, readFile, truncate, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {connectChain} from '../../../src/chain/connect.ts';
import {
	createMetadataCache,
	type MetadataCache,
	type RuntimeId,
} from '../../../src/chain/runtime/metadata-cache.ts';
import {fetchDevnetMetadata} from '../../helpers/chain/devnet-metadata.ts';
import {
	type RecordedChain,
	type RecordedChainOptions,
	startRecordedChain,
} from '../../helpers/chain/recorded-chain.ts';
import {makeTemporaryFolder, removeTemporaryFolders} from '../../helpers/temporary-folder.ts';

const genesisHash = `0x${'01'.repeat(32)}`;
const blob = Buffer.from('meta, and so on');
let metadata: Uint8Array;

beforeAll(async () => {
	metadata = await fetchDevnetMetadata(15);
});

afterAll(removeTemporaryFolders);

const runtime = (specVersion: number, specName = 'node-subtensor'): RuntimeId => ({
	genesisHash,
	version: {specName, specVersion},
});

/** Connect to a chain, say how often it was asked for metadata, and what can be read then. */
async function visit(cache: MetadataCache, options: Partial<RecordedChainOptions> = {}) {
	await using chain = await open({metadata, metadataVersion: 15, specVersion: 1, ...options});
	const client = await connectChain({url: chain.url, metadata: cache});
	const knowsBurn = client.has({storage: ['SubtensorModule', 'Burn']});
	client.close();
	return {asked: chain.requests.filter(request => isForMetadata(request)).length, knowsBurn};
}

async function open(options: RecordedChainOptions) {
	const chain = await startRecordedChain(options);
	return {...chain, [Symbol.asyncDispose]: chain.close};
}

const isForMetadata = ({method, params}: RecordedChain['requests'][number]) =>
	method === 'state_getMetadata' || String(params[0]).startsWith('Metadata_');

test('metadata is fetched once per runtime of a chain', async () => {
	const cache = createMetadataCache(await makeTemporaryFolder('metadata'));

	expect(await visit(cache)).toEqual({asked: 2, knowsBurn: true});
	expect(await visit(cache)).toEqual({asked: 0, knowsBurn: true});
	expect(await visit(cache, {specVersion: 2})).toEqual({asked: 2, knowsBurn: true});
	expect(await visit(cache, {genesis: 2})).toEqual({asked: 2, knowsBurn: true});
	expect(await visit(cache)).toEqual({asked: 0, knowsBurn: true});
});

test('what was cut off, changed or cannot be decoded is fetched again', async () => {
	const folder = await makeTemporaryFolder('metadata');
	const cache = createMetadataCache(folder);
	await visit(cache);
	const [name = ''] = await readdir(folder);
	const file = path.join(folder, name);
	const whole = await readFile(file);

	await truncate(file, whole.length - 1);

	expect(await visit(cache)).toEqual({asked: 2, knowsBurn: true});
	expect(await readFile(file)).toEqual(whole);

	await writeFile(file, whole.with(whole.length >> 1, (whole[whole.length >> 1]! + 1) % 256));

	expect(await visit(cache)).toEqual({asked: 2, knowsBurn: true});

	await cache.write(runtime(1), blob);

	expect(await visit(cache)).toEqual({asked: 2, knowsBurn: true});
	expect(await visit(cache)).toEqual({asked: 0, knowsBurn: true});
});

test('the newest four are kept', async () => {
	const folder = await makeTemporaryFolder('metadata');
	const cache = createMetadataCache(folder);
	for (const spec of [3, 1, 5, 2, 4]) {
		await cache.write(runtime(spec), blob);
		for (const name of await readdir(folder)) {
			const written = /-subtensor-(?<spec>\d)\./v.exec(name)!.groups!.spec;
			await utimes(path.join(folder, name), 0, [3, 1, 5, 2, 4].indexOf(Number(written)));
		}
	}

	const kept = await Promise.all([1, 2, 3, 4, 5].map(async spec => cache.read(runtime(spec))));

	expect(kept.map(found => found !== undefined)).toEqual([true, true, false, true, true]);
});

test('a name that a node chose leads nowhere else', async () => {
	const folder = await makeTemporaryFolder('metadata');
	const cache = createMetadataCache(path.join(folder, 'metadata'));
	await cache.write(runtime(1, '../escaped'), blob);
	await cache.write(runtime(1, '.'), blob);

	expect(await readdir(folder)).toEqual([]);
	expect(await cache.read(runtime(1, '../escaped'))).toBeUndefined();
});

test('a chain that is not accepted is not kept, and a folder that cannot be written does not matter', async () => {
	const folder = await makeTemporaryFolder('metadata');
	const picky = createMetadataCache(folder, {accepts: hash => hash !== genesisHash});

	expect(await visit(picky)).toEqual({asked: 2, knowsBurn: true});
	expect(await readdir(folder)).toEqual([]);

	const file = path.join(folder, 'file');
	await writeFile(file, '');

	expect(await visit(createMetadataCache(file))).toEqual({asked: 2, knowsBurn: true});
});
