/**
Create a wallet and be killed at it: `node killed-wallet.ts DIRECTORY CLAIMS [MNEMONIC-FILE]`. It ends once so many files have got their names; without a file for the words it prints them.
*/
import {link} from 'node:fs/promises';
import process from 'node:process';
import {createWallet} from '../../src/wallet/create.ts';

const [directory, claims, mnemonicFile] = process.argv.slice(2);
let left = Number(claims);

await createWallet({
	directory,
	name: 'rig',
	encrypt: false,
	mnemonicFile,
	onMnemonic(words) {
		console.log(words);
	},
	async link(draft, file) {
		if (left === 0) {
			process.kill(process.pid, 'SIGKILL');
		}

		left--;
		await link(draft, file);
	},
});
