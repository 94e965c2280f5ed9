import path from 'node:path';
import envPaths from 'env-paths';
import {identifyFile} from './files/file-identity.ts';

/** Paths below the program's home. */
export type Home = {
	readonly directory: string;
	readonly ledger: string;
	/** Miners' options, control sockets and logs. */
	readonly miners: string;
	/** Models of the operator's own. */
	readonly models: string;
	/** Chains' metadata, so that it is fetched once. */
	readonly metadata: string;
	readonly devnet: {
		readonly directory: string;
		/** Play keys, kept apart from real ones. */
		readonly wallets: string;
		readonly state: string;
		/** The background devnet's address and identity. */
		readonly record: string;
		readonly log: string;
	};
};

export type HomeOptions = {
	/** The value of `--home`. @default `BTOP_HOME`, else the platform's folder for application data */
	readonly directory?: string;
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/**
Resolve the folder that holds all of btop's data, and the paths in it. Creates nothing.
*/
export function resolveHome({directory, env = {}}: HomeOptions = {}): Home {
	const home = path.resolve(
		directory ?? given(env.BTOP_HOME) ?? envPaths('bittensor-btop', {suffix: ''}).data,
	);
	const devnet = path.join(home, 'devnet');
	return {
		directory: home,
		ledger: path.join(home, 'ledger.sqlite'),
		miners: path.join(home, 'miners'),
		models: path.join(home, 'models'),
		metadata: path.join(home, 'metadata'),
		devnet: {
			directory: devnet,
			wallets: path.join(devnet, 'wallets'),
			state: path.join(devnet, 'state'),
			record: path.join(devnet, 'devnet.json'),
			log: path.join(devnet, 'devnet.log'),
		},
	};
}

/** An empty environment variable counts as unset. */
const given = (value: string | undefined) => (value === '' ? undefined : value);

/**
Identify a home by its folder, whatever the path: a home that was moved keeps its identity, and a copy has one of its own. Processes carry the identity of the home they run for, so that a copy of the home never takes them for its own.

@returns `undefined` if the folder does not exist.
*/
export function identifyHome(directory: string): string | undefined {
	return identifyFile(directory);
}

/** Tell whether a process runs for this home, by the identity it carries. Older versions carry none, and count as the home's own. */
export const isOfHome = (directory: string, said: string | undefined): boolean =>
	said === undefined || said === identifyHome(directory);
