import {widthOf} from '../../ui/text.ts';
import {widestText, wrapText} from './wrap.ts';

export type FieldItem = {
	readonly kind: 'field';
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly placeholder?: string;
	/** What it comes filled with: the first text that is written takes its place. A secret has none. */
	readonly suggestion?: string;
	readonly isSecret?: boolean;
	/** Stands behind the field. */
	readonly note?: string;
};

export type OptionItem = {
	readonly kind: 'option';
	readonly id: string;
	readonly label: string;
	readonly value: string;
	/** Take the next value, or the one before. */
	readonly onTurn: (step: 1 | -1) => void;
};

export type ActionItem = {
	readonly kind: 'action';
	readonly id: string;
	readonly label: string;
	readonly detail?: string;
	/** Why it cannot be done now; stands in the place of the detail. */
	readonly disabled?: string;
	readonly onPick: () => void;
};

export type FormItem = FieldItem | OptionItem | ActionItem;

/** Get why something cannot be done, in rows below it; none where it can, or where that fits beside it. */
export function reasonRowsOf({label, disabled}: ActionItem, width: number): readonly string[] {
	// A mark and a sign stand before the label.
	const isLong = disabled !== undefined && widthOf(`${label}  ${disabled}`) + 4 > width;
	return isLong ? wrapText(disabled, Math.min(width - 4, widestText)) : [];
}

/** Count the rows of a form. */
export const countFormRows = (items: readonly FormItem[], width: number): number =>
	items.reduce(
		(rows, item) => rows + 1 + (item.kind === 'action' ? reasonRowsOf(item, width).length : 0),
		0,
	);
