import {Buffer} from 'node:buffer';
import {expect, test} from 'vitest';
import {verifySignature} from '../../src/crypto/sr25519.ts';
import {listWallets} from '../../src/wallet/list.ts';
import {openColdkey, openHotkey, readColdkeyPublic} from '../../src/wallet/open.ts';
import {recordedWallets} from '../helpers/wallet.ts';

const v9 = recordedWallets('bittensor-wallet-4.1.1');
const v11 = recordedWallets('bittensor-11.3.0');

test.for([
	[v9, 'plain', '5Ces6QtF1eF5m7gtGZhaHYTa6KvaNX3KX463DXBvvekDh9ox'],
	[v9, 'uri', '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
	[v11, 'plain', '5CY4Ud5FYfSenwVA4sS81nqWjNdEct2U24GN9gEQVEHghx95'],
] as const)('a coldkey that Python wrote opens: %s %s', async ([directory, name, address]) => {
	const signer = await openColdkey({directory, name});

	expect(signer.address).toBe(address);
	expect((await readColdkeyPublic({directory, name})).address).toBe(address);
});

test.for([
	[v9, 'plain', 'default', '5Gmak1RrLuQcijajiKaqQ3MZtv2YfguHEP4uZ8GdBRTNXmXQ'],
	[v9, 'uri', 'hk', '5DUkqpVPduPrtphzaV3dbheRtas5FbvYyF1fFYetpD8M3bvG'],
	[v11, 'plain', 'default', '5EFscSUCpmYZAxUxb1UXMiB8ak41GaFUyuJDTXmmmJCUdLx2'],
	[v11, 'locked', 'seed', '5EFscSUCpmYZAxUxb1UXMiB8ak41GaFUyuJDTXmmmJCUdLx2'],
	[v11, 'locked', 'priv', '5EFscSUCpmYZAxUxb1UXMiB8ak41GaFUyuJDTXmmmJCUdLx2'],
	[v11, 'locked', 'ed', '5GncKymUntGm9NgeHDHh96axS3QcRddefd21nu7B4HQXwxwE'],
] as const)(
	'a hotkey that Python wrote signs: %s %s %s',
	async ([directory, name, hotkey, address]) => {
		const {scheme, publicKey, sign, ...signer} = await openHotkey({directory, name}, hotkey);
		const message = Buffer.from('query');

		expect(signer.address).toBe(address);
		expect(scheme).toBe(hotkey === 'ed' ? 'ed25519' : 'sr25519');
		expect(verifySignature({scheme, message, signature: await sign(message), publicKey})).toBe(
			true,
		);
	},
);

test('a coldkey that Python encrypted opens with its password, and progress ends at 1', async () => {
	const progress: number[] = [];
	const signer = await openColdkey(
		{directory: v9, name: 'locked'},
		{
			password: 'throwaway-pässword',
			onProgress(fraction) {
				progress.push(fraction);
			},
		},
	);

	expect(signer.address).toBe('5CZij9erS7xn1c7bWVhBkz4BBvk76zsBHFVFjR536p1UmDdb');
	expect(progress[0]).toBe(0);
	expect(progress.at(-1)).toBe(1);
	expect(progress.filter(fraction => fraction === 1)).toHaveLength(1);
	expect(progress).toEqual(progress.toSorted((left, right) => left - right));
	expect(progress.length).toBeGreaterThan(5);
});

test('wallets that Python wrote are listed without a password', async () => {
	const [locked, plain, uri] = await listWallets(v9);

	expect(locked).toMatchObject({
		name: 'locked',
		coldkey: '5CZij9erS7xn1c7bWVhBkz4BBvk76zsBHFVFjR536p1UmDdb',
		encrypted: true,
		hotkeys: [
			{name: 'hk', ss58: '5DU2CUZR2SxFwd4G4TbFqCKL1wj8UD5ACeaj5eeU3preNRsg', encrypted: true},
		],
		problems: [],
	});
	expect(plain).toMatchObject({name: 'plain', encrypted: false});
	expect(uri).toMatchObject({name: 'uri', encrypted: false});
});
