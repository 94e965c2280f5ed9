import type {Engine, EngineInfo} from '../../gpu/engine.ts';
import {createStore, type ReadableStore} from '../../support/store.ts';
import type {ServedModel} from './served-model.ts';

/** The engine that screens see: that of the model in use, with the processes and memory of all. */
export type ShownEngine = Pick<Engine, 'info' | 'restarts' | 'problem'> & {
	/** In bytes, if that of the model in use is known. */
	readonly memory: ReadableStore<number | undefined>;
};

/** Which model answers queries. */
export type CurrentModel = {
	readonly store: ReadableStore<ServedModel>;
	readonly engine: ShownEngine;
	/** Let a model run beside the one in use; it is asked nothing yet. */
	readonly add: (model: ServedModel) => void;
	/** Answer new queries with a model that was added; the one before ends once its last query has. */
	readonly switchTo: (model: ServedModel) => void;
	/** Let a model that is not in use end once its last query has. */
	readonly drop: (model: ServedModel) => void;
	/** Close all of them. */
	readonly close: () => Promise<void>;
};

/**
Create the holder of the model in use.
*/
export function holdModel(first: ServedModel): CurrentModel {
	const store = createStore(first);
	const problem = createStore(first.engine.problem.getSnapshot());
	const memory = createStore(first.memory.getSnapshot());
	/** All with a process, those that are ending included. */
	const models = new Set<ServedModel>();

	const look = () => {
		problem.set(store.getSnapshot().engine.problem.getSnapshot());
		const isKnown = store.getSnapshot().memory.getSnapshot() !== undefined;
		const bytes = [...models].map(model => model.memory.getSnapshot() ?? 0);
		memory.set(isKnown ? sum(bytes) : undefined);
	};

	const add = (model: ServedModel) => {
		models.add(model);
		model.engine.problem.subscribe(look);
		model.memory.subscribe(look);
		look();
	};

	const retire = async (model: ServedModel) => {
		await model.retire();
		models.delete(model);
		look();
	};

	add(first);
	return {
		store,
		engine: {
			info: (): EngineInfo => ({
				...store.getSnapshot().engine.info(),
				processes: [...models].flatMap(({engine}) => engine.info().processes ?? []),
			}),
			restarts: () => sum([...models].map(({engine}) => engine.restarts())),
			problem,
			memory,
		},
		add,
		switchTo(model) {
			const before = store.getSnapshot();
			store.set(model);
			look();
			void retire(before);
		},
		drop(model) {
			void retire(model);
		},
		async close() {
			await Promise.all(Array.from(models, async ({close}) => close()));
		},
	};
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
