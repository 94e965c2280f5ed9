import {numberWords} from '../../number-words.ts';

/** Draw-able counts: 2 to 99, and the round hundreds up to 900. */
export const counts: readonly number[] = [
	...Array.from({length: 98}, (_, index) => index + 2),
	...Array.from({length: 9}, (_, index) => (index + 1) * 100),
];

/** Say a count in English: `forty-two`, `three hundred`. */
export function toEnglishNumber(count: number): string {
	if (count >= 100) {
		return `${englishUnits[count / 100]} hundred`;
	}

	if (count < 20) {
		return englishUnits[count]!;
	}

	const unit = count % 10;
	const ten = englishTens[Math.floor(count / 10)]!;
	return unit === 0 ? ten : `${ten}-${englishUnits[unit]}`;
}

/** Say a count in Esperanto: `kvardek du`, `tricent`. */
export function toEsperantoNumber(count: number): string {
	if (count >= 100) {
		return `${toPower(count / 100)}cent`;
	}

	const unit = count % 10;
	const ten = count < 10 ? '' : `${toPower(Math.floor(count / 10))}dek`;
	return [ten, esperantoUnits[unit]].filter(Boolean).join(' ');
}

/** `dek` and `cent` alone say one of them. */
function toPower(count: number): string {
	return count === 1 ? '' : esperantoUnits[count]!;
}

const esperantoUnits = ['', 'unu', 'du', 'tri', 'kvar', 'kvin', 'ses', 'sep', 'ok', 'naŭ'];

const englishUnits = ['', ...numberWords];

const englishTens = [
	'',
	'',
	'twenty',
	'thirty',
	'forty',
	'fifty',
	'sixty',
	'seventy',
	'eighty',
	'ninety',
];
