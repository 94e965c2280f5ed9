import FieldLine from './FieldLine.tsx';
import useTextEdit from './use-text-edit.ts';

export type FieldProps = {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Called on Enter. */
	readonly onSubmit?: (value: string) => void;
	/** @default true */
	readonly isActive?: boolean;
	readonly placeholder?: string;
	readonly width: number;
	/** Maximum length in characters. @default 512 */
	readonly limit?: number;
	/** Initial text, replaced by the first typed text. Editing keys keep it. */
	readonly suggestion?: string;
};

/** A text field. Its owner holds the value. */
export default function TextField(props: FieldProps) {
	const {label, value, onChange, onSubmit, isActive = true, placeholder = '', width} = props;
	const {limit = 512, suggestion} = props;
	const {cursor} = useTextEdit({
		value,
		onChange,
		onSubmit,
		isActive,
		isSecret: false,
		limit,
		suggestion,
	});
	return (
		<FieldLine
			label={label}
			text={value}
			cursor={isActive ? cursor : undefined}
			placeholder={placeholder}
			width={width}
		/>
	);
}
