import type {Engine} from '../../gpu/engine.ts';
import type {OpenAiServers} from '../../gpu/openai/server-options.ts';
import type {ChosenModel} from '../../models/find-model.ts';
import type {Clock} from '../../support/clock.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import {answerWith, type Answerer} from '../../tasks/answerer.ts';
import type {Task} from '../../tasks/task.ts';
import {watchEngine, type WatchEngineOptions} from '../observe/engine-watch.ts';

/** Servers that answer in place of a model on this machine. */
export type ModelServers = {
	/** What they call the model. @default each its only one */
	readonly name?: string;
	readonly servers: OpenAiServers;
};

/** What a miner answers with. */
export type MinedModel = ChosenModel | ModelServers;

/** How often an engine's processes have died. */
export type EngineDeaths = {
	readonly count: number;
	/** How the last one ended, as the end of a sentence about it. @default none has died */
	readonly end?: string;
};

/** A model on an engine of its own, which answers questions. */
export type ServedModel = {
	/** Its display name. */
	readonly name: string;
	readonly model: MinedModel;
	readonly engine: Engine;
	/** Of its engine, in bytes, if that is known. */
	readonly memory: ReadableStore<number | undefined>;
	readonly deaths: ReadableStore<EngineDeaths>;
	readonly answer: Answerer;
	/** Keep the engine until released, for a question that another model may yet fail on. */
	readonly hold: () => () => void;
	/** Close the engine once the questions it was asked are answered. */
	readonly retire: () => Promise<void>;
	/** Refuse what is not answered yet, and end the engine. Closing twice is fine. */
	readonly close: () => Promise<void>;
};

export type ServeModelOptions = {
	readonly task: Task;
	readonly model: MinedModel;
	readonly engine: Engine;
	/** @default none is ever known */
	readonly deaths?: ReadableStore<EngineDeaths>;
	readonly outages: WatchEngineOptions['outages'];
	readonly clock: Clock;
};

/** Serve a model: count the questions under way, so that its engine can be closed without losing one. */
export function serveModel({
	task,
	model,
	engine,
	deaths = createStore<EngineDeaths>({count: 0}),
	outages,
	clock,
}: ServeModelOptions): ServedModel {
	const watch = watchEngine(engine, {outages, clock});
	const ask = answerWith(task, watch);
	const idle = Promise.withResolvers<void>();
	let underWay = 0;
	let isRetired = false;
	let closing: Promise<void> | undefined;

	const look = () => {
		if (isRetired && underWay === 0) {
			idle.resolve();
		}
	};

	const hold = () => {
		underWay++;
		return () => {
			underWay--;
			look();
		};
	};

	const close = async () => {
		idle.resolve();
		watch.close();
		closing ??= engine.close();
		return closing;
	};

	return {
		name: model.name ?? engine.info().model,
		model,
		engine,
		memory: watch.memory,
		deaths,
		async answer(question, options) {
			const release = hold();
			try {
				return await ask(question, options);
			} finally {
				release();
			}
		},
		hold,
		async retire() {
			isRetired = true;
			look();
			await idle.promise;
			await close();
		},
		close,
	};
}
