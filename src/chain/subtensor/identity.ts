import type {TaskId} from '../../tasks/task.ts';
import {type Value, field, text} from '../value.ts';

/** What a subnet's owner says of it. Strangers wrote these texts: control characters are taken out, but nothing else is to be believed. */
export type SubnetIdentity = {
	readonly name: string;
	readonly description: string;
	readonly url: string;
	readonly repository: string;
	readonly discord: string;
	/** Whatever the owner adds; on the devnet JSON that names the task. */
	readonly additional: string;
};

const taskIds: readonly string[] = ['text', 'translation', 'image', 'data'] satisfies TaskId[];

/** Read an identity as the chain stores it, of any of its versions. */
export function readIdentity(value: Value): SubnetIdentity | undefined {
	if (value === undefined) {
		return undefined;
	}

	const read = (name: string) => text(field(value, name)) ?? '';
	return {
		name: read('subnetName'),
		description: read('description'),
		url: read('subnetUrl'),
		repository: read('githubRepo'),
		discord: read('discord'),
		additional: read('additional'),
	};
}

/** Read which task a subnet sets its miners, as its identity says by `{"task":"image"}`; `undefined` if it does not. */
export function readTask(identity: SubnetIdentity | undefined): TaskId | undefined {
	const task = parseTask(identity?.additional ?? '');
	return taskIds.find(id => id === task) as TaskId | undefined;
}

function parseTask(additional: string): unknown {
	try {
		const {task} = JSON.parse(additional) as {task?: unknown};
		return task;
	} catch {
		// Most subnets write prose there, or nothing.
		return undefined;
	}
}
