import {Box, Text} from 'ink';
import {fit, widthOf} from '../../../ui/draw/text.ts';
import useLook from '../../../ui/terminal/use-look.ts';
import FormAction from './FormAction.tsx';
import FormField from './FormField.tsx';
import type {FormItem} from './form-items.ts';

type Props = {
	readonly items: readonly FormItem[];
	readonly focused: string | undefined;
	/** The action that was tried while disabled. */
	readonly refused: string | undefined;
	readonly width: number;
	readonly isActive: boolean;
	/** Called on Enter in a field. */
	readonly onSubmit: () => void;
};

/** The rows of a form, with the focused one marked. */
export default function FormView({items, focused, refused, width, isActive, onSubmit}: Props) {
	const {theme, glyphs} = useLook();
	const labels = Math.max(
		0,
		...items.map(({kind, label}) => (kind === 'action' ? 0 : widthOf(label))),
	);
	return (
		<Box flexDirection="column" flexShrink={0}>
			{items.map(item => {
				const isFocused = item.id === focused;
				const mark = `${isFocused ? glyphs.selected : ' '} `;
				return item.kind === 'action' ? (
					<FormAction
						key={item.id}
						item={item}
						isFocused={isFocused}
						isRefused={item.id === refused}
						width={width}
					/>
				) : (
					<Box key={item.id} flexShrink={0}>
						<Text color={theme.accent}>{mark}</Text>
						{item.kind === 'option' ? (
							<Text wrap="truncate">
								<Text
									color={isFocused ? theme.accent : theme.muted}
								>{`${fit(item.label, labels)} `}</Text>
								{`${glyphs.left} ${item.value} ${glyphs.right}`}
							</Text>
						) : (
							<FormField
								item={item}
								label={fit(item.label, labels)}
								width={width - 2}
								isActive={isActive && isFocused}
								onSubmit={onSubmit}
							/>
						)}
					</Box>
				);
			})}
		</Box>
	);
}
