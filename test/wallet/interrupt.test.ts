import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {beforeEach, expect, test} from 'vitest';
import {createWallet} from '../../src/wallet/create.ts';
import {deriveKey} from '../../src/wallet/derive-key.ts';
import {listFiles, makeFolder} from '../helpers/wallet.ts';

let directory: string;

beforeEach(async () => {
	directory = await makeFolder();
});

test('Ctrl-C while the key is derived leaves nothing, and the program ends by itself', async () => {
	const child = spawn(process.execPath, ['test/helpers/create-wallet.ts', directory], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	await once(child.stdout, 'data');
	child.kill('SIGINT');
	const [code] = (await once(child, 'close')) as [number];

	expect(output).toMatch(/^(?:deriving\n)+AbortError\n$/v);
	expect(code).toBe(0);
	expect(await listFiles(directory)).toEqual([]);
});

test('aborting ends the derivation at once, with the reason of the signal', async () => {
	const controller = new AbortController();
	const reason = new Error('The operator left');
	const progress: number[] = [];
	const derivation = deriveKey('password', {
		signal: controller.signal,
		onProgress(fraction) {
			progress.push(fraction);
			if (fraction > 0) {
				controller.abort(reason);
			}
		},
	});

	await expect(derivation).rejects.toBe(reason);
	expect(progress).not.toContain(1);
});

test('what is aborted beforehand does not begin', async () => {
	const signal = AbortSignal.abort();

	await expect(
		createWallet({
			directory,
			name: 'rig',
			password: 'password',
			signal,
			onMnemonic: () => undefined,
		}),
	).rejects.toThrow(signal.reason as Error);
	expect(await listFiles(directory)).toEqual([]);
});
