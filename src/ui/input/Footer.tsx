import {Text} from 'ink';
import {memo} from 'react';
import type {Glyphs} from '../terminal/glyphs.ts';
import {widthOf} from '../draw/text.ts';
import useLook from '../terminal/use-look.ts';
import {toShortLabel, type Key} from './keys.ts';

type Props = {
	/** Most important first. */
	readonly keys: readonly Key[];
	readonly width: number;
};

/** The available keys, in one row. Keys that do not fit are dropped, the last first; disabled keys are in parentheses, with the reason if it fits. */
export default memo(Footer);

function Footer({keys, width}: Props) {
	const {theme, glyphs} = useLook();
	return (
		<Text wrap="truncate">
			{fitKeys(keys, width, glyphs).map(({label, does, isDisabled}, index) => (
				<Text key={`${label} ${does}`}>
					{index > 0 && '  '}
					<Text color={isDisabled ? theme.muted : theme.key}>
						{isDisabled ? `(${label}` : label}
					</Text>
					<Text color={theme.muted}>{isDisabled ? ` ${does})` : ` ${does}`}</Text>
				</Text>
			))}
		</Text>
	);
}

type Item = {
	readonly label: string;
	readonly does: string;
	readonly isDisabled: boolean;
};

function fitKeys(keys: readonly Key[], width: number, glyphs: Glyphs): readonly Item[] {
	const named = keys.filter(({short}) => short !== undefined);
	const explained = named.map(key => toItem(key, glyphs, key.disabled));
	const fitting = takeFitting(explained, width);
	return fitting.length === explained.length
		? explained
		: takeFitting(
				named.map(key => toItem(key, glyphs)),
				width,
			);
}

function takeFitting(items: readonly Item[], width: number): readonly Item[] {
	let used = -gap;
	const end = items.findIndex(({label, does, isDisabled}) => {
		used += widthOf(label) + 1 + widthOf(does) + (isDisabled ? 2 : 0) + gap;
		return used > width;
	});
	return end === -1 ? items : items.slice(0, end);
}

/** Cells between two keys. */
const gap = 2;

const toItem = (key: Key, glyphs: Glyphs, why?: string): Item => ({
	label: toShortLabel(key, glyphs),
	does: why === undefined ? key.short! : `${key.short!}: ${why}`,
	isDisabled: key.disabled !== undefined,
});
