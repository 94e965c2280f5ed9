import type {Engine} from '../../gpu/engine.ts';
import {canMeet} from '../../gpu/need.ts';
import {type OpenAiEngineOptions, startOpenAiEngine} from '../../gpu/openai/openai-engine.ts';
import {startEngines, type StartEnginesOptions} from '../../gpu/start-engines.ts';
import type {MinerKey} from '../../ledger/miners.ts';
import type {Ledger} from '../../ledger/open-ledger.ts';
import {createQueryRecorder, type QueryRecorder} from '../../ledger/query-recorder.ts';
import {usualMaxAhead, type StaleClaim} from '../../protocol/btauth.ts';
import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import {answerWith} from '../../tasks/answerer.ts';
import type {Task} from '../../tasks/task.ts';
import {watchEngine, type EngineWatch} from '../observe/engine-watch.ts';
import type {Log} from '../observe/log.ts';
import type {Note} from '../observe/notes.ts';
import {createEngineOutages, type EngineOutages} from '../observe/outages.ts';
import type {SubnetFacts} from '../observe/subnet-facts.ts';
import {createMinerServer, type MinerServer} from './miner-server.ts';
import {createAdmission, type AdmissionOptions} from './admission.ts';

export type ServeQueriesOptions = {
	readonly miner: MinerKey;
	readonly task: Task;
	/** Options of the engines, or the servers that answer instead; what they need to be able to do comes from the task. */
	readonly engine:
		Omit<StartEnginesOptions, 'needs' | 'onDeath'> | Pick<OpenAiEngineOptions, 'servers'>;
	readonly host: string;
	readonly port: number;
	readonly admission?: Omit<AdmissionOptions, 'lookUp' | 'clock'>;
	readonly answerWithin?: number;
	/** When the process started, in milliseconds since the Unix epoch. Queries that a previous process may have answered are refused. @default no previous process */
	readonly startedAt?: number;
	/** Called with each claim whose nonce is too old or too far ahead. */
	readonly onStaleClaim?: (claim: StaleClaim) => void;
	/** The subnet's neurons, with permits and stakes. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly ledger: Ledger;
	readonly log: Log;
	readonly note: Note;
	/** Disposes of everything that is created. */
	readonly stack: AsyncDisposableStack;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
};

/** The running pipeline of queries. */
export type ServedQueries = {
	readonly engine: Engine;
	readonly engineWatch: EngineWatch;
	readonly server: MinerServer;
	readonly recorder: QueryRecorder;
};

/**
Build the pipeline of queries from its end: engine, recorder, admission and HTTP server.
*/
export async function serveQueries(options: ServeQueriesOptions): Promise<ServedQueries> {
	const {miner, task, facts, ledger, log, note, stack, clock, startedAt} = options;
	const outages = createEngineOutages(note);
	const engine = await startEngine(options, outages);
	stack.defer(engine.close);
	noteGaps(task, {engine, log});
	const engineWatch = watchEngine(engine, {outages, clock});
	stack.defer(engineWatch.close);
	const recorder = createQueryRecorder(ledger, {miner, clock});
	stack.defer(recorder.close);
	await sleepUntilFresh(options);
	const server = await createMinerServer({
		task,
		hotkey: miner.hotkey,
		answer: answerWith(task, engineWatch),
		recorder,
		admission: createAdmission({
			...options.admission,
			lookUp: hotkey => facts.getSnapshot()?.neurons.get(hotkey),
			clock,
		}),
		host: options.host,
		port: options.port,
		answerWithin: options.answerWithin,
		startedAt,
		clock,
		onStaleClaim: options.onStaleClaim,
		onFault(error) {
			log.write('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	stack.defer(server.close);
	return {engine, engineWatch, server, recorder};
}

/** Log which questions the model cannot answer, if any: they score 0. */
function noteGaps({needs}: Task, {engine, log}: {readonly engine: Engine; readonly log: Log}) {
	const info = engine.info();
	const gaps = Object.entries(needs).filter(([, need]) => !canMeet(info, need));
	if (gaps.length === 0) {
		return;
	}

	const kinds = gaps.map(([kind]) => `\`${kind}\``).join(', ');
	log.write('warn', `The model does not answer questions of the kind ${kinds}: each scores 0`);
}

async function startEngine(
	{engine, task, clock, signal}: ServeQueriesOptions,
	outages: EngineOutages,
): Promise<Engine> {
	return 'servers' in engine
		? startOpenAiEngine({...engine, clock, signal})
		: startEngines({
				clock,
				signal,
				...engine,
				needs: Object.values(task.needs),
				onDeath: outages.died,
			});
}

/** Wait until a query signed now counts as fresh, which takes the allowance for clocks that are ahead. Listening earlier would only refuse callers. */
async function sleepUntilFresh({startedAt = -Infinity, clock, signal}: ServeQueriesOptions) {
	const left = startedAt + usualMaxAhead - clock.now();
	if (left > 0) {
		// Less than the clock says if it has been set back since.
		await clock.sleep(Math.min(left, usualMaxAhead), {signal});
	}
}
