/**
Create an encrypted wallet at the real cost: `node create-wallet.ts DIRECTORY`. It prints `deriving` once the key is being derived, and SIGINT aborts it.
*/
import process from 'node:process';
import {createWallet} from '../../src/wallet/create.ts';

const controller = new AbortController();
process.once('SIGINT', () => {
	controller.abort();
});

try {
	await createWallet({
		directory: process.argv[2],
		name: 'rig',
		password: 'password',
		signal: controller.signal,
		onMnemonic: () => undefined,
		onProgress(fraction) {
			if (fraction > 0) {
				console.log('deriving');
			}
		},
	});
} catch (error) {
	console.log((error as Error).name);
}
