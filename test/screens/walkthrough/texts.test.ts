import {expect, test} from 'vitest';
import {shortAddress, shortenAddresses} from '../../../src/screens/walkthrough/addresses.ts';
import {shortTao} from '../../../src/screens/walkthrough/steps/amounts.ts';
import {wrapCommand, wrapText} from '../../../src/ui/draw/wrap.ts';
import {
	coldkey,
	equalCommand as command,
	hotkey,
} from '../../helpers/screens/walkthrough-states.ts';

test.each([
	[0n, '0'],
	[1n, '<0.0001'],
	[-1n, '-0.0001'],
	[500_000n, '0.0005'],
	[882_412_345n, '0.8824'],
	[1_500_000_000n, '1.5'],
	[123_456_789_000n, '123.46'],
	[12_345_678_900_000n, '12,346'],
])('an amount of %s rao is read as %s TAO', (rao, text) => {
	expect(shortTao(rao)).toBe(text);
});

test('amounts below each other keep their zeros', () => {
	expect(shortTao(1_500_000_000n, {isFixed: true})).toBe('1.5000');
});

test('addresses are shortened in their middle, in a sentence too', () => {
	expect(shortAddress(coldkey, '…')).toBe('5Grwva…KutQY');
	expect(shortenAddresses(`coldkey ${coldkey}, hotkey ${hotkey}`, '…')).toBe(
		'coldkey 5Grwva…KutQY, hotkey 5FHneW…694ty',
	);
});

test('a text is broken at its blanks, and a word that is too long inside', () => {
	expect(wrapText('Nothing was paid', 8)).toEqual(['Nothing', 'was paid']);
	expect(wrapText('a 123456789', 4)).toEqual(['a', '1234', '5678', '9']);
	expect(wrapText('', 8)).toEqual(['']);
});

test('a command that is broken into rows is the same to a shell', () => {
	for (const width of [56, 60, 76, 200]) {
		const rows = wrapCommand(command, width);

		expect(rows.every(row => row.length <= width)).toBe(true);
		expect(rows.join('\n').replaceAll(/(?: \\)?\n/gv, ' ')).toBe(command);
	}

	expect(wrapCommand('btcli subnets register -w rig', 24)).toEqual([
		'btcli subnets register \\',
		'-w rig',
	]);
	expect(wrapCommand("btcli subnets register -w 'my old rig'", 34)).toEqual([
		'btcli subnets register -w \\',
		"'my old rig'",
	]);
});
