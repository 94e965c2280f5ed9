import type {Home} from '../../support/home.ts';
import {expandHome} from '../../wallet/location.ts';
import type {Network} from './networks.ts';

/** The environment in which steps run. */
export type World = {
	readonly home: Home;
	readonly network: Network;
	readonly walletsDirectory: string;
	/** The models shipped with the program. */
	readonly modelsDirectory: string;
	/** The command and leading arguments that start btop again, for its other processes. */
	readonly command: readonly string[];
	/** Whether the home is temporary: a devnet started in it exits with us and keeps no state. */
	readonly ephemeral: boolean;
	readonly signal: AbortSignal;
	/** Report progress, one line at a time. */
	readonly report: (line: string) => void;
	/** Report trouble that hides no result, with what to do about it. @default `report` */
	readonly warn?: (line: string) => void;
};

export type CreateWorldOptions = Omit<World, 'walletsDirectory' | 'ephemeral'> & {
	/** The wallet folder, if given. @default `btcli`'s folder, or on the devnet one in the home */
	readonly walletPath?: string;
};

/** Create the world of a network, with play keys kept apart from real ones. */
export function createWorld({walletPath, ...world}: CreateWorldOptions): World {
	const {network, home} = world;
	const directory = walletPath === undefined ? usualWallets(home, network) : expandHome(walletPath);
	return {...world, walletsDirectory: directory, ephemeral: false};
}

/** Get the wallet folder of a network, unless another is given. */
export const usualWallets = ({devnet}: Home, {name}: Pick<Network, 'name'>): string =>
	name === 'devnet' ? devnet.wallets : expandHome('~/.bittensor/wallets');
