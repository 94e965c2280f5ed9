import {Buffer} from 'node:buffer';
import {existsSync} from 'node:fs';
import {Option} from 'commander';
import {type LogLevel, logLevels, olderLog} from '../miner/observe/log.ts';
import {chooseMiners, labelMiner} from '../rig/choose-miners.ts';
import {followLog} from '../rig/follow-log.ts';
import {listMinerFiles, type MinerFiles} from '../rig/miner-files.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import type {CommandContext} from '../support/command.ts';
import {resolveHome} from '../support/home.ts';
import {
	type CommonOptions,
	minersArgument,
	parseInteger,
	refuseJsonStream,
	withCommon,
} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';

type Options = CommonOptions & {
	readonly lines: number;
	readonly level: LogLevel;
	readonly follow?: boolean;
};

/** Print the latest log lines of this home's miners, including those that have exited. */
export async function run(context: CommandContext): Promise<void> {
	const program = withCommon(
		createProgram(context, {name: 'logs', summary: 'the latest log lines of this rig’s miners'}),
	)
		.addArgument(minersArgument())
		.option('--lines <n>', 'lines per miner', parseInteger({min: 1, max: 10_000}), 50)
		.addOption(
			new Option('--level <level>', 'only lines of this level or more severe')
				.choices(logLevels)
				.default('info'),
		)
		.option('-f, --follow', 'follow new lines until Ctrl-C')
		.action(async (selectors: readonly string[], options: Options) =>
			show(context, selectors, options),
		);
	await parseProgram(program, context.argv);
}

async function show(
	context: CommandContext,
	selectors: readonly string[],
	{home, json, lines: count, level, follow}: Options,
) {
	const output = createOutput({...context, json});
	if (follow === true && json === true) {
		refuseJsonStream('--follow', 'logs');
	}

	const files = await chooseFiles(
		await listMinerFiles(resolveHome({directory: home, env: context.env})),
		selectors,
	);
	const isShown = createFilter(level);
	const logs = await Promise.all(
		files.map(async ({name, log}) => {
			const {lines, end} = await readWholeLines(log);
			const shown = lines.filter(line => isShown(line));
			const before = shown.length < count ? await readWholeLines(olderLog(log)) : undefined;
			const earlier = before?.lines.filter(line => isShown(line)) ?? [];
			return {miner: name, path: log, lines: [...earlier, ...shown].slice(-count), end};
		}),
	);
	output.result(
		{logs: logs.map(({end, ...log}) => log)},
		logs.length === 0
			? ['No miner has run yet.']
			: logs.flatMap(log => [`== ${log.path}`, ...log.lines]),
	);
	if (follow !== true) {
		return;
	}

	await Promise.all(
		logs.map(async ({miner, path, end}) =>
			followLog(path, {
				start: end,
				signal: context.signal,
				onLine(line) {
					if (isShown(line)) {
						output.progress(logs.length === 1 ? line : `${miner}: ${line}`);
					}
				},
			}),
		),
	);
}

async function chooseFiles(
	files: readonly MinerFiles[],
	selectors: readonly string[],
): Promise<readonly MinerFiles[]> {
	const labelled = await Promise.all(
		files.map(async each => ({files: each, label: await labelMiner(each)})),
	);
	return chooseMiners(labelled, selectors).map(({files: each}) => each);
}

/** Lines without a level, such as a crash's stack trace, are always shown. */
function createFilter(least: LogLevel): (line: string) => boolean {
	const shown = logLevels.slice(logLevels.indexOf(least));
	return line => {
		const level = logLevels.find(each => line.split(' ', 2)[1] === each);
		return level === undefined || shown.includes(level);
	};
}

/** A log is rotated long before it has as many bytes. */
const largestLog = 67_108_864;

/** Read the complete lines of a log and the byte offset where they end; no lines if the file does not exist. */
async function readWholeLines(file: string) {
	const text = existsSync(file) ? await readTextFile(file, {limit: largestLog}) : '';
	const whole = text.slice(0, text.lastIndexOf('\n') + 1);
	return {lines: whole.split('\n').slice(0, -1), end: Buffer.byteLength(whole)};
}
