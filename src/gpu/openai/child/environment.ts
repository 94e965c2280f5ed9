import process from 'node:process';
import {environmentForChildren} from '../../../support/processes/environment.ts';

/** Names of variables that often hold secrets. */
const secretName = /api_?key|access_?key|token|secret|credential/iv;

export type ServerEnvironmentOptions = {
	/** Names of variables that the server needs although they look like secrets. */
	readonly names?: readonly string[];
	/** The NVIDIA cards that it may use, by their numbers. @default all */
	readonly cards?: readonly number[];
	/** @default this process's environment */
	readonly env?: Readonly<NodeJS.ProcessEnv>;
};

/** Get the environment for a server: ours without passwords, and of what looks like a secret only what it was promised. */
export function environmentForServer({
	names = [],
	cards,
	env = process.env,
}: ServerEnvironmentOptions): NodeJS.ProcessEnv {
	const passed = Object.entries(environmentForChildren(env)).filter(
		([name]) => names.includes(name) || !secretName.test(name),
	);
	return {
		...Object.fromEntries(passed),
		// eslint-disable-next-line @typescript-eslint/naming-convention -- CUDA's own name.
		...(cards && {CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: cards.join(',')}),
	};
}

/**
Hide secrets in what a program says: those that are known, and what looks like one.

@example
```
hideSecrets('401 for Bearer abc, key sk-123456789', []);
//=> '401 for Bearer …, key …'
```
*/
export function hideSecrets(text: string, known: readonly string[]): string {
	let hidden = text;
	for (const secret of known) {
		hidden = secret.length < 6 ? hidden : hidden.replaceAll(secret, '…');
	}

	return hidden
		.replaceAll(/\b(?:sk|hf|pk|ghp|glpat)[\-_][\w\-]{6,}/gv, '…')
		.replaceAll(/(?<=\bbearer )\S+/giv, '…')
		.replaceAll(/(?<=:\/\/)[^\s\/@]*@/gv, '…@')
		.replaceAll(
			/(?<=(?:api[\-_]?key|token|secret|password)["']?\s{0,3}[:=]\s{0,3})["']?[^\s"',\}]+/giv,
			'…',
		);
}
