import {isIP} from 'node:net';
import {type Command, InvalidArgumentError, Option} from 'commander';

/** Options that every command has. */
export type CommonOptions = {
	readonly home?: string;
	readonly json?: boolean;
};

export type NetworkOptions = CommonOptions & {readonly network?: string};

export type WalletOptions = NetworkOptions & {
	readonly wallet?: string;
	readonly walletHotkey?: string;
	readonly walletPath?: string;
	readonly passwordFd?: number;
};

export type ConsentOptions = {
	readonly yes?: boolean;
	readonly dryRun?: boolean;
};

export const homeOption = (description: string): Option =>
	new Option('--home <dir>', description).argParser(parseFolder);

export const withCommon = (command: Command): Command =>
	command
		.addOption(homeOption('where btop keeps its files (BTOP_HOME)'))
		.option('--json', 'print one JSON object');

export const withNetwork = (command: Command): Command =>
	withCommon(command).option(
		'-n, --network <name|url>',
		'devnet, finney, test, local, or ws://… (BT_NETWORK)',
	);

export const withWallet = (command: Command): Command =>
	withNetwork(command)
		.option('-w, --wallet <name>', 'wallet (BT_WALLET)')
		.option('-H, --wallet-hotkey <name>', 'hotkey of the wallet (BT_WALLET_HOTKEY)')
		.option('--wallet-path <dir>', 'folder of the wallets (BT_WALLET_PATH)')
		.addOption(
			new Option(
				'--password-fd <n>',
				'read the password from this file descriptor (else BT_WALLET_PASSWORD, BT_WALLET_PASSWORD_FILE)',
			).argParser(parseInteger({min: 0})),
		);

export const withConsent = (command: Command): Command =>
	command
		.option('-y, --yes', 'do not ask')
		.option('--dry-run', 'show what would be sent, and send nothing');

export type IntegerBounds = {readonly min?: number; readonly max?: number};

/** Make a reader of whole numbers within bounds, for an option or an argument. */
export const parseInteger =
	({min = 0, max = Number.MAX_SAFE_INTEGER}: IntegerBounds = {}) =>
	(value: string): number => {
		const number = Number(value);
		if (!/^-?\d+$/v.test(value) || number < min || number > max) {
			throw new InvalidArgumentError(
				max === Number.MAX_SAFE_INTEGER
					? `It is to be a whole number from ${min}.`
					: `It is to be a whole number from ${min} to ${max}.`,
			);
		}

		return number;
	};

/** Read a folder; one without a name would be the one we were started in. */
export function parseFolder(value: string): string {
	if (value === '') {
		throw new InvalidArgumentError('It is to be a folder; the one you are in is `.`.');
	}

	return value;
}

export const netuidOption = (): Option =>
	new Option('--netuid <n>', 'number of the subnet').argParser(parseInteger({max: 65_535}));

export const portOption = (flags: string, description: string): Option =>
	new Option(flags, description).argParser(parseInteger({min: 0, max: 65_535}));

/** Read an IP address; names are refused, since the chain holds numbers. */
export function parseIp(text: string): string {
	if (isIP(text) === 0) {
		throw new InvalidArgumentError('It is to be an IP address in numbers, such as 203.0.113.7.');
	}

	return text;
}
