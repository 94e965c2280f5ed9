import type {Network} from '../../src/rig/network/networks.ts';
import type {Walk} from '../../src/onboarding/walk.ts';
import {resolveHome} from '../../src/support/home.ts';

export type WalkOptions = Pick<Walk, 'found'> & {
	/** Home, wallets and models. */
	readonly directory: string;
	readonly network: Network;
	/** @default never aborted */
	readonly signal?: AbortSignal;
};

/** Create a walk of the wallet `rig`, without a password, that reports to nobody. */
export const createWalk = ({
	directory,
	network,
	signal = new AbortController().signal,
	found,
}: WalkOptions): Walk => ({
	world: {
		home: resolveHome({directory}),
		network,
		walletsDirectory: directory,
		modelsDirectory: directory,
		command: [],
		ephemeral: false,
		signal,
		report: () => undefined,
	},
	choices: {
		wallet: 'rig',
		hotkeyName: 'default',
		password: async () => '',
		onMnemonic: () => undefined,
		mine: {device: 'cpu', port: 0, detach: false},
	},
	found,
});
