import process from 'node:process';
import type {ChainClient} from '../chain/client.ts';
import type {ConnectOptions} from '../chain/connect.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {parseNetwork} from '../rig/network/networks.ts';
import type {CommandPlace} from '../payments/equal-command.ts';
import {toBtopCommand} from '../rig/network/btop-command.ts';
import {openSettings, type SettingsFile} from '../rig/network/settings.ts';
import {createWorld, type World} from '../rig/network/world.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError} from '../support/errors.ts';
import {resolveHome} from '../support/home.ts';
import {type ConsentOptions, firstGiven, type WalletOptions} from './options.ts';
import {createOutput, type Output} from './output.ts';
import {askConsent} from './prompt.ts';

/** Error thrown when the operator declines. */
export class DeclinedError extends BtopError {
	override name = 'DeclinedError';
	override readonly code = 'declined';
	override readonly exitCode = 4;
}

/** A running command's context, resolved from its options, the environment and the settings. */
export type Session = {
	readonly context: CommandContext;
	readonly output: Output;
	readonly world: World;
	readonly settings: SettingsFile;
	readonly walletName: string;
	readonly hotkeyName: string;
	/** Connect to the chain, starting the home's devnet if needed; the connection closes with the session. */
	readonly connect: (options?: Pick<ConnectOptions, 'follow' | 'keys'>) => Promise<ChainClient>;
	/** Require a yes, from the operator or from `--yes`. */
	readonly consent: (question: string) => Promise<void>;
	/** Write a command to be pasted that acts on the same home, network and hotkey. */
	readonly toCommand: (
		command: readonly string[],
		options?: Readonly<Record<string, string | number>>,
	) => string;
};

/** Get the chain and wallet that an equivalent `btcli` command has to name. */
export const placeOf = ({world, walletName}: Session, client: ChainClient): CommandPlace => ({
	url: client.status.getSnapshot().url,
	wallet: walletName,
	walletsDirectory: world.walletsDirectory,
});

export type SessionOptions = WalletOptions & ConsentOptions;

/**
Run a command in a session and close everything the session opened, even on failure.

Each value comes from the options, else the environment, the settings, or the defaults, in this order.
*/
export async function withSession(
	context: CommandContext,
	options: SessionOptions,
	work: (session: Session) => Promise<void>,
): Promise<void> {
	const {env, signal} = context;
	const output = createOutput({...context, json: options.json});
	const home = resolveHome({directory: options.home, env});
	const settings = openSettings(home);
	const chosen = settings.read();
	const network = parseNetwork(
		firstGiven(options.network, env.BT_NETWORK, chosen.network) ?? 'devnet',
		options.network === undefined ? env.BT_CHAIN_ENDPOINT : undefined,
		chosen.endpoints,
	);
	const world = createWorld({
		home,
		network,
		walletPath: firstGiven(options.walletPath, env.BT_WALLET_PATH, chosen.walletPath),
		modelsDirectory: shippedModelsDirectory(context.entry),
		command: [process.execPath, context.entry],
		signal,
		report: output.progress,
		warn: output.warn,
	});

	const walletName = firstGiven(options.wallet, env.BT_WALLET, chosen.wallet) ?? 'default';
	const hotkeyName =
		firstGiven(options.walletHotkey, env.BT_WALLET_HOTKEY, chosen.walletHotkey) ?? 'default';
	const {walletsDirectory} = world;
	const given = {home: options.home !== undefined, walletPath: options.walletPath !== undefined};
	const clients: ChainClient[] = [];
	try {
		await work({
			context,
			output,
			world,
			settings,
			walletName,
			hotkeyName,
			async connect(how) {
				// The chain client is slow to load, and many commands never need it.
				const {connect} = await import('../rig/network/connect.ts');
				const {client} = await connect(world, how);
				clients.push(client);
				return client;
			},
			async consent(question) {
				if (options.yes !== true && !(await askConsent(context, question))) {
					throw new DeclinedError('Nothing was sent');
				}
			},
			toCommand(command, rest) {
				const keys = {walletsDirectory, wallet: walletName, hotkeyName};
				return toBtopCommand(command, {home, network, ...keys, given}, rest);
			},
		});
	} finally {
		for (const client of clients) {
			client.close();
		}
	}
}
