import {readFile} from 'node:fs/promises';
import {listMinerFiles} from '../steps/miner-files.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {type CommonOptions, parseInteger, withCommon} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {readonly lines: number};

/** What the miners of this home said last, those that have ended too. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'logs', summary: 'What the miners of this rig said last.'}),
	)
		.option('--lines <n>', 'how many of each', parseInteger({min: 1, max: 10_000}), 50)
		.action(async ({home, json, lines}: Options) => {
			const logs = await Promise.all(
				(await listMinerFiles(resolveHome({directory: home, env: context.env}))).map(
					async ({name, log}) => ({
						miner: name,
						path: log,
						lines: (await readText(log)).trimEnd().split('\n').slice(-lines),
					}),
				),
			);
			createOutput({...context, json}).result(
				{logs},
				logs.length === 0
					? ['No miner has run yet.']
					: logs.flatMap(log => [`== ${log.path}`, ...log.lines]),
			);
		});
	await parseProgram(program, context.argv);
}

async function readText(file: string) {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return '';
		}

		throw error;
	}
}
