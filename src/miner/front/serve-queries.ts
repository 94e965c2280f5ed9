import type {MinerKey} from '../../ledger/miners.ts';
import type {Ledger} from '../../ledger/open-ledger.ts';
import {createQueryRecorder, type QueryRecorder} from '../../ledger/queries/query-recorder.ts';
import {usualMaxAhead, type StaleClaim} from '../../protocol/btauth.ts';
import type {Clock} from '../../support/clock.ts';
import type {ReadableStore} from '../../support/store.ts';
import type {Task} from '../../tasks/task.ts';
import {type Models, openModels, type OpenModelsOptions} from '../models/open-models.ts';
import type {Log} from '../observe/log.ts';
import type {Note} from '../observe/notes.ts';
import type {SubnetFacts} from '../observe/subnet/subnet-facts.ts';
import {createMinerServer, type MinerServer} from './miner-server.ts';
import {createAdmission, type AdmissionOptions} from './admission.ts';

export type ServeQueriesOptions = Pick<
	OpenModelsOptions,
	'model' | 'engine' | 'keepModel' | 'lastCanary' | 'recordCanary'
> & {
	readonly miner: MinerKey;
	readonly task: Task;
	readonly host: string;
	readonly port: number;
	readonly admission?: Omit<AdmissionOptions, 'lookUp' | 'clock'>;
	/** Milliseconds within which queries are answered. @default 10_000 */
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
	readonly models: Models;
	readonly server: MinerServer;
	readonly recorder: QueryRecorder;
};

/**
Build the pipeline of queries from its end: models, recorder, admission and HTTP server.
*/
export async function serveQueries(options: ServeQueriesOptions): Promise<ServedQueries> {
	const {miner, task, facts, ledger, log, stack, clock, startedAt, answerWithin = 10_000} = options;
	const models = await openModels({...options, answerWithin});
	stack.defer(models.close);
	const recorder = createQueryRecorder(ledger, {miner, clock});
	stack.defer(recorder.close);
	await sleepUntilFresh(options);
	const server = await createMinerServer({
		task,
		hotkey: miner.hotkey,
		answer: models.answer,
		recorder,
		admission: createAdmission({
			...options.admission,
			lookUp: hotkey => facts.getSnapshot()?.neurons.get(hotkey),
			clock,
		}),
		host: options.host,
		port: options.port,
		answerWithin,
		startedAt,
		clock,
		onStaleClaim: options.onStaleClaim,
		onFault(error) {
			log.write('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
		},
	});
	stack.defer(server.close);
	return {models, server, recorder};
}

/** Wait until a query signed now counts as fresh, which takes the allowance for clocks that are ahead. Listening earlier would only refuse callers. */
async function sleepUntilFresh({startedAt = -Infinity, clock, signal}: ServeQueriesOptions) {
	const left = startedAt + usualMaxAhead - clock.now();
	if (left > 0) {
		// Less than the clock says if it has been set back since.
		await clock.sleep(Math.min(left, usualMaxAhead), {signal});
	}
}
