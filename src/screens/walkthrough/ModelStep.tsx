import {Box} from 'ink';
import {useState} from 'react';
import Choices from '../../ui/Choices.tsx';
import type {Choice} from '../../ui/ChoicesView.tsx';
import {formatBytes, formatCount} from '../../ui/format.ts';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import type {CatalogueModel} from '../../models/catalogue.ts';
import FormPage from './FormPage.tsx';
import Paragraph from './Paragraph.tsx';
import type {StepProps} from './walkthrough-actions.ts';

/** Which model answers. */
export default function ModelStep({state, actions, page, width, height, isActive}: StepProps) {
	const {draft, facts} = state;
	const {theme, glyphs} = useLook();
	const [lookedAt, setLookedAt] = useState(draft.model);
	const {models} = facts;
	if (page === 'file') {
		const file = draft.model ?? '';
		return (
			<FormPage
				text="An ONNX file of your own, with the input and output that the task asks for. It is tried out before it serves."
				width={width}
				isActive={isActive}
				onFocus={actions.focus}
				items={[
					{
						kind: 'field',
						id: 'file',
						label: 'File',
						value: file,
						placeholder: 'a path that ends in .onnx',
						onChange(value) {
							actions.edit({model: value === '' ? undefined : value});
						},
					},
					{
						kind: 'action',
						id: 'take',
						label: 'Take this file',
						disabled: file.endsWith('.onnx') ? undefined : 'its name must end in .onnx',
						onPick: actions.perform,
					},
				]}
			/>
		);
	}

	if (models === undefined) {
		return (
			<Line
				text={`Looking at the models that came with btop${glyphs.ellipsis}`}
				color={theme.muted}
			/>
		);
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
						? `No model here answers the task ${task ?? 'of this subnet'}. One of your own can.`
						: `Which model answers${task === undefined ? '' : ` the task ${task}`}? A better one earns more, a smaller one answers sooner.`
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
						text={`${formatCount(looked.parameters)} numbers learned from ${looked.trainedOn}. Licence ${looked.license}.`}
					/>
				</Box>
			)}
		</Box>
	);
}

/** No model of a catalogue has a blank in its name. */
const ownFile = 'own file';

function toChoices(models: readonly CatalogueModel[]): readonly Choice[] {
	return [
		...models.map(({name, bytes, heldOutScore, description}) => ({
			id: name,
			label: name,
			detail: `${formatBytes(bytes).padStart(8)}  score ${heldOutScore.toFixed(3)}  ${description}`,
		})),
		{id: ownFile, label: 'a file of your own', detail: 'ONNX, by its path'},
	];
}
