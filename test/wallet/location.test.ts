import {homedir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {UsageError} from '../../src/support/errors.ts';
import {
	expandHome,
	isHotkeyFile,
	resolveWallet,
	resolveWalletDirectory,
} from '../../src/wallet/location.ts';

test('a leading `~` is the home folder, never a folder of that name', () => {
	expect(expandHome('~/wallets', '/home/op')).toBe('/home/op/wallets');
	expect(expandHome('~', '/home/op')).toBe('/home/op');
	expect(resolveWalletDirectory()).toBe(path.join(homedir(), '.bittensor', 'wallets'));
	expect(expandHome('/a/~/b')).toBe('/a/~/b');
	expect(() => expandHome('~other/wallets')).toThrow(UsageError);
});

test('a folder without a leading slash is below the current one', () => {
	expect(expandHome('wallets')).toBe(path.resolve('wallets'));
});

test('files lie where `btcli` looks for them', () => {
	const paths = resolveWallet({directory: '/w', name: 'my rig'});

	expect(paths.coldkey).toBe('/w/my rig/coldkey');
	expect(paths.coldkeyPublic).toBe('/w/my rig/coldkeypub.txt');
	expect(paths.hotkey('hk-1')).toBe('/w/my rig/hotkeys/hk-1');
	expect(paths.hotkeyPublic('hk-1')).toBe('/w/my rig/hotkeys/hk-1pub.txt');
});

test('an address in the place of a name is told apart from other wrong names', () => {
	const address = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
	const {hotkey} = resolveWallet({directory: '/w', name: 'rig'});

	expect(() => resolveWallet({name: address})).toThrow('is an address; use the wallet’s file name');
	expect(() => hotkey(address)).toThrow('is an address; use the hotkey’s file name');
	expect(() => resolveWallet({name: 'a/b'})).toThrow('`a/b` cannot be the name of a wallet');
	expect(() => hotkey('a/b')).toThrow('`a/b` cannot be the name of a hotkey');
});

test('locks, half-written files and public halves are no hotkeys, whatever else has such a name', () => {
	expect(['a.lock', 'a.tmp', 'apub.txt', '.a'].filter(name => isHotkeyFile(name))).toEqual([]);
	expect(['a', 'a.locked', 'pub.txt2', 'a.'].filter(name => !isHotkeyFile(name))).toEqual([]);
});

test.for([
	'',
	'.',
	'..',
	'../other',
	'a/b',
	String.raw`a\b`,
	'/etc/passwd',
	'~',
	'~root',
	'.hidden',
	'a\0b',
	'a\nb',
	' a',
	'a ',
	'apub.txt',
	'a.lock',
	'x'.repeat(300),
	'5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
])('%j is no name of a wallet or hotkey', name => {
	expect(() => resolveWallet({directory: '/w', name})).toThrow(UsageError);
	expect(() => resolveWallet({directory: '/w', name: 'rig'}).hotkey(name)).toThrow(UsageError);
});
