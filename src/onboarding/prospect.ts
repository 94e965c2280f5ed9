import type {TaskId} from '../tasks/task.ts';

/** What this program can do on a subnet. */
export type Prospect =
	| {
			readonly can: 'mine';
			readonly task: TaskId;
			/** Name of the model that would answer. */
			readonly model: string;
	  }
	| {
			/** Nothing but show it. */
			readonly can: 'watch';
			readonly task: TaskId | undefined;
			/** Why, as the rest of a sentence. */
			readonly reason: string;
			/** What makes it minable, if the operator can do something about it. */
			readonly fix: string | undefined;
	  };

/** Say what this program can do on a subnet, as the end of a sentence that begins with its name. */
export const describeProspect = (prospect: Prospect): string =>
	prospect.can === 'mine'
		? `mine with model \`${prospect.model}\` of task \`${prospect.task}\``
		: `watch only: ${prospect.reason}`;

/** Convert it for JSON. */
export const toMining = (prospect: Prospect) => ({
	can: prospect.can,
	task: prospect.task ?? null,
	model: prospect.can === 'mine' ? prospect.model : null,
	reason: prospect.can === 'mine' ? null : prospect.reason,
});
