import {getCallers} from '../../monitor/callers.ts';
import type {LiveMiner} from '../../rig/live-miner.ts';
import {moveSelection} from '../../ui/input/selection.ts';
import type {PanelId} from './panels.ts';

export type ScrollOptions = {
	readonly focus: PanelId | undefined;
	/** Current scroll offset in rows. */
	readonly scroll: number;
	readonly value: LiveMiner;
	/** Height of the panel, including its frame. */
	readonly rows: number;
};

/** Get a panel's scroll offset after a key. A log scrolls backwards, so up moves away from the newest line. */
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
		count: value.activity ? getCallers(value.activity, value.subnet).length : 1,
		page: rows - 4,
	});
}
