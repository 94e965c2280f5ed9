import {encode} from 'uqr';
import {afterEach, expect, test} from 'vitest';
import {applyColorDepth} from '../../../src/ui/terminal/color-depth.ts';
import {drawQrCode} from '../../../src/ui/draw/qr-code.ts';
import QrCode from '../../../src/ui/draw/QrCode.tsx';
import {draw} from '../../helpers/screens/draw.tsx';

afterEach(() => {
	applyColorDepth('none');
});

const text = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

/** Read a drawing back as modules, of which `true` is drawn. */
function modulesOf(lines: readonly string[], isAscii: boolean): readonly boolean[][] {
	return isAscii
		? lines.map(line => line.match(/../gv)!.map(cell => cell === '##'))
		: lines.flatMap(line => [
				[...line].map(cell => '█▀'.includes(cell)),
				[...line].map(cell => '█▄'.includes(cell)),
			]);
}

test.each([
	[{colors: 'truecolor', glyphs: 'braille'}, 37, 19, 4],
	[{colors: '16', glyphs: 'block'}, 37, 18, 2],
	[{colors: 'none', glyphs: 'braille'}, 33, 17, 2],
	[{colors: 'none', glyphs: 'braille'}, 31, 16, 1],
	[{colors: 'none', glyphs: 'ascii'}, 74, 37, 4],
] as const)('every module is drawn on %o in %d×%d', (terminal, width, height, border) => {
	const {lines, isFitting} = drawQrCode(text, {width, height, terminal});
	const isDarkDrawn = terminal.colors !== 'none';
	const modules = modulesOf(lines, terminal.glyphs === 'ascii').map(row =>
		row.map(isDrawn => isDrawn === isDarkDrawn),
	);
	const {data, size} = encode(text, {border});

	expect(isFitting).toBe(true);
	expect(modules.slice(0, size)).toEqual(data);
});

test('a code without room says how much it needs', () => {
	expect(draw(<QrCode text={text} width={60} height={10} />)).toBe(
		'The QR code needs 31 columns and 16 rows.',
	);
	expect(draw(<QrCode text={text} width={60} height={20} />, {glyphs: 'ascii'})).toBe(
		'The QR code needs 62 columns and 31 rows.',
	);
});

test.each([
	['16', '\u{1B}[30m', '\u{1B}[107m'],
	['256', '\u{1B}[38;5;16m', '\u{1B}[48;5;231m'],
	['truecolor', '\u{1B}[38;2;0;0;0m', '\u{1B}[48;2;255;255;255m'],
] as const)('with %s colors a code is black on white', (colors, dark, light) => {
	applyColorDepth(colors);
	const lines = draw(<QrCode text={text} width={60} height={20} />, {colors}).split('\n');

	expect(lines.filter(line => line.includes(light))).toHaveLength(19);
	expect(lines.filter(line => line.includes(dark))).toHaveLength(19);
});

test('codes look the same everywhere', () => {
	expect(`\n${draw(<QrCode text={text} width={60} height={20} />)}\n`).toMatchSnapshot();
});
