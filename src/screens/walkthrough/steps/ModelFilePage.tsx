import FormPage from '../form/FormPage.tsx';
import type {StepProps} from '../walkthrough-actions.ts';

type Props = StepProps & {
	/** What the model is to answer, if that is known. */
	readonly task: string | undefined;
};

/** The path of a model of the operator's own. */
export default function ModelFilePage({state: {draft}, actions, width, isActive, task}: Props) {
	const file = draft.model ?? '';
	const isLanguage = task === 'text' || task === 'translation';
	return (
		<FormPage
			text={
				isLanguage
					? 'Your own language model: a GGUF file, or a folder with an ONNX model and its tokenizer. btop tests it before it serves.'
					: 'Your own ONNX file, with the inputs and outputs the task needs, or a folder of several. btop tests it before it serves.'
			}
			width={width}
			isActive={isActive}
			onFocus={actions.focus}
			items={[
				{
					kind: 'field',
					id: 'file',
					label: 'Path',
					value: file,
					placeholder: isLanguage
						? 'a path ending in .gguf, or a folder'
						: 'a path ending in .onnx, or a folder',
					onChange(value) {
						actions.edit({model: value === '' ? undefined : value, servers: undefined});
					},
				},
				{
					kind: 'action',
					id: 'take',
					label: 'Use this model',
					disabled: file === '' ? 'type its path first' : undefined,
					onPick: actions.perform,
				},
			]}
		/>
	);
}
