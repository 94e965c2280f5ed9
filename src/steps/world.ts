import type {Home} from '../support/home.ts';
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
