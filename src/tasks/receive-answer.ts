import type {Parsed, Task} from './task.ts';

/** Send an answer through JSON, as a miner does, and validate it, as a validator does. */
export function receiveAnswer(
	{parseAnswer}: Pick<Task, 'parseAnswer'>,
	answer: unknown,
): Parsed<unknown> {
	const wire = JSON.stringify(answer);
	return parseAnswer(JSON.parse(wire));
}
