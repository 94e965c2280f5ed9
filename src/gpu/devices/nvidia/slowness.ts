import type {Throttle} from '../card.ts';

/** Remembers since when cards have been slowed by something other than their own power limit. */
export type Slowness = {
	/** Note the present reasons of a card, and get since when it has been slowed; `undefined` if it is not. */
	readonly since: (id: string, throttles: readonly Throttle[], now: number) => number | undefined;
};

/** Milliseconds of full speed that end a slowdown: a hot card swings between both. */
const pause = 10_000;

export function createSlowness(): Slowness {
	const spells = new Map<string, {readonly start: number; last: number}>();
	return {
		since(id, throttles, now) {
			const spell = spells.get(id);
			const isSlow = throttles.some(throttle => throttle !== 'power');
			if (spell && now - spell.last <= pause) {
				spell.last = isSlow ? now : spell.last;
				return spell.start;
			}

			if (isSlow) {
				spells.set(id, {start: now, last: now});
				return now;
			}

			spells.delete(id);
			return undefined;
		},
	};
}
