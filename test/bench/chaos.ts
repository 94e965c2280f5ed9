/**
Harm a miner's engine while it is queried: `npm run bench:chaos [-- --queries N] [--json]`. For a model of rows and a language model each, the engine's process is killed 20 times, frozen 5 times, out of memory 20 times, and granted no more memory 5 times. With `--json`, the last line is the result as JSON.

The exit code is 1 if an accepted query was lost: not answered rightly, nor refused at its deadline, or not counted; or if a process was left running.
*/
import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {isDeepStrictEqual, parseArgs} from 'node:util';
import {right, table} from '../../src/cli/table.ts';
import {runChaos, type ChaosResult} from '../helpers/chaos/run-chaos.ts';

const {values} = parseArgs({
	options: {queries: {type: 'string', default: '1000'}, json: {type: 'boolean'}},
});
const counts = {kill: 20, freeze: 5, starve: 20, squeeze: 5};
const cases = [
	['image', 'image-base/digits.onnx', 'digits'],
	['text', 'text-tiny', undefined],
] as const;
const results: Array<{readonly model: string; readonly result: ChaosResult}> = [];
for (const [task, model, kind] of cases) {
	const directory = await mkdtemp(path.join(os.tmpdir(), 'btop-chaos-'));
	try {
		const result = await runChaos({
			task,
			model,
			kind,
			queries: Number(values.queries),
			harms: counts,
			answerWithin: 10_000,
			seed: 7,
			directory,
		});
		results.push({model, result});
	} finally {
		await rm(directory, {recursive: true, force: true, maxRetries: 3});
	}
}

const titles = [
	'queries',
	'answered',
	'at deadline',
	'faults',
	'restarts',
	'starved',
	'slowest ms',
];
console.log(
	table(
		[{title: 'model'}, ...titles.map(title => right(title))],
		results.map(({model, result}) => [
			model,
			...[
				result.sent,
				result.told.answered,
				result.told.refused.deadline ?? 0,
				findFaults(result).length,
				result.restarts,
				result.starved,
				Math.round(result.slowest),
			].map(String),
		]),
	).join('\n'),
);
const faults = results.flatMap(({model, result}) =>
	findFaults(result).map(fault => `${model}: ${fault}`),
);
for (const fault of faults) {
	console.log(fault);
}

if (values.json) {
	console.log(
		JSON.stringify({
			ok: faults.length === 0,
			machine: `${os.cpus()[0]?.model} × ${os.availableParallelism()}`,
			rows: results.map(({model, result}) => ({
				what: `${model}: queries lost`,
				ours: findFaults(result).length,
				peers: {},
				unit: 'queries',
			})),
			ratios: {},
		}),
	);
}

process.exitCode = faults.length === 0 ? 0 : 1;

/** Say what went wrong, one line each. */
function findFaults({
	sent,
	told,
	counted,
	recorded,
	starved,
	left,
}: ChaosResult): readonly string[] {
	const {answered, wrong, refused} = told;
	// One that was on its way for too long was not accepted.
	const {deadline = 0, 'stale-request': stale = 0, ...others} = refused;
	const asTold = {answered, refused};
	return [
		...(wrong > 0 ? [`${wrong} answers were wrong`] : []),
		...Object.entries(others).map(([reason, count]) => `${count} were refused: ${reason}`),
		...(answered + deadline + stale === sent ? [] : [`${answered} of ${sent} were answered`]),
		...(isDeepStrictEqual(counted, asTold) ? [] : [`counted: ${JSON.stringify(counted)}`]),
		...(isDeepStrictEqual(recorded, asTold) ? [] : [`recorded: ${JSON.stringify(recorded)}`]),
		...(starved < counts.starve ? [`memory ran out only ${starved} times`] : []),
		...left.map(pid => `process ${pid} was left`),
	];
}
