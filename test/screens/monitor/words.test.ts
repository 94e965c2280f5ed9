import {expect, test} from 'vitest';
import type {Alert} from '../../../src/monitor/alerts/alert.ts';
import {toAlertLines} from '../../../src/screens/monitor/panels/alert-lines.ts';
import {
	describeFall,
	describePrice,
	formatCalmAge,
	formatPlace,
	joinFitting,
	shortenHotkey,
	wrapWords,
} from '../../../src/screens/monitor/words.ts';
import {glyphsOf} from '../../../src/ui/terminal/glyphs.ts';
import {now, ownHotkey} from '../../helpers/miner/live-miner.ts';

const glyphs = glyphsOf('braille');

test.each([
	[0, 'now'],
	[4999, 'now'],
	[9999, '5 s'],
	[59_999, '55 s'],
	[60_000, '1 m'],
	[3_600_000, '1 h'],
	[200_000_000, '2 d'],
])('%i ms are written calmly as %s', (milliseconds, text) => {
	expect(formatCalmAge(milliseconds)).toBe(text);
});

test.each([
	[1, '1st'],
	[2, '2nd'],
	[3, '3rd'],
	[4, '4th'],
	[11, '11th'],
	[112, '112th'],
	[121, '121st'],
])('place %i is the %s', (place, text) => {
	expect(formatPlace(place)).toBe(text);
});

test('an address is known by its two ends', () => {
	expect(shortenHotkey(ownHotkey, '…')).toMatch(/^5.{4}….{3}$/v);
});

test('a price says where it is heading, by a sign where there is no room', () => {
	const price = {price: 512_300_000n, direction: 'falling', next: undefined} as const;

	expect(describePrice(price, glyphs)).toBe('0.5123 TAO ↓ falling');
	expect(describePrice(price, glyphs, 15)).toBe('0.5123 TAO ↓');
	expect(describeFall(price)).toBeUndefined();
	expect(describeFall({...price, next: {price: 256_150_000n, milliseconds: 60_000}})).toBe(
		'halves in 1 m 0 s',
	);
	expect(describeFall({...price, next: {price: 500_000_000n, milliseconds: 60_000}})).toBe(
		'0.5000 in 1 m 0 s',
	);
});

test('parts are joined as far as they fit', () => {
	expect(joinFitting(['one', 'two', 'three'], 9)).toBe('one, two');
	expect(joinFitting(['one', 'two'], 2)).toBe('one');
});

test('words are wrapped, and one that is too long stands alone', () => {
	expect(wrapWords('a bc def ghijkl m', 5)).toEqual(['a bc', 'def', 'ghijkl', 'm']);
});

const alert = (what: string, level: Alert['level'] = 'bad'): Alert => ({
	kind: 'other',
	level,
	what,
	since: now - 65_000,
	means: 'It means `this`.',
	todo: 'Do that.',
});

const write = (alerts: readonly Alert[], rows: number) =>
	toAlertLines(alerts, {columns: 40, rows, now, glyphs}).map(({text}) => text);

test('an alert says what happened and when, what it means, and what to do', () => {
	expect(write([alert('It broke')], 3)).toEqual([
		'✖ It broke (1 m 5 s ago)',
		'  It means this.',
		'→ Do that.',
	]);
});

test('alerts without room are counted', () => {
	const alerts = [alert('One'), alert('Two', 'warn'), alert('Three')];

	expect(write(alerts, 9)).toHaveLength(9);
	expect(write(alerts, 8).at(-1)).toBe('  1 more alert: press a');
	expect(write(alerts, 3)).toHaveLength(4);
	expect(write(alerts, 3).at(-1)).toBe('  2 more alerts: press a');
});
