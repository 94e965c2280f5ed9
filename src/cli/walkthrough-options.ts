import process from 'node:process';
import {shippedModelsDirectory} from '../models/shipped.ts';
import {parseNetwork} from '../rig/network/networks.ts';
import {openSettings} from '../rig/network/settings.ts';
import type {WalkthroughOptions} from '../onboarding/walkthrough/create-walkthrough.ts';
import {emptyDraft} from '../onboarding/walkthrough/draft.ts';
import type {WalkthroughStep} from '../onboarding/walkthrough/state.ts';
import {createWorld} from '../rig/network/world.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {firstGiven, type WalletOptions} from './options.ts';

/**
Get the initial state of the walk-through from the options, else the environment, else the settings. The operator chooses the rest.

@throws {UsageError} If the network is unknown, or the settings are invalid.
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
	// Reject an unknown network before opening the screen.
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
					// The variable is the address of the network named in the environment, and of no other.
					name === network && options.network === undefined ? env.BT_CHAIN_ENDPOINT : undefined,
					before.endpoints,
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
