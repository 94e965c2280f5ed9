import {knownModels} from '../../models/hub/known-models.ts';
import {table} from '../table.ts';

/** Say which models on the hub are known to answer a task. */
export const describeKnown = (): readonly string[] => [
	'Known on the hub; `btop models pull ID` fetches one:',
	...table(
		[
			{title: 'task'},
			{title: 'id'},
			{title: 'MiB', align: 'right'},
			{title: 'license'},
			{title: 'what it is'},
		],
		knownModels.map(({task, id, bytes, license, description}) => [
			task,
			id,
			String(Math.ceil(bytes / 1_048_576)),
			license,
			description,
		]),
	),
];
