import {BadModelError} from '../../gpu/errors.ts';
import type {Canary} from '../../ledger/canaries.ts';
import type {ChosenModel} from '../../models/find-model.ts';
import {verifyModel} from '../../models/verify-model.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import type {DeviceReading} from '../observe/device-reading.ts';
import {followCanary} from './follow-canary.ts';
import {type CurrentModel, holdModel, type ShownEngine} from './current-model.ts';
import {
	CanaryRunningError,
	ModelBusyError,
	NoMemoryForModelError,
	SameModelError,
} from './errors.ts';
import {findMemoryLack, measureFiles} from './memory-room.ts';
import {type ModelReply, type ModelRequest, toReply} from './model-request.ts';
import type {MinedModel, ServedModel} from './served-model.ts';
import {startModel, type StartModelOptions} from './start-model.ts';
import {runCanary, type RunningCanary} from './run-canary.ts';
import {warmUp} from './warm-up.ts';

export type OpenModelsOptions = StartModelOptions & {
	readonly model: MinedModel;
	/** Milliseconds within which queries are answered. */
	readonly answerWithin: number;
	/** Keep the choice of a model for the next start. Called before it answers its first query; if it throws, the model in use stays. @default nothing is kept */
	readonly keepModel?: (
		model: ChosenModel,
		options: {
			/** Whether it was promoted, rather than asked for by a command that waits. */
			readonly isPromoted: boolean;
		},
	) => Promise<void>;
	/** The latest canary, which has ended. @default none */
	readonly lastCanary?: Canary;
	/** Record a canary, and again whenever it has come further. */
	readonly recordCanary: (canary: Canary) => void;
	/** Aborts the start. */
	readonly signal?: AbortSignal;
};

export type Models = {
	/** Answers with the model in use. */
	readonly answer: Answerer;
	readonly current: CurrentModel['store'];
	readonly engine: ShownEngine;
	/** The latest canary. */
	readonly canary: ReadableStore<Canary | undefined>;
	/** Answer with another model from now on, or try it as a canary. Queries under way are answered by the one before. */
	readonly use: (request: ModelRequest, room: MemoryRoom) => Promise<ModelReply>;
	/** End the canary, if one runs; the name of its candidate. */
	readonly cancelCanary: () => string | undefined;
	readonly close: () => Promise<void>;
};

/** What is known of the device that models run on. */
export type MemoryRoom = {readonly reading: DeviceReading | undefined};

/**
Start the model that answers queries, and let it be changed for another while it does.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startEngines()`.
*/
export async function openModels(options: OpenModelsOptions): Promise<Models> {
	const {task, note} = options;
	const closing = new AbortController();
	const current = holdModel(await startModel(options, options.model, options.signal));
	let starting: string | undefined;
	let changing: Promise<unknown> = Promise.resolve();
	const canary = createStore(options.lastCanary);
	let running: RunningCanary | undefined;

	/** Start a model beside the one in use, and see it answer questions. */
	const prepare = async (model: ChosenModel, room: MemoryRoom): Promise<ServedModel> => {
		// Its checksums were looked at by whoever asks for it: here they would hold up queries.
		await verifyModel({...model, expected: undefined});
		await requireMemory(model, {...room, current});
		const served = await startModel(options, model, closing.signal);
		current.add(served);
		try {
			const fault = await warmUp({...options, answer: served.answer, signal: closing.signal});
			if (fault !== undefined) {
				throw new BadModelError(model.name, fault);
			}

			return served;
		} catch (error) {
			current.drop(served);
			throw error;
		}
	};

	const switchTo = async (served: ServedModel, {isPromoted}: {readonly isPromoted: boolean}) => {
		try {
			await options.keepModel?.(served.model as ChosenModel, {isPromoted});
		} catch (error) {
			current.drop(served);
			throw error;
		}

		current.switchTo(served);
		running = undefined;
		note('model-changed', `The model is ${served.name}`);
	};

	const startCanary = (candidate: ServedModel, trial: NonNullable<ModelRequest['canary']>) => {
		running = runCanary({...options, ...trial, current: current.store.getSnapshot(), candidate});
		const followed = followCanary(running, {
			...options,
			canary,
			async promote() {
				await switchTo(candidate, {isPromoted: true});
			},
			drop() {
				current.drop(candidate);
			},
		});
		changing = followed.finally(() => {
			running = undefined;
		});
	};

	const change = async (
		{model, canary: trial}: ModelRequest,
		room: MemoryRoom,
	): Promise<ModelReply> => {
		const {name: previous} = current.store.getSnapshot();
		try {
			const served = await prepare(model, room);
			if (trial) {
				startCanary(served, trial);
			} else {
				await switchTo(served, {isPromoted: false});
			}
		} catch (error) {
			const {message} = error as Error;
			note('model-refused', `${model.name} was not taken, ${previous} still answers: ${message}`);
			return toReply(error);
		}

		return {ok: true, model: model.name, previous};
	};

	return {
		answer: async (question, answerOptions) =>
			(running ?? current.store.getSnapshot()).answer(question, answerOptions),
		canary,
		current: current.store,
		engine: current.engine,
		async use(request, room) {
			if (starting !== undefined) {
				return toReply(new ModelBusyError(starting));
			}

			if (running) {
				return toReply(new CanaryRunningError(canary.getSnapshot()!.model, task.id));
			}

			const {model} = current.store.getSnapshot();
			if (request.canary && 'path' in model && model.path === request.model.path) {
				return toReply(new SameModelError(request.model.name));
			}

			starting = request.model.name;
			const changed = change(request, room).finally(() => {
				starting = undefined;
			});
			// A canary that it starts is waited for instead.
			changing = Promise.all([changing, changed.catch(() => undefined)]);
			return changed;
		},
		cancelCanary() {
			running?.end('cancelled', 'It was ended by hand');
			const {outcome, model} = running?.store.getSnapshot() ?? {};
			// It may have been decided just before.
			return outcome === 'cancelled' ? model : undefined;
		},
		async close() {
			closing.abort();
			running?.end('broken-off', 'The miner was stopped before the verdict');
			await changing;
			// What has just started may be a canary.
			running?.end('broken-off', 'The miner was stopped before the verdict');
			await changing;
			await current.close();
		},
	};
}

async function requireMemory(
	model: ChosenModel,
	{reading, current}: MemoryRoom & {readonly current: CurrentModel},
) {
	const {model: before} = current.store.getSnapshot();
	const [fileBytes, newFileBytes] = await Promise.all(
		[before, model].map(async one => ('servers' in one ? 0 : measureFiles(one))),
	);
	const lack = findMemoryLack({
		reading,
		memoryBytes: current.engine.memory.getSnapshot() ?? 0,
		fileBytes: fileBytes!,
		newFileBytes: newFileBytes!,
	});
	if (lack !== undefined) {
		throw new NoMemoryForModelError(lack, model.name);
	}
}
