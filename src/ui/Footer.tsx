import {Text} from 'ink';
import {memo} from 'react';
import type {Glyphs} from './glyphs.ts';
import {toShortLabel, type Key} from './keys.ts';
import {widthOf} from './text.ts';
import useLook from './use-look.ts';

type Props = {
	/** The most important first. */
	readonly keys: readonly Key[];
	readonly width: number;
};

/** The keys that can be pressed now, in one row. Those that do not fit are left out, the last first; those that do nothing now stand in parentheses. */
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
	const items: Item[] = [];
	let used = -2;
	for (const key of keys) {
		if (key.short === undefined) {
			continue;
		}

		const label = toShortLabel(key, glyphs);
		const isDisabled = key.disabled !== undefined;
		used += widthOf(label) + widthOf(key.short) + (isDisabled ? 5 : 3);
		if (used > width) {
			break;
		}

		items.push({label, does: key.short, isDisabled});
	}

	return items;
}
