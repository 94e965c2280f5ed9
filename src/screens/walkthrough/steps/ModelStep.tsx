import {Box} from 'ink';
import {useState} from 'react';
import Choices from '../../../ui/input/Choices.tsx';
import type {Choice} from '../../../ui/input/ChoicesView.tsx';
import {formatBytes, formatCount} from '../../../ui/draw/format.ts';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {CatalogueModel} from '../../../models/catalogue.ts';
import FormPage from '../form/FormPage.tsx';
import Paragraph from '../form/Paragraph.tsx';
import type {StepProps} from '../walkthrough-actions.ts';

/** The choice of the model that answers queries. */
export default function ModelStep({state, actions, page, width, height, isActive}: StepProps) {
	const {draft, facts} = state;
	const {theme, glyphs} = useLook();
	const [lookedAt, setLookedAt] = useState(draft.model);
	const {models} = facts;
	if (page === 'file') {
		const file = draft.model ?? '';
		return (
			<FormPage
				text="Your own ONNX file, with the inputs and outputs the task needs. btop tests it before it serves."
				width={width}
				isActive={isActive}
				onFocus={actions.focus}
				items={[
					{
						kind: 'field',
						id: 'file',
						label: 'File',
						value: file,
						placeholder: 'a path ending in .onnx',
						onChange(value) {
							actions.edit({model: value === '' ? undefined : value});
						},
					},
					{
						kind: 'action',
						id: 'take',
						label: 'Use this file',
						disabled: file.endsWith('.onnx') ? undefined : 'the name must end in .onnx',
						onPick: actions.perform,
					},
				]}
			/>
		);
	}

	if (models === undefined) {
		return <Line text={`Checking the bundled models${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const task = facts.subnet?.subnet.task ?? models[0]?.task;
	const named = models.find(({name}) => name === draft.model);
	const looked =
		models.find(({name}) => name === lookedAt) ?? (lookedAt === ownFile ? undefined : models[0]);
	return (
		<Box flexDirection="column">
			<Paragraph
				width={width}
				text={
					models.length === 0
						? `No bundled model serves ${task === undefined ? "this subnet's task" : `the ${task} task`}; use your own.`
						: `Which model${task === undefined ? '' : ` for ${task}`}? A better one earns more, a smaller one answers faster.`
				}
			/>
			<Box height={1} flexShrink={0} />
			<Choices
				choices={toChoices(models)}
				initial={named?.name ?? (draft.model === undefined ? undefined : ownFile)}
				width={width}
				height={Math.min(models.length + 1, height - 5)}
				isActive={isActive}
				onLook={setLookedAt}
				onPick={id => {
					if (id === ownFile) {
						actions.edit({model: named ? undefined : draft.model});
						actions.turnTo('file');
					} else {
						actions.edit({model: id});
						actions.perform();
					}
				}}
			/>
			{looked && height >= 12 && (
				<Box flexDirection="column" paddingTop={1}>
					<Paragraph width={width} text={looked.description} />
					<Paragraph
						tone="muted"
						width={width}
						text={`${formatCount(looked.parameters)} parameters, trained on ${looked.trainedOn}. License ${looked.license}.`}
					/>
				</Box>
			)}
		</Box>
	);
}

/** Contains a blank, which no catalogue name does. */
const ownFile = 'your file';

function toChoices(models: readonly CatalogueModel[]): readonly Choice[] {
	return [
		...models.map(({name, bytes, heldOutScore, description}) => ({
			id: name,
			label: name,
			detail: `${formatBytes(bytes).padStart(8)}  score ${heldOutScore.toFixed(3)}  ${description}`,
		})),
		{id: ownFile, label: 'your own file', detail: 'ONNX, by its path'},
	];
}
