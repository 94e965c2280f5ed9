import {useState} from 'react';
import {type Problem, toProblem} from '../../steps/problem.ts';

export type Task = {
	/** What is being done. */
	readonly what: string;
	/** Since when, in milliseconds since the Unix epoch. */
	readonly since: number;
};

export type TaskOptions = Task & {
	readonly run: () => Promise<void>;
	readonly onDone: () => void;
	readonly onFailed: (problem: Problem) => void;
};

/** Do one long thing at a time, and tell which. */
export default function useTask() {
	const [task, setTask] = useState<Task>();
	const start = async ({run, onDone, onFailed, ...next}: TaskOptions) => {
		setTask(next);
		try {
			await run();
			onDone();
		} catch (error) {
			onFailed(toProblem(error));
		} finally {
			setTask(undefined);
		}
	};

	return {task, start};
}
