import type {Overview} from '../overview.ts';

/** Props of every panel: what to show, and the available room. */
export type PanelProps = {
	readonly overview: Overview;
	/** Including the border. */
	readonly columns: number;
	readonly rows: number;
	/** Whether it is shown alone. */
	readonly isFocused: boolean;
	/** Rows scrolled, for panels that scroll. */
	readonly scroll: number;
};
