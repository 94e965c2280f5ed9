import {execFileSync} from 'node:child_process';
import {homedir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {
	toEqualCommand,
	toEqualRegistration,
	toEqualSale,
} from '../../src/payments/equal-command.ts';
import {resolveWalletDirectory} from '../../src/wallet/location.ts';
import {hotkey} from '../helpers/screens/walkthrough-states.ts';

const equal = {url: 'ws://10.0.0.7:9944', netuid: 3, hotkey, wallet: 'rig', hotkeyName: 'one'};
const shielded = {kind: 'shielded'} as const;
const plainly = {kind: 'plain', because: 'asked'} as const;
const capped = {isCapped: true, cap: 926_532_962n, sending: shielded};

/** Let a shell take a command apart. */
function readWords(command: string): readonly string[] {
	const script = String.raw`btcli() { printf '%s\n' "$@"; }; ${command}`;
	return execFileSync('sh', ['-c', script], {encoding: 'utf8'}).trimEnd().split('\n');
}

test('the capped command is a call, with the limit in rao', () => {
	expect(readWords(toEqualRegistration(capped, equal))).toEqual([
		'call',
		'SubtensorModule.register_limit',
		'-n',
		'ws://10.0.0.7:9944',
		'-w',
		'rig',
		'--args',
		`{"netuid": 3, "hotkey": "${hotkey}", "limit_price": 926532962}`,
		'--mev-shield',
	]);
	expect(readWords(toEqualRegistration({...capped, sending: plainly}, equal)).at(-1)).toBe(
		'--no-mev-shield',
	);
});

test('a sale is encrypted unless it says otherwise', () => {
	const place = {url: equal.url, wallet: 'rig'};
	const sale = {hotkey, netuid: 3, amount: 'all'};
	const command = `btcli tx remove-stake -n ws://10.0.0.7:9944 -w rig --hotkey ${hotkey} --netuid 3 --amount all --rate-tolerance 0.01`;
	expect(toEqualSale(place, sale)).toBe(command);
	expect(toEqualSale(place, {...sale, isShielded: true})).toBe(command);
	expect(toEqualSale(place, {...sale, isShielded: false})).toBe(`${command} --no-mev-shield`);
});

test('without a limit on the chain it is the usual command', () => {
	expect(toEqualRegistration({isCapped: false, cap: 1n, sending: shielded}, equal)).toBe(
		'btcli subnets register -n ws://10.0.0.7:9944 -w rig -H one --netuid 3',
	);
});

test('every command names its chain and its wallet before its own options', () => {
	const place = {url: equal.url, wallet: 'rig', walletsDirectory: '/mnt/keys'};

	expect(toEqualCommand(['tx', 'serve-axon'], {...place, hotkeyName: 'one'}, {netuid: 3})).toBe(
		'btcli tx serve-axon -n ws://10.0.0.7:9944 -w rig -H one --wallet-path /mnt/keys --netuid 3',
	);
});

test('a network that btcli knows goes by its name, however its address is written', () => {
	const url = 'wss://entrypoint-finney.opentensor.ai:443';

	for (const written of [url, `${url}/`, url.replace(/:443$/v, '')]) {
		expect(toEqualRegistration(capped, {...equal, url: written})).toContain(' -n finney ');
	}

	expect(toEqualRegistration(capped, {...equal, url: 'wss://10.0.0.7'})).toContain(
		' -n wss://10.0.0.7 ',
	);
});

test('the folder of the wallets is named where btcli would not look there', () => {
	const walletsDirectory = resolveWalletDirectory();

	expect(toEqualRegistration(capped, {...equal, walletsDirectory})).not.toContain('--wallet-path');
	expect(toEqualRegistration(capped, {...equal, walletsDirectory: '/mnt/keys'})).toContain(
		' --wallet-path /mnt/keys ',
	);
});

test('a folder below one’s own is told from there, and a shell finds it', () => {
	const walletsDirectory = path.join(homedir(), 'farm/wallets');
	const command = toEqualRegistration(capped, {...equal, walletsDirectory});
	expect(command).toContain(' --wallet-path ~/farm/wallets ');
	expect(readWords(command)).toContain(walletsDirectory);

	const odd = path.join(homedir(), 'my farm');
	expect(readWords(toEqualRegistration(capped, {...equal, walletsDirectory: odd}))).toContain(odd);
});

test('names with blanks and quotes reach btcli as they are', () => {
	const wallet = 'Ada’s "rig" $HOME';
	const walletsDirectory = "/mnt/it's here";
	const words = readWords(toEqualRegistration(capped, {...equal, wallet, walletsDirectory}));

	expect(words).toEqual(expect.arrayContaining([wallet, walletsDirectory]));
});
