import {quoteWord} from '../support/processes/shell.ts';

/** How the operator left the screens. */
export type Leaving = {
	/** `left` with any miner still running; `stopped` after stopping it; `interrupted` by Ctrl-C or a signal, which does not stop miners either. */
	readonly kind: 'left' | 'stopped' | 'interrupted';
	/** Process ids of the miners concerned. */
	readonly pids?: readonly number[];
	/** The label of a task that keeps running, such as `Starting the miner`. */
	readonly doing?: string;
	/** Whether the walk-through was left unfinished. */
	readonly isWalking?: boolean;
};

/** Formats a command of this program from its words. */
export type CommandWriter = (...words: readonly string[]) => string;

export type CommandWriterOptions = {
	readonly env: NodeJS.ProcessEnv;
	/** The value of `--home`. */
	readonly home?: string;
};

/** Create a formatter for commands as the operator has to type them: through npm if btop was started that way, and with the same home. */
export function createCommandWriter({env, home}: CommandWriterOptions): CommandWriter {
	const program = env.npm_lifecycle_event === undefined ? ['btop'] : ['npx', 'btop'];
	const where = home === undefined ? [] : ['--home', quoteWord(home)];
	return (...words) => [...program, ...words, ...where].join(' ');
}

export type ExitMessageOptions = {
	readonly toCommand: CommandWriter;
	/** Process id of the home's devnet, which always keeps running. */
	readonly devnet?: number;
};

/** Get the lines to print after the screens close: what keeps running, and how to continue. */
export function toExitMessage(
	leaving: Leaving,
	{toCommand, devnet}: ExitMessageOptions,
): readonly string[] {
	const {kind, pids = [], doing} = leaving;
	const alike = kind !== 'stopped' && pids.length > 0 ? ' too' : '';
	return [
		...(doing === undefined
			? []
			: [`${doing}: still under way; \`${toCommand('status')}\` shows how it ends.`]),
		...toMinerLines(leaving, toCommand),
		...(devnet === undefined
			? []
			: [
					`The devnet keeps running as process ${devnet}; \`${toCommand('stop', '--all')}\` stops it${alike}.`,
				]),
	];
}

function toMinerLines(
	{kind, pids = [], doing, isWalking = false}: Leaving,
	toCommand: CommandWriter,
): readonly string[] {
	const processes = `process${pids.length > 1 ? 'es' : ''} ${pids.join(', ')}`;
	if (kind === 'stopped') {
		const what = pids.length === 0 ? 'The miner was stopped.' : `Stopped mining, ${processes}.`;
		return [`${what} \`${toCommand()}\` starts again.`];
	}

	if (pids.length > 0) {
		return [
			`Mining continues in the background, ${processes}.`,
			`\`${toCommand('monitor')}\` watches it, \`${toCommand('stop')}\` stops it.`,
		];
	}

	if (isWalking) {
		return [`\`${toCommand()}\` resumes at this step.`];
	}

	return doing === undefined ? [`Nothing is mining now; \`${toCommand()}\` starts again.`] : [];
}
