import process from 'node:process';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {parseNetwork} from '../steps/networks.ts';
import {openSettings} from '../steps/settings.ts';
import type {WalkthroughOptions} from '../steps/walkthrough/create-walkthrough.ts';
import {emptyDraft} from '../steps/walkthrough/draft.ts';
import type {WalkthroughStep} from '../steps/walkthrough/state.ts';
import {createWorld} from '../steps/world.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {firstGiven} from './first-given.ts';
import type {WalletOptions} from './options.ts';

/**
Work out what a walk-through begins with: what is not said by an option is taken from the environment, then from the settings. What none of them says is for the operator to choose.

@throws {UsageError} If the network is none, or the settings are not valid.
*/
export function toWalkthroughOptions(
	{env, entry, signal}: CommandContext,
	options: WalletOptions,
): WalkthroughOptions {
	const home = resolveHome({directory: options.home, env});
	const settings = openSettings(home);
	const before = settings.read();
	const network = firstGiven(options.network, env.BT_NETWORK, before.network);
	const wallet = firstGiven(options.wallet, env.BT_WALLET, before.wallet);
	const hotkeyName = firstGiven(options.walletHotkey, env.BT_WALLET_HOTKEY, before.walletHotkey);
	const chosen = new Set<WalkthroughStep>([
		...(network === undefined ? [] : (['network'] as const)),
		...(wallet === undefined ? [] : (['wallet'] as const)),
	]);
	// A wrong name is refused before there is a screen.
	parseNetwork(network ?? emptyDraft.network);
	return {
		settings,
		chosen,
		draft: {
			...emptyDraft,
			network: network ?? emptyDraft.network,
			wallet: wallet ?? emptyDraft.wallet,
			hotkeyName: hotkeyName ?? emptyDraft.hotkeyName,
			way: wallet === undefined ? 'new' : 'existing',
			netuid: before.netuids?.[network ?? emptyDraft.network],
		},
		createWorld: ({network: name, signal: life, report}) =>
			createWorld({
				home,
				network: parseNetwork(
					name,
					// It stands for the address of the network that was named beside it, and of no other.
					name === network && options.network === undefined ? env.BT_CHAIN_ENDPOINT : undefined,
				),
				walletPath: firstGiven(options.walletPath, env.BT_WALLET_PATH, before.walletPath),
				modelsDirectory: shippedModelsDirectory(entry),
				command: [process.execPath, entry],
				signal: life,
				report,
			}),
		signal,
	};
}
