import type {Readable, Writable} from 'node:stream';

/** A command's inputs. */
export type CommandContext = {
	/** The arguments after the command's name. */
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly stdin: Readable & {readonly isTTY?: boolean};
	readonly stdout: Writable & {readonly isTTY?: boolean; readonly columns?: number};
	readonly stderr: Writable & {readonly isTTY?: boolean};
	/** The script that `process.execPath` runs to start the program's other processes. */
	readonly entry: string;
	readonly version: string;
	/** Aborted by the first SIGINT, SIGTERM or SIGHUP. */
	readonly signal: AbortSignal;
};

/** A command's module: `run` does the work and throws a `BtopError` on failure. */
export type CommandModule = {
	readonly run: (context: CommandContext) => Promise<void>;
};
