import type {Engine} from '../../gpu/engine.ts';
import {BadModelError} from '../../gpu/errors.ts';
import {canMeet} from '../../gpu/need.ts';
import {startOpenAiEngine} from '../../gpu/openai/openai-engine.ts';
import {startEngines, type StartEnginesOptions} from '../../gpu/start-engines.ts';
import type {ChosenModel} from '../../models/find-model.ts';
import {verifyModel} from '../../models/verify-model.ts';
import type {Clock} from '../../support/clock.ts';
import type {Answerer} from '../../tasks/answerer.ts';
import type {Task} from '../../tasks/task.ts';
import type {DeviceReading} from '../observe/device-reading.ts';
import type {Log} from '../observe/log.ts';
import type {Note} from '../observe/notes.ts';
import {createEngineOutages} from '../observe/outages.ts';
import {type CurrentModel, holdModel, type ShownEngine} from './current-model.ts';
import {ModelBusyError, NoMemoryForModelError} from './errors.ts';
import {findMemoryLack, measureFiles} from './memory-room.ts';
import {type ModelReply, type ModelRequest, toReply} from './model-request.ts';
import {type MinedModel, serveModel, type ServedModel} from './served-model.ts';
import {warmUp} from './warm-up.ts';

export type OpenModelsOptions = {
	readonly task: Task;
	readonly model: MinedModel;
	/** How engines for models of this machine are started. What they need to be able to do comes from the task. */
	readonly engine: Omit<StartEnginesOptions, 'model' | 'needs' | 'onDeath'>;
	/** Milliseconds within which queries are answered. */
	readonly answerWithin: number;
	/** Keep the choice of a model for the next start. Called before it answers its first query; if it throws, the model in use stays. @default nothing is kept */
	readonly keepModel?: (model: ChosenModel) => Promise<void>;
	readonly note: Note;
	readonly log: Log;
	readonly clock: Clock;
	/** Aborts the start. */
	readonly signal?: AbortSignal;
};

export type Models = {
	/** Answers with the model in use. */
	readonly answer: Answerer;
	readonly current: CurrentModel['store'];
	readonly engine: ShownEngine;
	/** Answer with another model from now on. Queries under way are answered by the one before. */
	readonly use: (request: ModelRequest, room: MemoryRoom) => Promise<ModelReply>;
	readonly close: () => Promise<void>;
};

/** What is known of the device that models run on. */
export type MemoryRoom = {readonly reading: DeviceReading | undefined};

/**
Start the model that answers queries, and let it be changed for another while it does.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startEngines()`.
*/
export async function openModels(options: OpenModelsOptions): Promise<Models> {
	const {note} = options;
	const closing = new AbortController();
	const current = holdModel(await startModel(options, options.model, options.signal));
	let starting: string | undefined;
	let changing: Promise<unknown> = Promise.resolve();

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

			await options.keepModel?.(model);
			return served;
		} catch (error) {
			current.drop(served);
			throw error;
		}
	};

	const change = async ({model}: ModelRequest, room: MemoryRoom): Promise<ModelReply> => {
		const {name: previous} = current.store.getSnapshot();
		try {
			current.switchTo(await prepare(model, room));
		} catch (error) {
			const {message} = error as Error;
			note('model-refused', `${model.name} was not taken, ${previous} still answers: ${message}`);
			return toReply(error);
		}

		note('model-changed', `The model is ${model.name}`);
		return {ok: true, model: model.name, previous};
	};

	return {
		answer: async (question, answerOptions) =>
			current.store.getSnapshot().answer(question, answerOptions),
		current: current.store,
		engine: current.engine,
		async use(request, room) {
			if (starting !== undefined) {
				return toReply(new ModelBusyError(starting));
			}

			starting = request.model.name;
			const changed = change(request, room).finally(() => {
				starting = undefined;
			});
			changing = changed.catch(() => undefined);
			return changed;
		},
		async close() {
			closing.abort();
			await changing;
			await current.close();
		},
	};
}

async function startModel(
	options: OpenModelsOptions,
	model: MinedModel,
	signal: AbortSignal | undefined,
): Promise<ServedModel> {
	const {task, note, log, clock} = options;
	const outages = createEngineOutages(note);
	const engine =
		'servers' in model
			? await startOpenAiEngine({servers: model.servers, clock, signal})
			: await startEngines({
					clock,
					signal,
					...options.engine,
					model: model.path,
					needs: Object.values(task.needs),
					onDeath: outages.died,
				});
	noteGaps(task, {engine, log});
	return serveModel({task, model, engine, outages, clock});
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
