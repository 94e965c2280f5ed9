import path from 'node:path';
import envPaths from 'env-paths';

/** Where things lie below the program's home. */
export type Home = {
	readonly directory: string;
	readonly ledger: string;
	/** Options, control sockets and logs of miners. */
	readonly miners: string;
	/** Models that the operator added. */
	readonly models: string;
	readonly devnet: {
		readonly directory: string;
		/** Play keys, apart from real ones. */
		readonly wallets: string;
		readonly state: string;
		/** Says where the background devnet listens and who it is. */
		readonly record: string;
		readonly log: string;
	};
};

export type HomeOptions = {
	/** As given by `--home`; else `BTOP_HOME`, else the platform's place for a program's data. */
	readonly directory?: string;
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/**
Resolve the folder that holds everything btop keeps, and the places in it. Nothing is created.
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
		devnet: {
			directory: devnet,
			wallets: path.join(devnet, 'wallets'),
			state: path.join(devnet, 'state'),
			record: path.join(devnet, 'devnet.json'),
			log: path.join(devnet, 'devnet.log'),
		},
	};
}

/** An environment variable that is set to nothing counts as not set. */
const given = (value: string | undefined) => (value === '' ? undefined : value);
