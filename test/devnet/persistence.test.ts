import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readdir, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {StateDirectoryError} from '../../src/devnet/errors.ts';
import {getFree} from '../../src/devnet/frame/balances/funds.ts';
import {Account} from '../../src/devnet/frame/system/storage.ts';
import {toHex} from '../../src/devnet/scale/bytes.ts';
import {stateOf} from '../helpers/chain/chain-reader.ts';
import {alice, getDevelopmentAccount, startPlainDevnet} from '../helpers/chain/plain-devnet.ts';
import {connectRpc} from '../helpers/chain/rpc-client.ts';
import {callOf, signExtrinsic} from '../helpers/chain/signed-extrinsic.ts';

const eve = getDevelopmentAccount('Eve');
const transfer = callOf('Balances', 'transfer_keep_alive', {
	dest: {type: 'Id', value: eve},
	value: 12_345n,
});

let stateDirectory: string;
let child: ReturnType<typeof startChild> | undefined;

beforeEach(async () => {
	stateDirectory = await mkdtemp(path.join(os.tmpdir(), 'btop-devnet-'));
});

afterEach(async () => {
	child?.kill('SIGKILL');
	await rm(stateDirectory, {recursive: true});
});

/** Run a chain in a process of its own. */
const startChild = (blockTime: number) => {
	const helper = fileURLToPath(
		new URL('../helpers/chain/plain-devnet-process.ts', import.meta.url),
	);
	return spawn(process.execPath, [helper, stateDirectory, String(blockTime)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
};

test('a chain that was closed goes on where it was', async () => {
	const first = await startPlainDevnet({stateDirectory});
	first.chain.pool.submit(await signExtrinsic(first, transfer));
	const {hash} = first.produceBlock();
	const {genesis} = first.chain;
	await first.close();

	const second = await startPlainDevnet({stateDirectory});
	expect(second.head().hash).toBe(hash);
	expect(second.chain.genesis).toBe(genesis);
	expect(second.head().extrinsics).toHaveLength(2);
	expect(getFree(stateOf(second), eve)).toBe(12_345n);
	expect(stateOf(second).get(Account, alice).nonce).toBe(1);

	const next = second.produceBlock();
	expect(next.header).toMatchObject({number: 2, parent_hash: hash});
	await second.close();
});

test('the state before a restart is said to be discarded, its blocks are still there', async () => {
	const first = await startPlainDevnet({stateDirectory});
	const {hash} = first.produceBlock();
	first.produceBlock();
	await first.close();

	const second = await startPlainDevnet({stateDirectory});
	const client = await connectRpc(second.url);
	expect(await client.call('chain_getHeader', hash)).toMatchObject({number: '0x1'});
	expect(await client.ask('state_getStorage', '0x00', hash)).toMatchObject({error: {code: 4003}});
	expect(await client.call('state_getStorage', '0x00', second.head().hash)).toBeNull();
	client.close();
	await second.close();
});

test('a chain whose process is killed comes back at a whole block, with what was in it', async () => {
	const blockTime = 5;
	child = startChild(blockTime);
	const [line] = (await once(child.stdout, 'data')) as [Readonly<Uint8Array>];
	const client = await connectRpc(new TextDecoder().decode(line).trim());
	// It has the same genesis and runtime, so what is signed for one is good for the other.
	const twin = await startPlainDevnet({slotDuration: blockTime});
	expect(await client.call('chain_getBlockHash', 0)).toBe(twin.chain.genesis);
	const signed = toHex(await signExtrinsic(twin, transfer));
	await twin.close();
	await client.call('author_submitAndWatchExtrinsic', signed);
	const told = [await client.next(), await client.next()].map(({params}) => params.result);
	const {inBlock} = told[1] as {readonly inBlock: string};
	child.kill('SIGKILL');
	await once(child, 'exit');
	client.close();

	const again = await startPlainDevnet({stateDirectory, slotDuration: blockTime});
	const {chain} = again;
	expect(getFree(stateOf(again), eve)).toBe(12_345n);
	const block = chain.getBlock(inBlock as `0x${string}`)!;
	expect(block.extrinsics.map(bytes => toHex(bytes))).toContain(signed);
	expect(again.head().header.number).toBeGreaterThanOrEqual(block.header.number);
	expect(again.produceBlock().header.parent_hash).toBe(
		chain.getHash(again.head().header.number - 1),
	);
	await again.close();
});

test('what a chain is kept in is for its owner only', async () => {
	const devnet = await startPlainDevnet({stateDirectory});
	devnet.produceBlock();
	for (const name of await readdir(stateDirectory)) {
		const {mode} = await stat(path.join(stateDirectory, name));
		expect([name, mode % 0o1000]).toEqual([name, 0o600]);
	}

	await devnet.close();
});

test('a folder that another chain has open is refused', async () => {
	const first = await startPlainDevnet({stateDirectory});
	const second = startPlainDevnet({stateDirectory});
	await expect(second).rejects.toThrow(StateDirectoryError);
	await expect(second).rejects.toMatchObject({code: 'bad-state', path: stateDirectory});
	await first.close();
});

test('a file that is no chain is refused', async () => {
	await writeFile(
		path.join(stateDirectory, 'chain.sqlite'),
		'not a database, but a text'.repeat(99),
	);
	await expect(startPlainDevnet({stateDirectory})).rejects.toThrow(StateDirectoryError);
});

test('a chain that could not listen lets go of its folder', async () => {
	const first = await startPlainDevnet();
	const port = Number(new URL(first.url).port);
	await expect(startPlainDevnet({stateDirectory, port})).rejects.toMatchObject({
		code: 'port-taken',
	});
	await first.close();
	const second = await startPlainDevnet({stateDirectory});
	await second.close();
	await second.close();
});
