import {joinCare, joinInfo} from './engine-pool.ts';
import type {Engine, RowShape, WorkEngine} from './engine.ts';

/**
Join engines with the parts of a model into one. Work goes to the first part that can do it.

@param model The name of the whole.
*/
export function joinParts(parts: readonly Engine[], model: string): Engine {
	return {
		...joinCare(
			parts,
			parts.map(({info}) => `Part \`${info().model}\``),
		),
		run: askInTurn(parts),
		info() {
			const infos = parts.map(({info}) => info());
			return {
				...joinInfo(infos),
				model,
				device: join(infos.map(({device}) => device)),
				capabilities: [...new Set(infos.flatMap(({capabilities}) => capabilities))],
				shapes: infos.flatMap(({shapes = []}): readonly RowShape[] => shapes),
			};
		},
	};
}

const join = (names: readonly string[]) => [...new Set(names)].join(', ');

/** Create the `run()` of engines of which each can do other work: they are asked in turn, until one does not refuse it as `unsupported`. */
export function askInTurn(engines: readonly WorkEngine[]): WorkEngine['run'] {
	return async function* (work, options) {
		for (const engine of engines) {
			let isRefused = false;
			for await (const part of engine.run(work, options)) {
				isRefused = part.kind === 'refused' && part.reason === 'unsupported';
				if (!isRefused) {
					yield part;
				}
			}

			if (!isRefused) {
				return;
			}
		}

		yield {kind: 'refused', reason: 'unsupported'};
	};
}
