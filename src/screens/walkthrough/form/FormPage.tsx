import {Box} from 'ink';
import Form from './Form.tsx';
import type {FormItem} from './form-items.ts';
import Paragraph from './Paragraph.tsx';

type Props = {
	/** The introduction above the form. */
	readonly text: string;
	readonly items: readonly FormItem[];
	readonly width: number;
	readonly isActive: boolean;
	/** Called with the kind of the focused row. */
	readonly onFocus: (kind: FormItem['kind']) => void;
};

/** A page of a step: a form below an introduction. */
export default function FormPage({text, items, width, isActive, onFocus}: Props) {
	return (
		<Box flexDirection="column">
			<Paragraph width={width} text={text} />
			<Box height={1} flexShrink={0} />
			<Form items={items} width={width} isActive={isActive} onFocus={onFocus} />
		</Box>
	);
}
