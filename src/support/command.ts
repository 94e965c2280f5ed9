import type {Readable, Writable} from 'node:stream';

/** What a command gets from the world. */
export type CommandContext = {
	/** The words after the command's own name. */
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly stdin: Readable & {readonly isTTY?: boolean};
	readonly stdout: Writable & {readonly isTTY?: boolean; readonly columns?: number};
	readonly stderr: Writable & {readonly isTTY?: boolean};
	/** The file to start again, by `process.execPath`, for the program's other processes. */
	readonly entry: string;
	readonly version: string;
	/** Aborted by the first SIGINT, SIGTERM or SIGHUP. */
	readonly signal: AbortSignal;
};

/** A command's module exports its work as `run`; it throws a `BtopError` when it fails. */
export type CommandModule = {
	readonly run: (context: CommandContext) => Promise<void>;
};
