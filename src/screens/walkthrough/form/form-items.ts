import {widthOf} from '../../../ui/draw/text.ts';
import {widestText, wrapText} from '../../../ui/draw/wrap.ts';

export type FieldItem = {
	readonly kind: 'field';
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly placeholder?: string;
	/** Initial text, replaced by the first typed text. Secrets have none. */
	readonly suggestion?: string;
	readonly isSecret?: boolean;
	/** Shown after the field. */
	readonly note?: string;
};

export type OptionItem = {
	readonly kind: 'option';
	readonly id: string;
	readonly label: string;
	readonly value: string;
	/** Select the next value, or the previous one. */
	readonly onTurn: (step: 1 | -1) => void;
};

export type ActionItem = {
	readonly kind: 'action';
	readonly id: string;
	readonly label: string;
	readonly detail?: string;
	/** Why it is disabled; shown instead of the detail. */
	readonly disabled?: string;
	readonly onPick: () => void;
};

export type FormItem = FieldItem | OptionItem | ActionItem;

/** Get the reason for a disabled action as rows below it; none if it is enabled, or if the reason fits next to it. */
export function reasonRowsOf({label, disabled}: ActionItem, width: number): readonly string[] {
	// A marker and a sign precede the label.
	const isLong = disabled !== undefined && widthOf(`${label}  ${disabled}`) + 4 > width;
	return isLong ? wrapText(disabled, Math.min(width - 4, widestText)) : [];
}

/** Count the rows of a form. */
export const countFormRows = (items: readonly FormItem[], width: number): number =>
	items.reduce(
		(rows, item) => rows + 1 + (item.kind === 'action' ? reasonRowsOf(item, width).length : 0),
		0,
	);
