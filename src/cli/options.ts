import {isIP} from 'node:net';
import {Argument, type Command, InvalidArgumentError, Option} from 'commander';
import * as v from 'valibot';
import {deviceListSchema} from '../gpu/devices/device-choice.ts';
import {UsageError} from '../support/errors.ts';

/** Options shared by every command. */
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
		.addOption(homeOption('folder for btop’s files (BTOP_HOME)'))
		.option('--json', 'print one JSON object');

export const withNetwork = (command: Command): Command =>
	withCommon(command).option(
		'-n, --network <name|url>',
		'devnet, finney, test, local, or ws://… (BT_NETWORK)',
	);

export const withWallet = (command: Command): Command =>
	withNetwork(command)
		.option('-w, --wallet <name>', 'wallet (BT_WALLET)')
		.option('-H, --wallet-hotkey <name>', 'hotkey name (BT_WALLET_HOTKEY)')
		.option('--wallet-path <dir>', 'wallets folder (BT_WALLET_PATH)')
		.addOption(
			new Option(
				'--password-fd <n>',
				'read the password from this file descriptor (else BT_WALLET_PASSWORD, BT_WALLET_PASSWORD_FILE)',
			).argParser(parseInteger({min: 0})),
		);

export const yesOption = (description = 'answer yes to every question'): Option =>
	new Option('-y, --yes', description);

export const withConsent = (command: Command): Command =>
	command.addOption(yesOption()).option('--dry-run', 'show what would be sent, send nothing');

export type ShieldOptions = {
	/** What the operator wants; `undefined` leaves it to the chain. */
	readonly mevShield?: boolean;
};

export const withShield = (command: Command): Command =>
	command
		.option('--mev-shield', 'refuse to send it unless it is encrypted until it is in a block')
		.option('--no-mev-shield', 'send it plainly (default: encrypted where the chain can do that)');

export type IntegerBounds = {readonly min?: number; readonly max?: number};

/** Create a parser for integers within bounds, for an option or an argument. */
export const parseInteger =
	({min = 0, max = Number.MAX_SAFE_INTEGER}: IntegerBounds = {}) =>
	(value: string): number => {
		const number = Number(value);
		if (!/^-?\d+$/v.test(value) || number < min || number > max) {
			throw new InvalidArgumentError(
				max === Number.MAX_SAFE_INTEGER
					? `It must be a whole number, ${min} or more.`
					: `It must be a whole number from ${min} to ${max}.`,
			);
		}

		return number;
	};

/** Miner selectors; see `chooseMiners()`. */
export const minersArgument = (): Argument =>
	new Argument(
		'[miner...]',
		'a name from `btop status`, a subnet, a UID or a hotkey (default: all)',
	);

/**
Reject endless output in JSON mode, which promises a single object.

@throws {UsageError} Always.
*/
export function refuseJsonStream(option: string, command: string): never {
	throw new UsageError(
		`\`${option}\` cannot be combined with \`--json\`, which prints one object`,
		{
			fix: `Leave out \`${option}\`, and repeat \`btop ${command} --json\` as often as you need.`,
		},
	);
}

/** Parse a folder. An empty path is rejected: it would resolve to the working directory. */
export function parseFolder(value: string): string {
	if (value === '') {
		throw new InvalidArgumentError('It must be a folder; the current one is `.`.');
	}

	return value;
}

export const netuidOption = (): Option =>
	new Option('--netuid <n>', 'subnet number').argParser(parseInteger({max: 65_535}));

export const portOption = (flags: string, description: string): Option =>
	new Option(flags, description).argParser(parseInteger({min: 0, max: 65_535}));

/** Parse an IP address. Host names are rejected, since the chain stores addresses as numbers. */
export function parseIp(text: string): string {
	if (isIP(text) === 0) {
		throw new InvalidArgumentError('It must be a numeric IP address, such as 203.0.113.7.');
	}

	return text;
}

/** Parse one device or several, separated by commas. */
export function parseDevices(text: string): string {
	if (!v.is(deviceListSchema, text)) {
		throw new InvalidArgumentError(
			'It must be `auto`, `cpu`, `cuda`, `webgpu`, `vulkan`, `metal` or a card such as `cuda:1`; or several with commas between, such as `cuda:0,cuda:1`.',
		);
	}

	return text;
}

/** Get the first value that is set; an empty string counts as unset. */
export const firstGiven = (...values: ReadonlyArray<string | undefined>): string | undefined =>
	values.find(value => value !== undefined && value !== '');
