import {Box} from 'ink';
import {useState} from 'react';
import Choices from '../../../ui/input/Choices.tsx';
import type {Choice} from '../../../ui/input/ChoicesView.tsx';
import {formatBytes, formatCount} from '../../../ui/draw/format.ts';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import type {CatalogueModel} from '../../../models/catalogue.ts';
import type {OwnModel} from '../../../models/own/own-models.ts';
import Paragraph from '../form/Paragraph.tsx';
import type {StepProps} from '../walkthrough-actions.ts';
import ModelFilePage from './ModelFilePage.tsx';

/** The choice of the model that answers queries. */
export default function ModelStep(props: StepProps) {
	const {state, actions, page, width, height, isActive} = props;
	const {draft, facts} = state;
	const {theme, glyphs} = useLook();
	const [lookedAt, setLookedAt] = useState(draft.model);
	const {models, ownModels = []} = facts;
	const task = facts.subnet?.subnet.task ?? models?.[0]?.task;
	if (page === 'file') {
		return <ModelFilePage {...props} task={task} />;
	}

	if (models === undefined) {
		return <Line text={`Checking the bundled models${glyphs.ellipsis}`} color={theme.muted} />;
	}

	const named =
		models.find(({name}) => name === draft.model)?.name ??
		ownModels.find(({path}) => path === draft.model)?.path;
	const looked =
		models.find(({name}) => name === lookedAt) ?? (lookedAt === undefined ? models[0] : undefined);
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
				choices={toChoices(models, ownModels, task)}
				initial={named ?? (draft.model === undefined ? undefined : ownFile)}
				width={width}
				height={Math.min(models.length + ownModels.length + 1, height - 5)}
				isActive={isActive}
				onLook={setLookedAt}
				onPick={id => {
					if (id === ownFile) {
						actions.edit({
							model: named === undefined ? draft.model : undefined,
							servers: undefined,
						});
						actions.turnTo('file');
					} else {
						actions.edit({model: id, servers: undefined});
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

function toChoices(
	models: readonly CatalogueModel[],
	own: readonly OwnModel[],
	task: string | undefined,
): readonly Choice[] {
	return [
		...models.map(({name, bytes, heldOutScore, description}) => ({
			id: name,
			label: name,
			detail: `${formatBytes(bytes).padStart(8)}  score ${heldOutScore.toFixed(3)}  ${description}`,
		})),
		// A path cannot be mistaken for a name of the catalogue.
		...own.map(({name, path, bytes, source}) => ({
			id: path,
			label: name,
			detail: `${formatBytes(bytes).padStart(8)}  yours, from ${source?.id ?? 'this machine'}`,
		})),
		{
			id: ownFile,
			label: 'your own file',
			detail:
				task === 'text' || task === 'translation'
					? 'GGUF or ONNX, by its path'
					: 'ONNX, by its path',
		},
	];
}
