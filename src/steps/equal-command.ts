import {homedir} from 'node:os';
import {isPlainWord, quoteWord} from '../support/shell.ts';
import {resolveWalletDirectory} from '../wallet/location.ts';
import {networkNameOf} from './networks.ts';
import type {RegistrationPlan} from './registration.ts';

export type EqualCommandOptions = {
	/** Where the chain listens. */
	readonly url: string;
	readonly netuid: number;
	/** SS58. */
	readonly hotkey: string;
	/** Names of the wallet and of its hotkey. */
	readonly wallet: string;
	readonly hotkeyName: string;
	/** The folder of the wallets on the machine that signs. @default the one that `btcli` takes by itself */
	readonly walletsDirectory?: string;
};

/** Write the command of `btcli` 11 that registers as a plan would, for those who sign on another machine. It names the network, since the defaults of `btcli` may mean another one. */
export function toEqualCommand(
	{isCapped, cap}: Pick<RegistrationPlan, 'isCapped' | 'cap'>,
	{url, netuid, hotkey, wallet, hotkeyName, walletsDirectory}: EqualCommandOptions,
): string {
	const where = ['-n', networkNameOf(url) ?? url, '-w', wallet];
	const folder =
		walletsDirectory === undefined || walletsDirectory === resolveWalletDirectory()
			? []
			: ['--wallet-path', shortenFolder(walletsDirectory)];
	const args = `{"netuid": ${netuid}, "hotkey": "${hotkey}", "limit_price": ${cap}}`;
	const words = isCapped
		? ['call', 'SubtensorModule.register_limit', ...where, ...folder, '--args', args]
		: ['subnets', 'register', ...where, '-H', hotkeyName, ...folder, '--netuid', String(netuid)];
	return ['btcli', ...words.map(word => quoteWord(word))].join(' ');
}

/** Begin a folder with `~` where that needs no quotes: within them a shell does not know it. */
function shortenFolder(folder: string): string {
	const home = `${homedir()}/`;
	const short = `~/${folder.slice(home.length)}`;
	return folder.startsWith(home) && isPlainWord(short) ? short : folder;
}
