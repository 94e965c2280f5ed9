import {mkdir, symlink} from 'node:fs/promises';
import path from 'node:path';
import {beforeEach, expect, test} from 'vitest';
import {parseNetwork} from '../../../src/rig/network/networks.ts';
import {keepPlayKeysOff} from '../../../src/rig/network/play-keys.ts';
import {UsageError} from '../../../src/support/errors.ts';
import {type Home, resolveHome} from '../../../src/support/home.ts';
import {makeFolder} from '../../helpers/wallet.ts';

let folder: string;
let home: Home;

beforeEach(async () => {
	folder = await makeFolder();
	home = resolveHome({directory: path.join(folder, 'home')});
});

const use = (walletsDirectory: string, network = 'finney') => {
	keepPlayKeysOff(parseNetwork(network), {ephemeral: false, home, walletsDirectory});
};

test('the devnet’s wallets stay off real money, by whatever path they are meant', async () => {
	await mkdir(home.devnet.wallets, {recursive: true});
	const link = path.join(folder, 'link');
	await symlink(home.devnet.wallets, link);
	const linkedHome = path.join(folder, 'linked-home');
	await symlink(home.directory, linkedHome);

	for (const wallets of [home.devnet.wallets, link, path.join(linkedHome, 'devnet', 'wallets')]) {
		expect(() => {
			use(wallets);
		}).toThrow(UsageError);
		use(wallets, 'local');
	}
});

test('and where they are still to be made, too', async () => {
	await mkdir(home.directory);
	const link = path.join(folder, 'link');
	await symlink(home.directory, link);

	expect(() => {
		use(path.join(link, 'devnet', 'wallets'));
	}).toThrow(UsageError);
});

test('wallets of one’s own are used, beside or behind a link', async () => {
	const wallets = path.join(folder, 'wallets');
	await mkdir(wallets);
	const link = path.join(folder, 'link');
	await symlink(wallets, link);

	for (const own of [wallets, link, path.join(folder, 'none')]) {
		use(own);
	}
});

test('what would use throw-away keys on real money names the network for the way out', () => {
	expect(() => {
		keepPlayKeysOff(parseNetwork('finney'), {
			ephemeral: true,
			home,
			walletsDirectory: home.devnet.wallets,
		});
	}).toThrow(expect.objectContaining({fix: expect.stringContaining('each with `-n finney`')}));
});
