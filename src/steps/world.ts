import type {Home} from '../support/home.ts';
import {expandHome} from '../wallet/location.ts';
import type {Network} from './networks.ts';

/** Where the steps take place. */
export type World = {
	readonly home: Home;
	readonly network: Network;
	readonly walletsDirectory: string;
	/** The models that came with the program. */
	readonly modelsDirectory: string;
	/** A program and its first arguments that start btop again, for its other processes. */
	readonly command: readonly string[];
	/** Whether the home is thrown away in the end: a devnet that is started then ends with us and keeps nothing. */
	readonly ephemeral: boolean;
	readonly signal: AbortSignal;
	/** Say what is going on, a line at a time. */
	readonly report: (line: string) => void;
};

export type CreateWorldOptions = Omit<World, 'walletsDirectory' | 'ephemeral'> & {
	/** The folder of the wallets, as it was given. @default that of `btcli`, and on the devnet one of the home's own */
	readonly walletPath?: string;
};

/** Make the world of a network: play keys lie apart from real ones. */
export function createWorld({walletPath, ...world}: CreateWorldOptions): World {
	const {network, home} = world;
	const usual = network.name === 'devnet' ? home.devnet.wallets : '~/.bittensor/wallets';
	return {...world, walletsDirectory: expandHome(walletPath ?? usual), ephemeral: false};
}
