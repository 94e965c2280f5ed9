import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {walletStep} from '../../src/onboarding/wallet-step.ts';
import type {Choices, Walk} from '../../src/onboarding/walk.ts';
import type {ChainClient} from '../../src/chain/client.ts';
import {parseNetwork} from '../../src/rig/network/networks.ts';
import {FileExistsError, UsageError} from '../../src/support/errors.ts';
import {createWalk} from '../helpers/walk.ts';
import {listFiles, makeFolder} from '../helpers/wallet.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
});

function walkTo(
	choices: Partial<Choices>,
	{network = 'devnet', client}: {readonly network?: string; readonly client?: ChainClient} = {},
): Walk {
	const walk = createWalk({directory, network: parseNetwork(network), found: {client}});
	return {...walk, choices: {...walk.choices, encrypt: false, ...choices}};
}

test('a wallet is made, and taken as it is the next time', async () => {
	const walk = walkTo({});
	expect(await walletStep.isMet(walk)).toBeUndefined();
	const {said} = await walletStep.run(walk);

	const {coldkey, hotkey} = walk.found;
	expect(said).toBe(`rig: coldkey ${coldkey}, hotkey ${hotkey}`);
	const again = walkTo({});
	expect(await walletStep.isMet(again)).toEqual({said});
	expect(again.found).toMatchObject({coldkey, hotkey});
});

test('a wallet that must be new is never one of that name that is there', async () => {
	await walletStep.run(walkTo({}));
	const before = await listFiles(directory);

	await expect(walletStep.run(walkTo({isNewWallet: true, hotkeyName: 'second'}))).rejects.toThrow(
		FileExistsError,
	);
	expect(await listFiles(directory)).toEqual(before);
});

test('a wallet that is there gets one more hotkey, with words of its own', async () => {
	await walletStep.run(walkTo({}));
	const restores: string[] = [];
	const walk = walkTo({
		hotkeyName: 'second',
		onMnemonic(_words, what) {
			restores.push(what);
		},
	});
	await walletStep.run(walk);

	expect(restores).toEqual(['hotkey']);
	expect(await readdir(path.join(directory, 'rig', 'hotkeys'))).toContain('second');
});

test.each(['coldkeypub.txt', 'hotkeys/default', 'hotkeys/defaultpub.txt'])(
	'a damaged `%s` is named, and nothing is made in its place',
	async name => {
		await walletStep.run(walkTo({}));
		const file = path.join(directory, 'rig', name);
		await writeFile(file, '{"ss58Address": "5F');
		const before = await listFiles(directory);

		for (const take of [walletStep.isMet, walletStep.run]) {
			await expect(take(walkTo({}))).rejects.toMatchObject({
				code: 'bad-keyfile',
				path: file,
				message: expect.stringContaining(file),
			});
		}

		expect(await listFiles(directory)).toEqual(before);
		await expect(walletStep.run(walkTo({isNewWallet: true}))).rejects.toThrow(FileExistsError);
	},
);

const mainChain: Pick<ChainClient, 'genesisHash'> = {
	genesisHash: '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03',
};

test.each([
	['its name', {network: 'finney'}],
	['its address', {network: 'wss://chain.example:443'}],
	[
		'its first block, whatever the address',
		{network: 'ws://127.0.0.1:9944', client: mainChain as ChainClient},
	],
])('no plain coldkey is made for real TAO, which a chain has by %s', async (_, place) => {
	await expect(walletStep.run(walkTo({}, place))).rejects.toThrow(UsageError);
	expect(await listFiles(directory)).toEqual([]);
});
