import {Box, Text} from 'ink';
import SecretField from '../../../ui/input/SecretField.tsx';
import {widthOf} from '../../../ui/draw/text.ts';
import TextField from '../../../ui/input/TextField.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {FieldItem} from './form-items.ts';

type Props = {
	readonly item: FieldItem;
	readonly label: string;
	readonly width: number;
	readonly isActive: boolean;
	readonly onSubmit: () => void;
};

/** A text field followed by its note. */
export default function FormField({item, label, width, isActive, onSubmit}: Props) {
	const {theme} = useLook();
	const {value, onChange, placeholder, suggestion, isSecret = false} = item;
	const {note = value !== '' && value === suggestion ? 'suggested' : ''} = item;
	const Input = isSecret ? SecretField : TextField;
	const room = width - (note === '' ? 0 : widthOf(note) + 2);
	return (
		<>
			<Box width={room} flexShrink={0}>
				<Input
					label={label}
					value={value}
					// Without colors it would look like typed text.
					placeholder={placeholder === undefined ? '' : `(${placeholder})`}
					width={room}
					suggestion={suggestion}
					isActive={isActive}
					onChange={onChange}
					onSubmit={onSubmit}
				/>
			</Box>
			{note !== '' && <Text color={theme.muted}>{`  ${note}`}</Text>}
		</>
	);
}
