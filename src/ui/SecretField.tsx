import FieldLine from './FieldLine.tsx';
import {graphemesOf} from './text.ts';
import type {FieldProps} from './TextField.tsx';
import useLook from './use-look.ts';
import useTextEdit from './use-text-edit.ts';

/** A line to write in what nobody may read: it shows a bullet for each character. */
export default function SecretField(props: Omit<FieldProps, 'suggestion'>) {
	const {label, value, onChange, onSubmit, isActive = true, placeholder = '', width} = props;
	const {limit = 512} = props;
	const {glyphs} = useLook();
	const {cursor} = useTextEdit({value, onChange, onSubmit, isActive, isSecret: true, limit});
	return (
		<FieldLine
			label={label}
			text={glyphs.bullet.repeat(graphemesOf(value).length)}
			cursor={isActive ? cursor : undefined}
			placeholder={placeholder}
			width={width}
		/>
	);
}
