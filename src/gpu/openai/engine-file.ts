import path from 'node:path';
import * as v from 'valibot';
import {PathError} from '../../support/errors.ts';
import {readTextFile} from '../../support/files/regular-file.ts';
import {parseJson} from '../../support/json-rpc.ts';
import {describeIssues, struct} from '../../support/schema.ts';
import {type OpenAiServers, serversSchema} from './server-options.ts';

const fileSchema = struct({servers: serversSchema});

/**
Read the servers of an engine from a JSON file. Files of keys are found from its folder, in which the programs run, too.

@throws {PathError} If it does not hold that.
*/
export async function readEngineFile(file: string): Promise<OpenAiServers> {
	const content = parseJson(await readTextFile(file));
	const parsed = v.safeParse(fileSchema, content);
	if (!parsed.success) {
		const [{message, type}] = parsed.issues;
		// Checks of our own say more than what was expected.
		const isOwn = type === 'raw_check' || type === 'check';
		const place = v.getDotPath(parsed.issues[0]);
		const problem = isOwn ? `\`${place}\`: ${message}` : describeIssues(parsed.issues);
		throw new PathError(file, content === undefined ? 'it is not JSON' : problem, {
			fix: 'It is to be like `{"servers": [{"url": "http://gpu1:8000", "capacity": 64}]}`; see docs/engines.md.',
		});
	}

	const folder = path.dirname(path.resolve(file));
	return parsed.output.servers.map(({keyFile, cwd = '.', ...server}) => ({
		...server,
		...(keyFile !== undefined && {keyFile: path.resolve(folder, keyFile)}),
		...(server.command && {cwd: path.resolve(folder, cwd)}),
	})) as unknown as OpenAiServers;
}
