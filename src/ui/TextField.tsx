import FieldLine from './FieldLine.tsx';
import useTextEdit from './use-text-edit.ts';

export type FieldProps = {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Called when Enter is pressed. */
	readonly onSubmit?: (value: string) => void;
	/** @default true */
	readonly isActive?: boolean;
	readonly placeholder?: string;
	readonly width: number;
	/** The most characters that can be written. @default 512 */
	readonly limit?: number;
	/** What the field comes filled with: the first text that is written takes its place. Keys that edit it keep it. */
	readonly suggestion?: string;
};

/** A line to write in. Its owner keeps the value. */
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
