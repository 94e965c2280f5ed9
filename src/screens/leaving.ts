import {quoteWord} from '../support/shell.ts';

/** How the operator left the screens. */
export type Leaving = {
	/** `left` with the miner, if there is one, at work; `stopped` with it ended; `interrupted` by Ctrl-C or a signal, which stops no miner either. */
	readonly kind: 'left' | 'stopped' | 'interrupted';
	/** Process numbers of the miners that this is about. */
	readonly pids?: readonly number[];
	/** What was under way and goes on, in words, such as `Starting the miner`. */
	readonly doing?: string;
	/** Whether the walk-through was left, with steps still to be taken. */
	readonly isWalking?: boolean;
};

/** Writes a command of this program from its words. */
export type CommandWriter = (...words: readonly string[]) => string;

export type CommandWriterOptions = {
	readonly env: NodeJS.ProcessEnv;
	/** As it was given by `--home`. */
	readonly home?: string;
};

/** Create what writes commands as the operator has to: by npm, if btop was started so, and for the same home. */
export function createCommandWriter({env, home}: CommandWriterOptions): CommandWriter {
	const program = env.npm_lifecycle_event === undefined ? ['btop'] : ['npx', 'btop'];
	const where = home === undefined ? [] : ['--home', quoteWord(home)];
	return (...words) => [...program, ...words, ...where].join(' ');
}

export type FarewellOptions = {
	readonly toCommand: CommandWriter;
	/** Process number of the home's devnet, which goes on in any case. */
	readonly devnet?: number;
};

/** Say what goes on after the screens are gone, as lines for the terminal that is back. */
export function toFarewell(
	leaving: Leaving,
	{toCommand, devnet}: FarewellOptions,
): readonly string[] {
	const {kind, pids = [], doing} = leaving;
	const alike = kind !== 'stopped' && pids.length > 0 ? ' too' : '';
	return [
		...(doing === undefined
			? []
			: [`${doing}: that goes on. \`${toCommand('status')}\` tells how it ended.`]),
		...toMinerLines(leaving, toCommand),
		...(devnet === undefined
			? []
			: [
					`The devnet goes on, process ${devnet}; \`${toCommand('stop', '--all')}\` ends it${alike}.`,
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
		return [`${what} \`${toCommand()}\` leads back to it.`];
	}

	if (pids.length > 0) {
		return [
			`Mining goes on in the background, ${processes}.`,
			`\`${toCommand('monitor')}\` comes back to it, \`${toCommand('stop')}\` ends it.`,
		];
	}

	if (isWalking) {
		return [`\`${toCommand()}\` comes back to this step.`];
	}

	return doing === undefined
		? [`Nothing mines any more; \`${toCommand()}\` leads back to it.`]
		: [];
}
