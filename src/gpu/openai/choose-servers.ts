import path from 'node:path';
import {UsageError} from '../../support/errors.ts';
import {readApiKey} from './api-key.ts';
import {readEngineFile} from './engine-file.ts';
import {findUrlProblem, type OpenAiServer, type OpenAiServers} from './server-options.ts';

/** How the operator names servers. */
export type ServerChoices = {
	/** Addresses with commas between. */
	readonly engine?: string;
	/** A JSON file, see `readEngineFile()`. */
	readonly engineFile?: string;
	/** What to ask those servers for that have no model of their own. */
	readonly model?: string;
	/** A file with the API key of those servers that have no file of their own. */
	readonly keyFile?: string;
	/** The folder that relative paths are resolved against. */
	readonly cwd: string;
};

/**
Get the servers that the operator names; `undefined` if there are none. Keys stay in their files.

@throws {UsageError} If an address cannot be one.
@throws {PathError} If a file cannot be read, or does not hold what it should.
*/
export async function chooseServers({
	engine,
	engineFile,
	model,
	keyFile,
	cwd,
}: ServerChoices): Promise<OpenAiServers | undefined> {
	if (engine === undefined && engineFile === undefined) {
		return undefined;
	}

	const key = keyFile === undefined ? undefined : path.resolve(cwd, keyFile);
	if (key !== undefined) {
		await readApiKey(key);
	}

	const listed =
		engineFile === undefined
			? parseUrls(engine!)
			: await readEngineFile(path.resolve(cwd, engineFile));
	return listed.map(server => ({
		...(model !== undefined && {model}),
		...(key !== undefined && {keyFile: key}),
		...server,
	})) as unknown as OpenAiServers;
}

/** Split a list of addresses. None is repeated in an error: a password might stand in it. */
function parseUrls(text: string): readonly OpenAiServer[] {
	const urls = text.split(',').map(url => url.trim());
	for (const [index, url] of urls.entries()) {
		const problem = findUrlProblem(url);
		if (problem !== undefined) {
			throw new UsageError(`Address ${index + 1} of \`--engine\` cannot be used: ${problem}`);
		}
	}

	return urls.map(url => ({url}));
}
