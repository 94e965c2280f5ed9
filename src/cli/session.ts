import process from 'node:process';
import type {ChainClient} from '../chain/client.ts';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {parseNetwork} from '../steps/networks.ts';
import {openSettings, type SettingsFile} from '../steps/settings.ts';
import {createWorld, type World} from '../steps/world.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError} from '../support/errors.ts';
import {resolveHome} from '../support/home.ts';
import {firstGiven} from './first-given.ts';
import type {ConsentOptions, WalletOptions} from './options.ts';
import {createOutput, type Output} from './output.ts';
import {askConsent} from './prompt.ts';

/** Error thrown when the operator said no. */
export class DeclinedError extends BtopError {
	override name = 'DeclinedError';
	override readonly code = 'declined';
	override readonly exitCode = 4;
}

/** A command at work: what its options, the environment and the settings come to. */
export type Session = {
	readonly context: CommandContext;
	readonly output: Output;
	readonly world: World;
	readonly settings: SettingsFile;
	readonly walletName: string;
	readonly hotkeyName: string;
	/** Connect to the chain, starting the home's devnet where it is needed; closed with the session. */
	readonly connect: () => Promise<ChainClient>;
	/** Go on only with a yes, from the operator or from `--yes`. */
	readonly consent: (question: string) => Promise<void>;
};

export type SessionOptions = WalletOptions & ConsentOptions;

/**
Do a command's work in a session and close what it opened, however it ends.

What is not said by an option is taken from the environment, then from the settings, then from the defaults.
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
	);
	const world = createWorld({
		home,
		network,
		walletPath: firstGiven(options.walletPath, env.BT_WALLET_PATH, chosen.walletPath),
		modelsDirectory: shippedModelsDirectory(context.entry),
		command: [process.execPath, context.entry],
		signal,
		report: output.progress,
	});

	const clients: ChainClient[] = [];
	try {
		await work({
			context,
			output,
			world,
			settings,
			walletName: firstGiven(options.wallet, env.BT_WALLET, chosen.wallet) ?? 'default',
			hotkeyName:
				firstGiven(options.walletHotkey, env.BT_WALLET_HOTKEY, chosen.walletHotkey) ?? 'default',
			async connect() {
				// The chain client is heavy, and many commands never need it.
				const {connect} = await import('../steps/connect.ts');
				const {client} = await connect(world);
				clients.push(client);
				return client;
			},
			async consent(question) {
				if (options.yes !== true && !(await askConsent(context, question))) {
					throw new DeclinedError('Nothing was sent', {fix: 'Answer with `y`, or give `--yes`.'});
				}
			},
		});
	} finally {
		for (const client of clients) {
			client.close();
		}
	}
}
