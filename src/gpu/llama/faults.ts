import type {LanguageFault} from '../language/language-model.ts';

/** Messages of llama.cpp, its devices and the library about memory. */
const outOfMemory = /bad_alloc|failed to allocate|out of memory|insufficient memory|no kv slot/iv;

/** Turn an error of the library into a fault. */
export function toFault(error: unknown): LanguageFault {
	const problem = firstLine(error);
	return {ok: false, cause: outOfMemory.test(problem) ? 'out-of-memory' : 'failed', problem};
}

export const firstLine = (error: unknown) =>
	(error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.trim();
