import type {Part} from '../engine.ts';
import {createRetoldText} from '../retold-text.ts';
import type {ServerWork} from './requests.ts';
import {ServerFault} from './server-fault.ts';

/** What of a text was passed on, so that another server can go on where one failed. */
export type Repeat = {
	/** Whether the work can be begun anew. */
	readonly canBegin: () => boolean;
	/** Whether some of it was passed on. */
	readonly isBegun: () => boolean;
	readonly begin: () => void;
	/**
	Pass a part on, without what was passed on before.

	@throws {ServerFault} If the text is another than the one that was begun.
	*/
	readonly pass: (part: Part) => Iterable<Part>;
};

/**
Create a record of what was passed on of some work. Texts can be made again if they are the most probable ones, or have a seed.
*/
export function createRepeat(work: ServerWork): Repeat {
	const isFixed = work.kind === 'generate' && (work.temperature === 0 || work.seed !== undefined);
	const text = createRetoldText();
	return {
		canBegin: () => isFixed || !text.isBegun(),
		isBegun: text.isBegun,
		begin: text.restart,
		*pass(part) {
			if (part.kind !== 'text') {
				if (part.kind === 'text-end' && !text.isWhole()) {
					throw differs();
				}

				yield part;
				return;
			}

			const added = text.add(part.text);
			if (added === undefined) {
				throw differs();
			}

			if (added !== '') {
				yield {kind: 'text', text: added};
			}
		},
	};
}

const differs = () =>
	new ServerFault('unsupported', 'makes another text than the one that was begun');
