import {createBatcher} from '../gpu/batcher.ts';
import {createEngine, type EngineOptions} from '../gpu/create-engine.ts';
import type {Engine} from '../gpu/engine.ts';
import type {MinerKey} from '../ledger/miners.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import {createQueryRecorder, type QueryRecorder} from '../ledger/query-recorder.ts';
import type {Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import type {Teardown} from '../support/teardown.ts';
import type {Task} from '../tasks/task.ts';
import {createAdmission, type AdmissionOptions} from './admission.ts';
import {watchEngine, type EngineWatch} from './engine-watch.ts';
import type {Log} from './log.ts';
import {createMinerServer, type MinerServer} from './miner-server.ts';
import type {Note} from './notes.ts';
import {createEngineOutages} from './outages.ts';
import type {SubnetFacts} from './subnet-facts.ts';

export type ServeQueriesOptions = {
	readonly miner: MinerKey;
	readonly task: Task;
	/** How to start the engine; its dimensions are the task's. */
	readonly engine: Omit<EngineOptions, 'inputDims' | 'outputDims' | 'onDeath'>;
	readonly host: string;
	readonly port: number;
	readonly admission?: Omit<AdmissionOptions, 'lookUp' | 'clock'>;
	readonly answerWithin?: number;
	/** Who is on the subnet, with permit and stake. */
	readonly facts: ReadableStore<SubnetFacts | undefined>;
	readonly ledger: Ledger;
	readonly log: Log;
	readonly note: Note;
	readonly teardown: Teardown;
	readonly clock: Clock;
	readonly signal?: AbortSignal;
};

/** The way of a query, built. */
export type ServedQueries = {
	readonly engine: Engine;
	readonly engineWatch: EngineWatch;
	readonly server: MinerServer;
	readonly recorder: QueryRecorder;
	/** How many wait for a place in a batch. */
	readonly waiting: () => number;
};

/**
Build the way of a query from its end: the engine, the batches before it, the ledger, who may ask, and the HTTP server.
*/
export async function serveQueries(options: ServeQueriesOptions): Promise<ServedQueries> {
	const {miner, task, facts, ledger, log, note, teardown, clock, signal} = options;
	const outages = createEngineOutages(note);
	const engine = await createEngine({
		clock,
		signal,
		...options.engine,
		inputDims: task.inputDims,
		outputDims: task.outputDims,
		onDeath: outages.died,
	});
	const engineWatch = watchEngine(engine, {outages, clock});
	const batcher = createBatcher<Float32Array, Float32Array>({lanes: [engineWatch.run], clock});
	teardown.add(async () => {
		// The engine lets go of what it still computes, for which the batcher waits.
		await Promise.all([batcher.close(), engine.close()]);
	});
	teardown.add(engineWatch.close);
	const recorder = createQueryRecorder(ledger, {miner, clock});
	teardown.add(recorder.close);
	const server = await createMinerServer({
		task,
		hotkey: miner.hotkey,
		batcher,
		recorder,
		admit: createAdmission({
			...options.admission,
			lookUp: hotkey => facts.getSnapshot()?.neurons.get(hotkey),
			clock,
		}),
		host: options.host,
		port: options.port,
		answerWithin: options.answerWithin,
		clock,
		onFault(error) {
			log.write('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	teardown.add(server.close);
	return {engine, engineWatch, server, recorder, waiting: batcher.waiting};
}
