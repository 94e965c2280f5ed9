import type {LiveMiner} from '../../steps/live-miner.ts';
import type {PriceOutlook} from '../../monitor/price-outlook.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import {formatDuration} from '../../ui/format.ts';
import type {Glyphs} from '../../ui/glyphs.ts';

/** Shorten an address to its two ends, by which people know it. */
export const shortenHotkey = (hotkey: string, ellipsis: string): string =>
	`${hotkey.slice(0, 5)}${ellipsis}${hotkey.slice(-3)}`;

/** Name a miner by what its operator knows it by. */
export function nameMiner({state}: Pick<LiveMiner, 'state'>, name: string): string {
	if (state === undefined) {
		return `miner ${name}`;
	}

	const {uid, netuid} = state;
	return `miner ${uid === null ? 'of' : `with UID ${uid} on`} subnet ${netuid}`;
}

/** Write an incentive, which the chain stores as a part of 65,535. */
export const formatIncentive = (incentive: number): string => (incentive / 65_535).toFixed(4);

/** Write a block's number so that its end, which moves, can be read. */
export const formatBlock = (block: number): string => grouped.format(block);

// Making one takes a hundred times as long as using it.
const grouped = new Intl.NumberFormat('en-US');

/**
Write an age for a row that shall change seldom: in one unit, and below a minute in steps of five seconds.
*/
export function formatCalmAge(milliseconds: number): string {
	const seconds = milliseconds / 1000;
	if (seconds < 5) {
		return 'now';
	}

	if (seconds < 60) {
		return `${Math.floor(seconds / 5) * 5} s`;
	}

	if (seconds < 3600) {
		return `${Math.floor(seconds / 60)} m`;
	}

	return seconds < 172_800
		? `${Math.floor(seconds / 3600)} h`
		: `${Math.floor(seconds / 86_400)} d`;
}

/** Nothing is called old before, in milliseconds. */
const fresh = 5000;

/** Write how old something is, once that matters. */
export const tellAge = (milliseconds: number | undefined): string | undefined =>
	milliseconds === undefined || milliseconds < fresh ? undefined : formatCalmAge(milliseconds);

/** Say where a price is heading, with a sign, and in words where there is room for them. */
export function describePrice(
	{price, direction}: PriceOutlook,
	glyphs: Glyphs,
	hasRoom = true,
): string {
	const signs = {falling: glyphs.down, level: glyphs.right, risen: glyphs.up};
	const words = {falling: 'falling', level: 'level', risen: 'rose'};
	const text = `${formatShortAmount(price)} TAO ${signs[direction]}`;
	return hasRoom ? `${text} ${words[direction]}` : text;
}

/** Say when a price will be lower. */
export function describeFall({price, next}: PriceOutlook): string | undefined {
	if (!next) {
		return undefined;
	}

	const isHalf = next.price === price / 2n;
	return `${isHalf ? 'half' : formatShortAmount(next.price)} in ${formatDuration(next.milliseconds)}`;
}

/** Name a place in a line. */
export function formatPlace(place: number): string {
	const tens = place % 100;
	const suffix = {1: 'st', 2: 'nd', 3: 'rd'}[tens > 10 && tens < 14 ? 0 : place % 10] ?? 'th';
	return `${place}${suffix}`;
}

/** Break a text into lines at its blanks. */
export function wrapWords(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < width) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(word);
		}
	}

	return lines;
}

/** Join as many parts as there is room for; the first stays in any case. */
export function joinFitting([first = '', ...rest]: readonly string[], width: number): string {
	let text = first;
	for (const part of rest) {
		const longer = `${text}, ${part}`;
		if (longer.length > width) {
			break;
		}

		text = longer;
	}

	return text;
}
