import {chmod, cp} from 'node:fs/promises';
import path from 'node:path';
import {makeTemporaryFolder} from './temporary-folder.ts';
import {recordedWallets} from './wallet.ts';

export type RichHome = {
	readonly home: string;
	/** Options that name the home and its wallet: the coldkey is `//Alice`, without a password. */
	readonly keys: readonly string[];
};

/** Create a home with a wallet that has TAO on every devnet. */
export async function createRichHome(name: string): Promise<RichHome> {
	const home = await makeTemporaryFolder(name);
	const wallets = path.join(home, 'wallets');
	const rich = path.join(wallets, 'uri');
	await cp(path.join(recordedWallets('bittensor-wallet-4.1.1'), 'uri'), rich, {recursive: true});
	for (const file of ['coldkey', path.join('hotkeys', 'hk')]) {
		await chmod(path.join(rich, file), 0o600);
	}

	return {home, keys: ['-w', 'uri', '-H', 'hk', '--wallet-path', wallets, '--home', home]};
}
