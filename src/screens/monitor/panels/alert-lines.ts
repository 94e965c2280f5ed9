import type {Alert} from '../../../monitor/alerts/alert.ts';
import {formatAge} from '../../../ui/draw/format.ts';
import type {Glyphs} from '../../../ui/terminal/glyphs.ts';
import type {Tone} from '../../../ui/terminal/theme.ts';
import {wrapWords} from '../words.ts';

export type AlertLine = {
	readonly text: string;
	readonly tone: Tone;
	readonly isBold: boolean;
};

export type AlertLinesOptions = {
	readonly columns: number;
	/** Maximum number of rows. The first alert always gets three. */
	readonly rows: number;
	readonly now: number;
	readonly glyphs: Glyphs;
};

/** Format alerts as rows: what happened, what it means, what to do. Alerts that do not fit are counted. */
export function toAlertLines(
	alerts: readonly Alert[],
	{columns, rows, now, glyphs}: AlertLinesOptions,
): readonly AlertLine[] {
	const written = alerts.map(alert => toLines(alert, {columns, now, glyphs}));
	const lines: AlertLine[] = [];
	for (const [index, block] of written.entries()) {
		const rest = written.length - index - 1;
		const isFull = index > 0 && lines.length + block.length + (rest > 0 ? 1 : 0) > rows;
		if (isFull) {
			const count = rest + 1;
			return [
				...lines,
				{
					text: `  ${count} more alert${count === 1 ? '' : 's'}: press a`,
					tone: 'muted',
					isBold: false,
				},
			];
		}

		lines.push(...block);
	}

	return lines;
}

function toLines(
	{level, what, since, means, todo}: Alert,
	{columns, now, glyphs}: Omit<AlertLinesOptions, 'rows'>,
): readonly AlertLine[] {
	const sign = level === 'bad' ? glyphs.bad : glyphs.warn;
	const age = since === undefined ? '' : ` (${formatAge(now - since)})`;
	const room = columns - 2;
	// Backticks are noise on a screen.
	const plain = (text: string) => text.replaceAll('`', '');
	const rest = (text: string, mark: string) =>
		wrapWords(plain(text), room - 2).map((line, index) => ({
			text: `${index === 0 ? mark : ' '} ${line}`,
			tone: 'text' as const,
			isBold: false,
		}));
	const head = wrapWords(plain(`${what}${age}`), room).map((line, index) => ({
		text: `${index === 0 ? sign : ' '} ${line}`,
		tone: level,
		isBold: true,
	}));
	return [
		...head,
		...rest(means, ' '),
		...rest(todo, glyphs.right).map(line => ({...line, tone: 'accent' as const})),
	];
}
