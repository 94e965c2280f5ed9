import {homedir} from 'node:os';
import {networkNameOf} from '../rig/network/networks.ts';
import {isPlainWord, quoteWord} from '../support/processes/shell.ts';
import {resolveWalletDirectory} from '../wallet/location.ts';
import type {RegistrationPlan} from './registration.ts';

/** Which chain and which keys a command is for. */
export type CommandPlace = {
	/** Where the chain listens. */
	readonly url: string;
	/** Name of the wallet. */
	readonly wallet: string;
	/** Name of the hotkey, where the command takes one of the wallet. */
	readonly hotkeyName?: string;
	/** The folder of the wallets on the machine that signs. @default the one that `btcli` takes by itself */
	readonly walletsDirectory?: string;
};

/**
Write the command of `btcli` 11 that does the same, to be pasted here or on the machine that signs. It names the network and the wallets’ folder, since the defaults of `btcli` may mean others.

@example
```
toEqualCommand(['wallet', 'transfer'], {url: 'ws://10.0.0.7:9944', wallet: 'rig'}, {dest: '5F…', amount: '1.5'});
//=> 'btcli wallet transfer -n ws://10.0.0.7:9944 -w rig --dest 5F… --amount 1.5'
```
*/
export function toEqualCommand(
	command: readonly string[],
	{url, wallet, hotkeyName, walletsDirectory}: CommandPlace,
	options: Readonly<Record<string, string | number | true>>,
): string {
	const folder =
		walletsDirectory === undefined || walletsDirectory === resolveWalletDirectory()
			? []
			: ['--wallet-path', shortenFolder(walletsDirectory)];
	const words = [
		'btcli',
		...command,
		'-n',
		networkNameOf(url) ?? url,
		'-w',
		wallet,
		...(hotkeyName === undefined ? [] : ['-H', hotkeyName]),
		...folder,
		...Object.entries(options).flatMap(([name, value]) =>
			value === true ? [`--${name}`] : [`--${name}`, String(value)],
		),
	];
	return words.map(word => quoteWord(word)).join(' ');
}

export type EqualRegistration = CommandPlace & {
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	readonly hotkeyName: string;
};

/** Write the command that registers as a plan would, for those who sign on another machine. Where the chain has no limit, that of `btcli` is always encrypted. */
export function toEqualRegistration(
	{isCapped, cap, sending}: Pick<RegistrationPlan, 'isCapped' | 'cap' | 'sending'>,
	{netuid, hotkey, hotkeyName, ...place}: EqualRegistration,
): string {
	return isCapped
		? toEqualCommand(['call', 'SubtensorModule.register_limit'], place, {
				args: `{"netuid": ${netuid}, "hotkey": "${hotkey}", "limit_price": ${cap}}`,
				[sending.kind === 'shielded' ? 'mev-shield' : 'no-mev-shield']: true,
			})
		: toEqualCommand(['subnets', 'register'], {...place, hotkeyName}, {netuid});
}

/** How far the price may fall in a sale, in percent, unless said otherwise. */
export const usualSlippage = 1;

export type EqualSale = {
	/** SS58. */
	readonly hotkey: string;
	readonly netuid: number;
	/** In alpha, or `all`. */
	readonly amount: string;
	/** Percent. @default `usualSlippage` */
	readonly slippage?: number;
	/** Whether it is sent encrypted, as `btcli` does by itself. @default true */
	readonly isShielded?: boolean;
};

/** Write the command that turns alpha into TAO. */
export const toEqualSale = (
	place: CommandPlace,
	{slippage = usualSlippage, isShielded = true, ...sale}: EqualSale,
): string =>
	toEqualCommand(['tx', 'remove-stake'], place, {
		...sale,
		'rate-tolerance': slippage / 100,
		...(!isShielded && {'no-mev-shield': true}),
	});

/** Begin a folder with `~` where that needs no quotes: within them a shell does not know it. */
function shortenFolder(folder: string): string {
	const home = `${homedir()}/`;
	const short = `~/${folder.slice(home.length)}`;
	return folder.startsWith(home) && isPlainWord(short) ? short : folder;
}
