import * as v from 'valibot';
import {breakOffCanaries, readCanaries, recordCanary} from '../ledger/canaries.ts';
import {readEvents} from '../ledger/events.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import {watchLoss} from '../ledger/loss.ts';
import {keepLedgerTidy} from '../ledger/tidy-ledger.ts';
import {createLedgerWrites} from '../ledger/write-queue.ts';
import {aborted} from '../support/aborted.ts';
import {systemClock, type Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import {keepAnnounced} from './announcer.ts';
import {serveControl, type Control} from './control/serve-control.ts';
import {watchClock} from './observe/clock-watch.ts';
import {trackEarnings} from './observe/earnings-tracker.ts';
import type {Log} from './observe/log.ts';
import type {MinerChain} from './miner-chain.ts';
import type {MinerState} from './miner-state.ts';
import {createMinerStateStore} from './miner-state-store.ts';
import {watchTopics} from './miner-topics.ts';
import {describeEnd} from './models/canary-words.ts';
import {modelRequestSchema} from './models/model-request.ts';
import {createNotes, type Note, noteObserverFaults} from './observe/notes.ts';
import {noteChainOutages, noteProblems} from './observe/outages.ts';
import {watchRegistration} from './observe/registration-watch.ts';
import {watchSilence} from './observe/silence-watch.ts';
import {serveQueries, type ServeQueriesOptions} from './front/serve-queries.ts';

export type StartMinerOptions = Pick<
	ServeQueriesOptions,
	| 'task'
	| 'model'
	| 'engine'
	| 'keepModel'
	| 'host'
	| 'port'
	| 'admission'
	| 'answerWithin'
	| 'startedAt'
> & {
	readonly network: string;
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Not closed by the miner; neither are `ledger` and `log`. */
	readonly chain: MinerChain;
	readonly ledger: Ledger;
	readonly log: Log;
	/** The address where validators reach the miner, and its port if that differs from the listening port. @default nothing is announced */
	readonly announce?: {readonly ip: string; readonly port?: number};
	/** Path of the control socket. */
	readonly socket: string;
	/** The home it runs for, from `identifyHome()`. */
	readonly home?: string;
	/** Whether to stop when the UID is lost. Otherwise the miner keeps running, reports the loss, and announces its address again once it is re-registered. @default false */
	readonly stopWhenDeregistered?: boolean;
	readonly clock?: Clock;
	/** Aborts the start. Once started, use `close()`. */
	readonly signal?: AbortSignal;
};

/** Why a miner should be closed: a stop request over its control socket, or the loss of its UID. */
export type Ending = 'asked' | 'deregistered';

export type Miner = {
	/** Where it listens, as `host:port`. */
	readonly address: string;
	readonly state: ReadableStore<MinerState>;
	/** Resolves when the miner should end. The caller must then close it. */
	readonly ended: Promise<Ending>;
	/** Refuse new queries, finish accepted ones within 5 s, then end all processes and remove the socket. Closing twice is fine. */
	readonly close: () => Promise<void>;
};

/**
Start a miner: the engine with its model, the HTTP server in front of it, the announcement on the chain, and the control socket. Once this resolves the miner answers queries, and its address is announced unless the chain refused.

@throws {BadModelError} If the model cannot be loaded, or does not fit the task.
@throws {PortTakenError} If another program listens on the port.
@throws {ControlTakenError} If this miner is already running.
@throws {LedgerWriteError} If the ledger cannot be written.
*/
export async function startMiner(options: StartMinerOptions): Promise<Miner> {
	const {network, netuid, hotkey, chain, ledger, log, clock = systemClock, signal} = options;
	const {facts} = chain;
	const miner = {network, netuid, hotkey};
	const writes = createLedgerWrites(ledger, {clock});
	const note = createNotes({miner, ledger, writes, log, clock});
	const ended = Promise.withResolvers<Ending>();
	const stack = new AsyncDisposableStack();
	const faults = noteObserverFaults(log);
	stack.defer(faults.close);
	stack.defer(writes.close);
	stack.defer(keepLedgerTidy(ledger, {writes, clock}));
	let control: Control | undefined;
	let disposing: Promise<void> | undefined;
	const close = async () => {
		try {
			await (disposing ??= stack.disposeAsync());
		} finally {
			// Closed last: it tells the client that requested the stop that everything else is gone.
			await control?.close();
		}
	};

	try {
		for (const canary of breakOffCanaries(ledger, miner, clock.now())) {
			note('canary-ended', describeEnd(canary));
		}

		const clockWatch = watchClock({facts, clock});
		stack.defer(clockWatch.close);
		const {noteStaleClaim: onStaleClaim} = clockWatch;
		const served = await serveQueries({
			...options,
			miner,
			facts,
			note,
			stack,
			clock,
			onStaleClaim,
			lastCanary: readCanaries(ledger, miner, {limit: 1})[0],
			recordCanary(canary) {
				void writes.add(() => {
					recordCanary(ledger, miner, canary);
				});
			},
		});
		const {server, models, recorder} = served;
		const {engine} = models;
		const {name: modelName} = models.current.getSnapshot();
		const silenceWatch = watchSilence({counts: server.state, clock});
		stack.defer(silenceWatch.close);
		const lossWatch = watchLoss(ledger, clock);
		stack.defer(lossWatch.close);
		const earnings = trackEarnings({ledger, writes, miner, facts, clock});
		stack.defer(earnings.close);
		const announcer = keepAnnounced({
			chain,
			hotkey,
			axon: options.announce && {
				ip: options.announce.ip,
				port: options.announce.port ?? server.port,
			},
			clock,
			onAnnounced({ip, port}, block) {
				note('announced', `Announced ${ip}:${port} in block ${block}`);
			},
		});
		stack.defer(announcer.close);
		stack.defer(
			watchRegistration({hotkey, facts}, ({kind, uid}) => {
				note(
					kind,
					kind === 'registered' ? `Registered as UID ${uid}` : `UID ${uid} went to another hotkey`,
				);
				if (kind === 'deregistered' && options.stopWhenDeregistered) {
					ended.resolve('deregistered');
				}
			}),
		);
		stack.defer(noteChainOutages({problem: chain.problem, facts, note}));
		server.onQuery(query => {
			clockWatch.noteProof(query.hotkey);
		});
		const problems = [
			['chain', chain.problem],
			['endpoint', chain.endpoints],
			['address', announcer.problem],
			['clock', clockWatch.problem],
			['engine', engine.problem],
			['queries', silenceWatch.problem],
			['ledger', recorder.problem],
			['ledger', writes.problem],
			['ledger', lossWatch.problem],
			['ledger-lost', lossWatch.loss],
			['log', log.problem],
			['observer', faults.problem],
		] as const;
		stack.defer(noteProblems({problems, log}));
		const state = createMinerStateStore({
			...miner,
			address: server.address,
			model: models.current,
			canary: models.canary,
			engine,
			memory: engine.memory,
			counts: server.state,
			facts,
			status: chain.status,
			earned: earnings.earned,
			problems,
			clock,
		});
		stack.defer(state.close);
		const watched = watchTopics({
			hotkey,
			engine,
			memory: engine.memory,
			server,
			chain,
			clock,
		});
		stack.defer(watched.close);
		control = await serveControl({
			socket: options.socket,
			home: options.home,
			state: state.store,
			topics: {...watched.topics, earnings: earnings.view, log: log.latest},
			readLog: log.read,
			methods: {
				'use-model': async parameters =>
					models.use(v.parse(modelRequestSchema, parameters), {
						reading: watched.topics.device.getSnapshot(),
					}),
				'cancel-canary': () => ({model: models.cancelCanary() ?? null}),
			},
			onStop() {
				ended.resolve('asked');
			},
			clock,
		});
		await Promise.race([announcer.settled, ...(signal ? [aborted(signal)] : [])]);
		signal?.throwIfAborted();
		noteModel(options, modelName, note);
		note('started', `Serving ${modelName} at ${server.address} on ${engine.info().device}`);
		stack.defer(() => {
			state.stop();
			note('stopped', 'Stopped');
		});
		return {address: server.address, state: state.store, ended: ended.promise, close};
	} catch (error) {
		await close();
		throw error;
	}
}

/** Record in the ledger which model the miner serves, and since when. */
function noteModel(
	{network, netuid, hotkey, ledger}: StartMinerOptions,
	modelName: string,
	note: Note,
) {
	const detail = `The model is ${modelName}`;
	const [last] = readEvents(ledger, {network, netuid, hotkey, kind: 'model-changed', limit: 1});
	if (last?.detail !== detail) {
		note('model-changed', detail);
	}
}
