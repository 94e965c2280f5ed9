/** How the operator left the screens. */
export type Leaving = {
	/** `left` with the miner, if there is one, at work; `stopped` with it ended; `interrupted` by Ctrl-C, which stops no miner either. */
	readonly kind: 'left' | 'stopped' | 'interrupted';
	/** Process numbers of the miners that this is about. */
	readonly pids?: readonly number[];
};

/** Say what goes on after the screens are gone, as lines for the terminal that is back. */
export function toFarewell({kind, pids = []}: Leaving): readonly string[] {
	const processes = `process${pids.length > 1 ? 'es' : ''} ${pids.join(', ')}`;
	if (pids.length === 0) {
		return kind === 'stopped' ? ['The miner was stopped.'] : [];
	}

	return kind === 'stopped'
		? [`Stopped mining, ${processes}.`]
		: [
				`Mining goes on in the background, ${processes}.`,
				'`btop monitor` comes back to it, `btop stop` ends it.',
			];
}
