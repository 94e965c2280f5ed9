import type {Part} from '../engine.ts';
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
	let passed = '';
	let repeated = 0;
	return {
		canBegin: () => isFixed || passed === '',
		isBegun: () => passed !== '',
		begin() {
			repeated = 0;
		},
		*pass(part) {
			const text = part.kind === 'text' ? part.text : '';
			const known = passed.slice(repeated, repeated + text.length);
			const isShort = part.kind === 'text-end' && repeated < passed.length;
			if (isShort || !text.startsWith(known)) {
				throw new ServerFault('unsupported', 'makes another text than the one that was begun');
			}

			repeated += text.length;
			const rest = text.slice(known.length);
			passed += rest;
			if (part.kind !== 'text') {
				yield part;
			} else if (rest !== '') {
				yield {kind: 'text', text: rest};
			}
		},
	};
}
