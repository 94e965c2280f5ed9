import {Box, Text} from 'ink';
import SecretField from '../../ui/SecretField.tsx';
import {widthOf} from '../../ui/text.ts';
import TextField from '../../ui/TextField.tsx';
import useLook from '../../ui/use-look.ts';
import type {FieldItem} from './form-items.ts';

type Props = {
	readonly item: FieldItem;
	readonly label: string;
	readonly width: number;
	readonly isActive: boolean;
	readonly onSubmit: () => void;
};

/** A line to write in, with what there is to say about it behind. */
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
					// Without colours it would look like what is typed.
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
