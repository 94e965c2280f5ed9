import type {Engine, EngineInfo, Part, RunOptions, Work} from '../../../src/gpu/engine.ts';
import {createStore} from '../../../src/support/store.ts';

export type Script = (work: Work, options: RunOptions) => AsyncIterable<Part> | Iterable<Part>;

/** Create an engine that does what a script says, and notes what it was asked. */
export function createScriptedEngine(script: Script, info: Partial<EngineInfo> = {}) {
	const problem = createStore<string | undefined>(undefined);
	const asked: Array<{readonly work: Work; readonly options: RunOptions}> = [];
	const engine: Engine = {
		async *run(work, options = {}) {
			asked.push({work, options});
			yield* script(work, options);
		},
		info: () => ({
			name: 'script',
			provider: 'cpu',
			device: 'none',
			model: 'm',
			capabilities: ['generate', 'embed'],
			capacity: 2,
			waiting: 0,
			notes: [],
			...info,
		}),
		memoryBytes: async () => 0,
		restarts: () => 0,
		problem,
		close: async () => undefined,
	};
	return {engine, problem, asked};
}

/**
Wait until a signal is aborted, then refuse as an engine does.

@yields A refusal.
*/
export async function* holdUntilAborted({signal}: RunOptions): AsyncGenerator<Part> {
	await new Promise(resolve => {
		signal!.addEventListener('abort', resolve, {once: true});
	});
	yield {kind: 'refused', reason: 'cancelled'};
}
