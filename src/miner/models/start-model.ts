import {canMeet} from '../../gpu/need.ts';
import {startOpenAiEngine} from '../../gpu/openai/openai-engine.ts';
import {startEngines, type StartEnginesOptions} from '../../gpu/start-engines.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore} from '../../support/store.ts';
import type {Task} from '../../tasks/task.ts';
import type {Log} from '../observe/log.ts';
import type {Note} from '../observe/notes.ts';
import {createEngineOutages} from '../observe/outages.ts';
import {type EngineDeaths, type MinedModel, serveModel, type ServedModel} from './served-model.ts';

export type StartModelOptions = {
	readonly task: Task;
	/** How engines for models of this machine are started. What they need to be able to do comes from the task. */
	readonly engine: Omit<StartEnginesOptions, 'model' | 'needs' | 'onDeath'>;
	readonly note: Note;
	readonly log: Log;
	readonly clock: Clock;
};

/**
Start an engine with a model, and log which questions it cannot answer.

@throws {BadModelError | RuntimeMissingError | DeviceUnavailableError | EngineFailedError} See `startEngines()`.
@throws {NoServerError} See `startOpenAiEngine()`.
*/
export async function startModel(
	options: StartModelOptions,
	model: MinedModel,
	signal: AbortSignal | undefined,
): Promise<ServedModel> {
	const {task, note, log, clock} = options;
	const outages = createEngineOutages(note, model.name);
	const deaths = createStore<EngineDeaths>({count: 0});
	const engine =
		'servers' in model
			? await startOpenAiEngine({servers: model.servers, clock, signal})
			: await startEngines({
					clock,
					signal,
					...options.engine,
					model: model.path,
					needs: Object.values(task.needs),
					onDeath(end) {
						outages.died(end);
						deaths.set({count: deaths.getSnapshot().count + 1, end});
					},
				});
	const served = serveModel({task, model, engine, deaths, outages, clock});
	noteGaps(task, {served, log});
	return served;
}

/** Log which questions the model cannot answer, if any: they score 0. */
function noteGaps({needs}: Task, {served, log}: {readonly served: ServedModel; readonly log: Log}) {
	const info = served.engine.info();
	const gaps = Object.entries(needs).filter(([, need]) => !canMeet(info, need));
	if (gaps.length === 0) {
		return;
	}

	const kinds = gaps.map(([kind]) => `\`${kind}\``).join(', ');
	log.write('warn', `${served.name} does not answer questions of the kind ${kinds}: each scores 0`);
}
