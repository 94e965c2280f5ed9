import {expect, test} from 'vitest';
import {createRetoldText} from '../../src/gpu/retold-text.ts';

test('what was passed on is left out, however it is cut the second time', () => {
	const text = createRetoldText();
	expect([text.add('abc'), text.add('def')]).toEqual(['abc', 'def']);
	text.restart();

	expect([text.reached(), text.isWhole()]).toEqual([0, false]);
	expect([text.add('ab'), text.add('cde'), text.isWhole()]).toEqual(['', '', false]);
	expect([text.add('fg'), text.isWhole(), text.add('h')]).toEqual(['g', true, 'h']);
	text.restart();
	expect([text.add('abcdefghi'), text.reached()]).toEqual(['i', 9]);
});

test('a text that differs is found out at the first letter', () => {
	const text = createRetoldText();
	text.add('abc');
	text.restart();

	expect([text.add('a'), text.add('x')]).toEqual(['', undefined]);
});
