import {Box} from 'ink';
import Form from './Form.tsx';
import type {FormItem} from './form-items.ts';
import Paragraph from './Paragraph.tsx';

type Props = {
	/** What is written there, and what for. */
	readonly text: string;
	readonly items: readonly FormItem[];
	readonly width: number;
	readonly isActive: boolean;
	/** Told which kind of row has the keyboard. */
	readonly onFocus: (kind: FormItem['kind']) => void;
};

/** A page of a step with a form on it, and a few sentences above. */
export default function FormPage({text, items, width, isActive, onFocus}: Props) {
	return (
		<Box flexDirection="column">
			<Paragraph width={width} text={text} />
			<Box height={1} flexShrink={0} />
			<Form items={items} width={width} isActive={isActive} onFocus={onFocus} />
		</Box>
	);
}
