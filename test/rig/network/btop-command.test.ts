import {expect, test} from 'vitest';
import {toBtopCommand} from '../../../src/rig/network/btop-command.ts';
import {parseNetwork} from '../../../src/rig/network/networks.ts';
import {usualWallets} from '../../../src/rig/network/world.ts';
import {resolveHome} from '../../../src/support/home.ts';
import {quoteWord} from '../../../src/support/processes/shell.ts';

const home = resolveHome();
const finney = parseNetwork('finney');
const keys = {wallet: 'p', hotkeyName: 'two', walletsDirectory: usualWallets(home, finney)};
const write = (place: Partial<Parameters<typeof toBtopCommand>[1]> = {}) =>
	toBtopCommand(['register'], {home, network: finney, ...keys, ...place}, {netuid: 3});

test('a command to be pasted names network, wallet and hotkey', () => {
	expect(write()).toBe('btop register -n finney -w p -H two --netuid 3');
	expect(toBtopCommand(['stop', 'one'], {home})).toBe('btop stop one');
});

test('it names the wallets’ folder and the home where they are not the usual ones', () => {
	expect(write({walletsDirectory: '/mnt/my keys'})).toBe(
		"btop register -n finney -w p -H two --wallet-path '/mnt/my keys' --netuid 3",
	);
	const other = resolveHome({directory: '/srv/btop'});
	expect(write({home: other})).toBe(
		'btop register -n finney -w p -H two --home /srv/btop --netuid 3',
	);
	expect(
		write({home: other, network: {name: 'devnet'}, walletsDirectory: other.devnet.wallets}),
	).toBe('btop register -n devnet -w p -H two --home /srv/btop --netuid 3');
});

test('it repeats what the operator gave, which the environment may contradict', () => {
	const {directory} = home;
	expect(write({given: {home: true, walletPath: true}})).toBe(
		`btop register -n finney -w p -H two --wallet-path ${quoteWord(keys.walletsDirectory)} --home ${quoteWord(directory)} --netuid 3`,
	);
});

test('an address from the environment goes with its network', () => {
	expect(write({network: parseNetwork('finney', 'ws://127.0.0.1:9955')})).toBe(
		'BT_NETWORK=finney BT_CHAIN_ENDPOINT=ws://127.0.0.1:9955 btop register -w p -H two --netuid 3',
	);
	expect(write({network: parseNetwork('ws://127.0.0.1:9955')})).toBe(
		'btop register -n ws://127.0.0.1:9955 -w p -H two --netuid 3',
	);
});
