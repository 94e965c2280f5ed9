import {getAskers} from '../../monitor/askers.ts';
import type {LiveMiner} from '../../steps/live-miner.ts';
import {moveSelection} from '../../ui/selection.ts';
import type {PanelId} from './panels.ts';

export type ScrollOptions = {
	readonly focus: PanelId | undefined;
	/** How many rows it is scrolled by now. */
	readonly scroll: number;
	readonly value: LiveMiner;
	/** Of the panel and its frame. */
	readonly rows: number;
};

/** Get how many rows a panel is scrolled by after a key. A log is looked back in, so that up is further from the newest. */
export function scrollBy(name: string, {focus, scroll, value, rows}: ScrollOptions): number {
	if (focus === 'log') {
		const count = Math.max(1, value.log.length - rows + 4);
		const back = {
			up: 'down',
			k: 'j',
			down: 'up',
			j: 'k',
			pageup: 'pagedown',
			pagedown: 'pageup',
			home: 'end',
			end: 'home',
		}[name];
		return moveSelection(scroll, back ?? name, {count, page: rows - 3});
	}

	return moveSelection(scroll, name, {
		count: value.activity ? getAskers(value.activity, value.subnet).length : 1,
		page: rows - 4,
	});
}
