import {type Value, field, text} from '../value.ts';

/** A subnet's identity, as set by its owner. The text is untrusted: control characters are removed, nothing else is checked. */
export type SubnetIdentity = {
	readonly name: string;
	readonly description: string;
	readonly url: string;
	readonly repository: string;
	readonly discord: string;
	/** Free text; on the devnet, JSON that names the task. */
	readonly additional: string;
};

/** Read a stored identity of any version. */
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
