import {graphemesOf} from '../draw/text.ts';
import useLook from '../terminal/use-look.ts';
import FieldLine from './FieldLine.tsx';
import type {FieldProps} from './TextField.tsx';
import useTextEdit from './use-text-edit.ts';

/** A text field that hides its value: it shows a bullet for each character. */
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
