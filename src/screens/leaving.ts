/** How the operator left the screens. */
export type Leaving = {
	/** `left` with the miner, if there is one, at work; `stopped` with it ended; `interrupted` by Ctrl-C, which stops no miner either. */
	readonly kind: 'left' | 'stopped' | 'interrupted';
	/** Process numbers of the miners that this is about. */
	readonly pids?: readonly number[];
};

export type FarewellOptions = {
	/** How the operator calls this program. @default 'btop' */
	readonly command?: string;
	/** Process number of the home's devnet, which goes on in any case. */
	readonly devnet?: number;
};

/** Say what goes on after the screens are gone, as lines for the terminal that is back. */
export function toFarewell(
	{kind, pids = []}: Leaving,
	{command = 'btop', devnet}: FarewellOptions = {},
): readonly string[] {
	const ended = kind === 'stopped';
	return [
		...toMinerLines({ended, pids, command}),
		...(devnet === undefined
			? []
			: [`The devnet goes on, process ${devnet}; \`${command} stop --all\` ends it too.`]),
	];
}

type MinerLinesOptions = {
	readonly ended: boolean;
	readonly pids: readonly number[];
	readonly command: string;
};

function toMinerLines({ended, pids, command}: MinerLinesOptions): readonly string[] {
	if (pids.length === 0) {
		return ended ? ['The miner was stopped.'] : [];
	}

	const processes = `process${pids.length > 1 ? 'es' : ''} ${pids.join(', ')}`;
	return ended
		? [`Stopped mining, ${processes}.`]
		: [
				`Mining goes on in the background, ${processes}.`,
				`\`${command} monitor\` comes back to it, \`${command} stop\` ends it.`,
			];
}
