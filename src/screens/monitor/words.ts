import type {LiveMiner} from '../../rig/live-miner.ts';
import type {PriceOutlook} from '../../monitor/price-outlook.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import {formatDuration} from '../../ui/draw/format.ts';
import type {Glyphs} from '../../ui/terminal/glyphs.ts';

/** Shorten an address to its two ends, by which people recognize it. */
export const shortenHotkey = (hotkey: string, ellipsis: string): string =>
	`${hotkey.slice(0, 5)}${ellipsis}${hotkey.slice(-3)}`;

/** Get a miner's name as its operator knows it. */
export function nameMiner({state}: Pick<LiveMiner, 'state'>, name: string): string {
	if (state === undefined) {
		return `miner ${name}`;
	}

	const {uid, netuid} = state;
	return `miner ${uid === null ? 'of' : `with UID ${uid} on`} subnet ${netuid}`;
}

/** Format an incentive, which the chain stores as a fraction of 65,535. */
export const formatIncentive = (incentive: number): string => (incentive / 65_535).toFixed(4);

/** Format a block number so that its changing digits are readable. */
export const formatBlock = (block: number): string => grouped.format(block);

// Creating one takes a hundred times as long as using it.
const grouped = new Intl.NumberFormat('en-US');

/**
Format an age that should rarely change on screen: in one unit, and in steps of five seconds below a minute.
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

/** Milliseconds below which nothing counts as old. */
const fresh = 5000;

/** Format the age of something once it counts as old. */
export const tellAge = (milliseconds: number | undefined): string | undefined =>
	milliseconds === undefined || milliseconds < fresh ? undefined : formatCalmAge(milliseconds);

/** Describe a price's direction, with a sign, and in words if they fit. */
export function describePrice(
	{price, direction}: PriceOutlook,
	glyphs: Glyphs,
	width = Infinity,
): string {
	const signs = {falling: glyphs.down, level: glyphs.right, risen: glyphs.up};
	const words = {falling: 'falling', level: 'level', risen: 'rose'};
	const amount = formatShortAmount(price);
	const text = `${amount} TAO ${signs[direction]}`;
	return pickFitting([`${text} ${words[direction]}`, text, `${amount} ${signs[direction]}`], width);
}

/** Describe what a price falls to next, and when, as closely as fits. */
export function describeFall({price, next}: PriceOutlook, width = Infinity): string | undefined {
	if (!next) {
		return undefined;
	}

	const isHalf = next.price === price / 2n;
	const what = isHalf ? 'halves' : formatShortAmount(next.price);
	const roughly = `in ${describeRoughly(next.milliseconds)}`;
	return pickFitting(
		[`${what} in ${formatDuration(next.milliseconds)}`, `${what} ${roughly}`, roughly],
		width,
	);
}

/** Format an ordinal, such as a place in a queue. */
export function formatPlace(place: number): string {
	const tens = place % 100;
	const suffix = {1: 'st', 2: 'nd', 3: 'rd'}[tens > 10 && tens < 14 ? 0 : place % 10] ?? 'th';
	return `${place}${suffix}`;
}

/** Break text into lines at blanks. */
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

/** Pick the first text that fits, else the last. */
export const pickFitting = (texts: readonly string[], width: number): string =>
	texts.find(text => text.length <= width) ?? texts.at(-1) ?? '';

/** Join as many parts as fit; the first is always kept. */
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
