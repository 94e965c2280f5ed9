import type {Key} from './keys.ts';

/** The keys that move a selection, for `useKeys()`, the footer and the help. */
export const moveKey: Key = {
	keys: ['up', 'down', 'k', 'j', 'pageup', 'pagedown', 'home', 'end'],
	does: 'Move the selection',
	short: 'move',
};

export type MoveOptions = {
	readonly count: number;
	/** How far Page Up and Page Down move. @default 10 */
	readonly page?: number;
};

/**
Get the new index of a selection after a key. It stops at both ends.

@example
```
moveSelection(3, 'down', {count: 5});
//=> 4
```
*/
export function moveSelection(
	selected: number,
	name: string,
	{count, page = 10}: MoveOptions,
): number {
	const steps: Readonly<Record<string, number>> = {
		up: -1,
		k: -1,
		down: 1,
		j: 1,
		pageup: -page,
		pagedown: page,
		home: -count,
		end: count,
	};
	return Math.max(0, Math.min(count - 1, selected + (steps[name] ?? 0)));
}
