/** The monitor's panels, in the order of their keys. */
export const panelIds = [
	'device',
	'queries',
	'rank',
	'earnings',
	'slot',
	'clocks',
	'validators',
	'stages',
] as const;

export type PanelId = (typeof panelIds)[number] | 'alerts' | 'log';

/** Everything that can be placed: the panels, a model on trial, the last line of a log without a panel, or a summary if panels do not fit. */
export type PlacedId = PanelId | 'canary' | 'last-line' | 'summary';

/** Get the key that shows a panel alone. */
export function hotkeyOf(panel: PanelId): string {
	if (panel === 'alerts') {
		return 'a';
	}

	return panel === 'log' ? 'l' : String(panelIds.indexOf(panel) + 1);
}

/** Get the panel that a key shows alone. */
export const panelOf = (key: string): PanelId | undefined =>
	[...panelIds, 'alerts' as const, 'log' as const].find(panel => hotkeyOf(panel) === key);

/** Check whether a panel's values come from the chain rather than the miner. */
export const isOfChain = (panel: PanelId): boolean => chainPanels.has(panel);

const chainPanels: ReadonlySet<PanelId> = new Set(['rank', 'earnings', 'slot', 'clocks']);
