/**
Measure GGUF models through our whole way, that is the engine's queue, the hop to its process and llama.cpp, beside node-llama-cpp alone in a process of its own: `npm run bench:llama [-- --json] [--model FILE] [--rounds N]`.

Both make the same texts of the same file, greedily and on one thread each: with as many threads as cores, llama.cpp is many times slower on a machine that has anything else to do. They take turns, and the median of the turns' ratios counts. Processor time is that of all processes of a side: on a machine that is busy with something else, it says more than what a clock does.

The model, SmolLM2-135M-Instruct, is installed in a cache outside the checkout. With `--json`, the last line is one object and everything else goes to stderr.
*/
import os from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {install} from '../../scripts/interop/cache.ts';
import {chatModel} from '../../scripts/interop/programs.ts';
import {startEngines} from '../../src/gpu/start-engines.ts';
import {engineCommand} from '../helpers/miner/engine-command.ts';
import {cpuTimeOf} from '../helpers/processes.ts';
import {makeTexts} from './inference/make-texts.ts';
import {startPeer} from './inference/peer.ts';
import {formatReport, type Ratio, type Row} from './inference/report.ts';
import {type TextRun, textRunSchema} from './inference/text-run.ts';
import {median} from './measure.ts';

const {values} = parseArgs({
	options: {
		json: {type: 'boolean', default: false},
		model: {type: 'string'},
		rounds: {type: 'string', default: '5'},
	},
});
const say = values.json ? console.error : console.log;
const model = values.model ?? (await findModel());
const maxTokens = 24;
/** Milliseconds of a tick, in which Linux counts. */
const tick = 10;
const topics = ['rain', 'bread', 'the moon', 'a river', 'old maps', 'bees', 'iron', 'sleep'];
const prompts = topics.map(topic => `Here is a short text about ${topic}. It begins like this:`);

await using opened = new AsyncDisposableStack();
const program = fileURLToPath(new URL('inference/llama-bare.ts', import.meta.url));
const peer = await startPeer([process.execPath, program, model], textRunSchema);
opened.defer(peer.close);
const engine = await startEngines({model, command: engineCommand, devices: ['cpu'], threads: 1});
opened.defer(engine.close);

type Turn = TextRun & {
	/** Milliseconds of processor time. */
	readonly processor: number;
};

const engineProcesses = [process.pid, engine.info().processes![0]!.pid];
const rows: Row[] = [];
const ratios: Record<string, Ratio> = {};
for (const [streams, count] of [
	[1, 4],
	[8, 8],
] as const) {
	const asked = {prompts: prompts.slice(0, count), streams, maxTokens};
	const ours: Turn[] = [];
	const bare: Turn[] = [];
	// The first turn finds caches and compilers cold.
	for (let round = 0; round <= Number(values.rounds); round++) {
		ours.push(await take(engineProcesses, async () => makeTexts(engine, asked)));
		bare.push(await take([peer.pid], async () => peer.ask({...asked, manner: 'calls'})));
	}

	const what = `${streams} ${streams === 1 ? 'stream' : 'streams'}`;
	const name = 'node-llama-cpp';
	const compare = (read: (turn: Turn) => number) => ({
		ours: median(ours.slice(1).map(run => read(run))),
		peers: {[name]: median(bare.slice(1).map(run => read(run)))},
		ratio: median(ours.slice(1).map((run, round) => read(run) / read(bare[round + 1]!))),
	});
	const first = compare(({firsts}) => median(firsts));
	const token = compare(({tokens, seconds}) => (seconds * 1000) / tokens);
	const processor = compare(turn => turn.processor / turn.tokens);
	const same = ours[0]!.texts.filter((text, index) => text === bare[0]!.texts[index]);
	rows.push(
		{what: `${what}, to the first token, p50`, unit: 'ms', ...first},
		{what: `${what}, a token`, unit: 'ms', ...token},
		{what: `${what}, processor time a token`, unit: 'ms', ...processor},
	);
	ratios[`first_token_${streams}`] = {value: first.ratio, atMost: 1.1};
	ratios[`processor_${streams}`] = {value: processor.ratio, atMost: 1.1};
	ratios[`token_${streams}`] = {value: token.ratio, atMost: 1.1};
	say(`${what}: ${same.length} of ${count} texts are the same`);
}

const machine = `${os.cpus()[0]!.model.trim()}, ${os.cpus().length} cores, ${engine.info().name}, load ${os.loadavg()[0]!.toFixed(1)}`;
say(`\n${machine}; medians of ${values.rounds} turns\n`);
say(formatReport({rows, ratios}).join('\n'));
if (values.json) {
	console.log(JSON.stringify({ok: true, machine, rows, ratios}));
}

async function take(pids: readonly number[], make: () => Promise<TextRun>): Promise<Turn> {
	const read = async () => {
		const times = await Promise.all(pids.map(async pid => cpuTimeOf(pid)));
		return times.reduce((total, time) => total + time, 0);
	};

	const before = await read();
	const run = await make();
	return {...run, processor: ((await read()) - before) * tick};
}

async function findModel(): Promise<string> {
	const found = await install(chatModel);
	if (!found.ok) {
		throw new Error(`There is no model: ${found.problem}; name a GGUF file with \`--model\``);
	}

	return found.path;
}
