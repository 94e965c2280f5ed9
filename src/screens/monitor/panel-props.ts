import type {Overview} from './overview.ts';

/** What every panel gets: what there is to show, and the room for it. */
export type PanelProps = {
	readonly overview: Overview;
	/** With the border. */
	readonly columns: number;
	readonly rows: number;
	/** Whether it is shown alone. */
	readonly isFocused: boolean;
	/** How many rows were scrolled, in the panels that can be. */
	readonly scroll: number;
};
