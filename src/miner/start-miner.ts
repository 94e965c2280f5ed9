import {readEvents} from '../ledger/events.ts';
import type {Ledger} from '../ledger/open-ledger.ts';
import {aborted} from '../support/aborted.ts';
import {systemClock, type Clock} from '../support/clock.ts';
import type {ReadableStore} from '../support/store.ts';
import {createTeardown} from '../support/teardown.ts';
import {keepAnnounced} from './announcer.ts';
import {serveControl, type Control} from './control/serve-control.ts';
import {trackEarnings} from './earnings-tracker.ts';
import type {Log} from './log.ts';
import type {MinerChain} from './miner-chain.ts';
import type {MinerState} from './miner-state.ts';
import {createMinerStateStore} from './miner-state-store.ts';
import {watchTopics} from './miner-topics.ts';
import {createNotes, type Note} from './notes.ts';
import {noteChainOutages} from './outages.ts';
import {watchRegistration} from './registration-watch.ts';
import {serveQueries, type ServeQueriesOptions} from './serve-queries.ts';

export type StartMinerOptions = Pick<
	ServeQueriesOptions,
	'task' | 'engine' | 'host' | 'port' | 'admission' | 'answerWithin'
> & {
	readonly network: string;
	readonly netuid: number;
	/** The miner's hotkey, SS58. */
	readonly hotkey: string;
	/** Stays the caller's to close, as `ledger` and `log` do. */
	readonly chain: MinerChain;
	readonly ledger: Ledger;
	readonly log: Log;
	/** The model's name, for people. */
	readonly modelName: string;
	/** The address that validators reach, and its port where that is another than the one listened at. @default nothing is announced */
	readonly announce?: {readonly ip: string; readonly port?: number};
	/** Path of the control socket. */
	readonly socket: string;
	/** Whether to end when the UID goes to another. Otherwise the miner goes on, says so, and announces itself anew once it is registered again. @default false */
	readonly stopWhenDeregistered?: boolean;
	readonly clock?: Clock;
	/** Ends the start; a started miner is ended by `close()`. */
	readonly signal?: AbortSignal;
};

/** Why a miner is to be closed: it was asked to stop over its control socket, or its UID is gone. */
export type Ending = 'asked' | 'deregistered';

export type Miner = {
	/** Where it listens, as `host:port`. */
	readonly address: string;
	readonly state: ReadableStore<MinerState>;
	/** Resolves when the miner is to end; it is then the caller's to close. */
	readonly ended: Promise<Ending>;
	/** Refuse new queries, finish those that were accepted, for 5 s at most, and leave no process and no socket. Closing twice is fine. */
	readonly close: () => Promise<void>;
};

/**
Start a miner: an engine with the model, the HTTP server before it, its place on the chain, and the control socket. When this resolves it answers queries, and the chain was told where, unless it refused.

@throws {BadModelError} If the model cannot be loaded, or does not fit the task.
@throws {PortTakenError} If another program listens at the port.
@throws {ControlTakenError} If this miner runs already.
@throws {LedgerWriteError} If the ledger cannot be written.
*/
export async function startMiner(options: StartMinerOptions): Promise<Miner> {
	const {network, netuid, hotkey, chain, ledger, log, clock = systemClock, signal} = options;
	const {facts} = chain;
	const miner = {network, netuid, hotkey};
	const note = createNotes({miner, ledger, log, clock});
	const ended = Promise.withResolvers<Ending>();
	const teardown = createTeardown();
	let control: Control | undefined;
	const close = async () => {
		try {
			await teardown.run();
		} finally {
			// Whoever asked us to stop learns by this that everything else is gone.
			await control?.close();
		}
	};

	try {
		const served = await serveQueries({...options, miner, facts, note, teardown, clock});
		const {server, engine, engineWatch, recorder, waiting} = served;
		const earnings = trackEarnings({ledger, miner, facts, clock});
		teardown.add(earnings.close);
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
		teardown.add(announcer.close);
		teardown.add(
			watchRegistration({hotkey, facts}, ({kind, uid}) => {
				note(kind, `UID ${uid} ${kind === 'registered' ? 'is ours' : 'went to another'}`);
				if (kind === 'deregistered' && options.stopWhenDeregistered) {
					ended.resolve('deregistered');
				}
			}),
		);
		teardown.add(noteChainOutages({problem: chain.problem, facts, note}));
		const state = createMinerStateStore({
			...miner,
			address: server.address,
			model: options.modelName,
			engine,
			memory: engineWatch.memory,
			counts: server.state,
			waiting,
			facts,
			status: chain.status,
			earned: earnings.earned,
			problems: {
				chain: chain.problem,
				address: announcer.problem,
				engine: engineWatch.problem,
				ledger: recorder.problem,
			},
			clock,
		});
		teardown.add(state.close);
		const watched = watchTopics({
			hotkey,
			engine,
			memory: engineWatch.memory,
			server,
			chain,
			clock,
		});
		teardown.add(watched.close);
		control = await serveControl({
			socket: options.socket,
			state: state.store,
			topics: {...watched.topics, earnings: earnings.view, log: log.latest},
			readLog: log.read,
			onStop() {
				ended.resolve('asked');
			},
			clock,
		});
		await Promise.race([announcer.settled, ...(signal ? [aborted(signal)] : [])]);
		signal?.throwIfAborted();
		noteModel(options, note);
		note(
			'started',
			`Answers at ${server.address} with ${options.modelName} on ${engine.info().device}`,
		);
		teardown.add(() => {
			state.stop();
			note('stopped', 'Stopped');
		});
		return {address: server.address, state: state.store, ended: ended.promise, close};
	} catch (error) {
		await close();
		throw error;
	}
}

/** The ledger remembers since when a miner serves which model. */
function noteModel({network, netuid, hotkey, ledger, modelName}: StartMinerOptions, note: Note) {
	const detail = `The model is ${modelName}`;
	const [last] = readEvents(ledger, {network, netuid, hotkey, kind: 'model-changed', limit: 1});
	if (last?.detail !== detail) {
		note('model-changed', detail);
	}
}
