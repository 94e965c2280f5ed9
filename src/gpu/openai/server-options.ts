import * as v from 'valibot';
import {list, struct} from '../../support/schema.ts';

/** A server that speaks OpenAI's API, and how much of the work it gets. */
export type OpenAiServer = {
	/** Its address, with or without `/v1`: `http://gpu1:8000`. */
	readonly url: string;
	/** How many requests it does at once. @default 8 */
	readonly capacity?: number;
	/** Its share among servers of equal capacity, as for one that is faster. @default 1 */
	readonly weight?: number;
	/** What to ask it for. @default the only model that it lists */
	readonly model?: string;
	/** A file with its API key on one line. */
	readonly keyFile?: string;
	/** A program and its arguments that is this server: it is started and ended with the engine. What follows is for it alone. */
	readonly command?: readonly string[];
	/** The folder that it runs in. @default ours */
	readonly cwd?: string;
	/** Names of variables that it gets although they may hold secrets. */
	readonly env?: readonly string[];
	/** How long it may take until it answers, in minutes. @default 10 */
	readonly startTimeout?: number;
	/** What each of its NVIDIA cards needs to have free, in GiB. @default not looked at */
	readonly needsMemory?: number;
	/** The NVIDIA cards that it may use, by their numbers. @default all */
	readonly cards?: readonly number[];
};

/** How long a server of ours may take until it answers, in minutes. */
export const usualStartTimeout = 10;

/** Servers, at least one. */
export type OpenAiServers = readonly [OpenAiServer, ...OpenAiServer[]];

/**
Describe a server with its settings.

@example
```
describeServer({url: 'http://gpu1:8000', capacity: 64});
//=> 'http://gpu1:8000 (capacity 64)'
```
*/
export function describeServer({url, ...settings}: OpenAiServer): string {
	const words = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
	return words.length === 0 ? url : `${url} (${words.join(', ')})`;
}

/** Why an address cannot be used, as the end of a sentence; `undefined` if it can. */
export function findUrlProblem(text: string): string | undefined {
	const url = URL.parse(text);
	if (url === null || !['http:', 'https:'].includes(url.protocol)) {
		return 'it does not begin with `http://` or `https://`';
	}

	if (url.username !== '' || url.password !== '') {
		return 'it holds a password, which others could read; put the key into a file';
	}

	return url.search === '' && url.hash === '' ? undefined : 'it has something after its path';
}

/**
Get the address below which a server's endpoints are.

@example
```
toBaseUrl('http://gpu1:8000');
//=> 'http://gpu1:8000/v1'
```
*/
export function toBaseUrl(text: string): string {
	const {origin, pathname} = new URL(text);
	const path = pathname.replace(/\/$/v, '');
	return `${origin}${path === '' ? '/v1' : path}`;
}

const urlSchema = v.pipe(
	v.string(),
	v.maxLength(2048),
	v.rawCheck(({dataset, addIssue}) => {
		const problem = dataset.typed ? findUrlProblem(dataset.value) : undefined;
		if (problem !== undefined) {
			addIssue({message: problem, expected: 'the address of a server'});
		}
	}),
);

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const serverSchema = struct({
	url: urlSchema,
	capacity: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096))),
	weight: v.exactOptional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(1000))),
	model: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(512))),
	keyFile: v.exactOptional(word),
	command: v.exactOptional(
		v.pipe(
			v.array(v.pipe(v.string(), v.maxLength(4096))),
			v.minLength(1),
			v.maxLength(256),
			// Everybody on the machine can read a program's arguments.
			v.check(
				words =>
					words.every(text => !/^-{1,2}(?:api[\-_]?key|hf[\-_]?token|token)(?:=|$)/iv.test(text)),
				'a key in it could be read by others; let the program read it from a file',
			),
			v.readonly(),
		),
	),
	cwd: v.exactOptional(word),
	env: v.exactOptional(
		v.pipe(v.array(v.pipe(v.string(), v.regex(/^\w{1,256}$/v))), v.maxLength(256), v.readonly()),
	),
	startTimeout: v.exactOptional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(240))),
	needsMemory: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(10_000))),
	cards: v.exactOptional(
		v.pipe(list(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63))), v.minLength(1)),
	),
});

/** Servers, each address once. */
export const serversSchema = v.pipe(
	v.tupleWithRest([serverSchema], serverSchema),
	v.maxLength(64),
	v.check(
		servers => new Set(servers.map(({url}) => toBaseUrl(url))).size === servers.length,
		'a server stands there twice',
	),
);
