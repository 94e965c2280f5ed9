import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {createSigner} from '../../../src/crypto/sr25519.ts';
import {openLedger} from '../../../src/ledger/open-ledger.ts';
import {readQueriesSummary} from '../../../src/ledger/queries/query-summary.ts';
import {openLog} from '../../../src/miner/observe/log.ts';
import {startMiner, type Miner} from '../../../src/miner/start-miner.ts';
import {createRandom} from '../../../src/support/random.ts';
import {taskById} from '../../../src/tasks/registry.ts';
import type {TaskId} from '../../../src/tasks/task.ts';
import {createFakeMinerChain, createNeuron} from '../miner/miner-chain.ts';
import {childrenOf, isGone} from '../processes.ts';
import {askOnce, isSame, type Reply, type Told} from './ask-all.ts';
import {countStarved, type Harm, inflict, shuffleHarms, waitUntil} from './harms.ts';

export type ChaosOptions = {
	readonly task: TaskId;
	/** A file or folder among the models that ship, which one process runs. */
	readonly model: string;
	/** The only kind of question that is asked. @default all of the task's */
	readonly kind?: string;
	/** The fewest queries to send; more are sent until all harm is done. */
	readonly queries: number;
	/** What is done to the engine's process meanwhile, and how often. */
	readonly harms: Readonly<Record<Harm, number>>;
	/** Milliseconds in which the miner answers or refuses. */
	readonly answerWithin: number;
	readonly seed: number;
	/** An empty folder. */
	readonly directory: string;
};

export type ChaosResult = {
	readonly sent: number;
	/** By the replies. */
	readonly told: Told;
	/** By the miner's counters. */
	readonly counted: Counts;
	/** By the ledger. */
	readonly recorded: Counts;
	/** Of queries that were answered, in milliseconds. */
	readonly slowest: number;
	/** How often the engine's process was replaced. */
	readonly restarts: number;
	/** How often a pass found no memory. */
	readonly starved: number;
	/** What was left running once the miner was closed. */
	readonly left: readonly number[];
};

type Counts = {readonly answered: number; readonly refused: Readonly<Record<string, number>>};

/** Queries under way at once. */
const width = 24;
/** Questions that differ. */
const distinct = 64;
const models = fileURLToPath(new URL('../../../models', import.meta.url));
const {address: hotkey} = createSigner({uri: '//Miner'});
const signer = createSigner({uri: '//Validator'});
const key = {network: 'devnet', netuid: 4, hotkey};

/**
Run a miner with a real engine process, query it without pause, and harm that process meanwhile. What is due next depends on how many queries have ended, not on the time.
*/
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
	const {queries, seed, directory} = options;
	const record = path.join(directory, 'starved');
	await using stack = new AsyncDisposableStack();
	const {miner, readLedger} = await start(options, {record, stack});
	const asking = {address: miner.address, task: taskById(options.task)!, receiver: hotkey, signer};
	const expected: Array<{readonly question: unknown; readonly answer: unknown}> = [];
	const told: Told = {answered: 0, wrong: 0, refused: {}};
	const pids = new Set<number>();
	const progress = {sent: 0, ended: 0, slowest: 0, isHarmed: true};

	const ask = async (question: unknown, answer?: unknown) => {
		progress.sent++;
		const since = performance.now();
		const reply = await askOnce(question, asking);
		progress.slowest = Math.max(progress.slowest, performance.now() - since);
		progress.ended++;
		note(told, reply, answer);
		return reply;
	};

	/** Ask each question while nothing happens, again if it was on its way for too long. */
	const askInPeace = async () => {
		const random = createRandom(seed);
		while (expected.length < distinct) {
			const {question} = asking.task.ask(random);
			if (!isOfKind(question, options.kind)) {
				continue;
			}

			const reply = await ask(question);
			if (reply.ok) {
				expected.push({question, answer: reply.answer});
			}
		}
	};

	const askOnAndOn = async () => {
		while (progress.isHarmed || progress.sent < queries) {
			const {question, answer} = expected[progress.sent % distinct]!;
			await ask(question, answer);
		}
	};

	const harmAll = async () => {
		const due = shuffleHarms(options.harms, seed);
		for (const [index, next] of due.entries()) {
			// One at least, so that each harm meets an engine at work.
			const enough = Math.max((queries * (index + 1)) / (due.length + 1), progress.ended + 1);
			await waitUntil(() => progress.ended >= enough);
			for (let isDone = false; !isDone;) {
				const pid = await findEngine(miner);
				pids.add(pid);
				isDone = await inflict(next, {pid, record, ended: () => progress.ended});
			}
		}
	};

	const harm = async () => {
		try {
			await harmAll();
		} finally {
			progress.isHarmed = false;
		}
	};

	await askInPeace();
	await Promise.all([harm(), ...Array.from({length: width}, askOnAndOn)]);
	pids.add(await findEngine(miner));
	// The counters are published a few times a second.
	await waitUntil(() => readCounts(miner).total >= progress.sent);
	const {total: _, ...counted} = readCounts(miner);
	const {engineRestarts: restarts} = miner.state.getSnapshot();
	await miner.close();
	const alive = await Promise.all([...pids].map(async pid => ((await isGone(pid)) ? [] : [pid])));
	return {
		sent: progress.sent,
		told,
		counted,
		recorded: readLedger(),
		slowest: progress.slowest,
		restarts,
		starved: await countStarved(record),
		left: alive.flat(),
	};
}

async function start(
	{task: id, model, answerWithin, directory}: ChaosOptions,
	{record, stack}: {readonly record: string; readonly stack: AsyncDisposableStack},
) {
	const task = taskById(id)!;
	const ledger = openLedger({file: path.join(directory, 'ledger.sqlite')});
	stack.defer(ledger.close);
	const log = openLog({file: path.join(directory, 'miner.log')});
	stack.defer(log.close);
	const chain = createFakeMinerChain();
	const {address: validator} = signer;
	chain.show({
		neurons: [createNeuron({uid: 0, hotkey: validator, validatorPermit: true, stake: 1000n})],
	});
	const miner = await startMiner({
		...key,
		chain,
		ledger,
		log,
		task,
		model: {
			name: path.basename(model, '.onnx'),
			path: path.join(models, model),
			format: model.endsWith('.onnx') ? 'tensor' : 'decoder',
		},
		engine: {
			command: [
				process.execPath,
				fileURLToPath(new URL('starving-engine.ts', import.meta.url)),
				record,
			],
			devices: ['cpu'],
			threads: 1,
		},
		host: '127.0.0.1',
		port: 0,
		answerWithin,
		socket: path.join(directory, 'miner.sock'),
	});
	stack.defer(miner.close);
	return {
		miner,
		readLedger(): Counts {
			const {answered, refusals} = readQueriesSummary(ledger, key);
			return {answered, refused: refusals};
		},
	};
}

const isOfKind = (question: unknown, kind: string | undefined) =>
	kind === undefined || (question as {readonly kind?: string}).kind === kind;

function note(told: Told, reply: Reply, expected: unknown) {
	if (!reply.ok) {
		told.refused[reply.reason] = (told.refused[reply.reason] ?? 0) + 1;
		return;
	}

	const {answer, pieces} = reply;
	const isWhole = pieces === undefined || pieces === (answer as {readonly text: string}).text;
	told.answered++;
	const isExpected = expected === undefined || isSame(answer, expected);
	told.wrong += isWhole && isExpected ? 0 : 1;
}

/** Find the engine's process, once it is the only one and can answer. */
async function findEngine({state}: Miner): Promise<number> {
	let found: readonly number[] = [];
	await waitUntil(async () => {
		found = await childrenOf(process.pid);
		const {problems} = state.getSnapshot();
		const isGoing = await Promise.all(found.map(async pid => isGone(pid)));
		return (
			found.length === 1 && !isGoing.includes(true) && problems.every(({kind}) => kind !== 'engine')
		);
	});
	return found[0]!;
}

function readCounts({state}: Miner): Counts & {readonly total: number} {
	const {answered, refused, reasons} = state.getSnapshot().queries;
	return {answered, refused: reasons, total: answered + refused};
}
