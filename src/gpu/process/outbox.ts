import {type Clock, systemClock} from '../../support/clock.ts';
import type {LanguagePart} from './language-messages.ts';
import type {Tell} from './service.ts';

type TextPart = Extract<LanguagePart, {readonly kind: 'text'}>;
/** What comes last of a text, or alone. */
export type EndPart = Exclude<LanguagePart, TextPart>;

/** Collects what comes of all texts, for one message. */
export type Outbox = {
	readonly addText: (part: TextPart, tell: Tell) => void;
	readonly addEnd: (part: EndPart, tell: Tell) => void;
};

/** Milliseconds between messages that only continue texts. */
const interval = 4;

/**
Create an outbox. The beginning and the end of a text are told right after the step that they come of, with all else that has come; what lies between is told every 4 ms at most.

A small model takes a fraction of a millisecond a step: a message for each would cost it, and wake the parent, as much as the step itself.
*/
export function createOutbox(clock: Clock = systemClock): Outbox {
	const begun = new Set<number>();
	const texts = new Map<number, string>();
	let ends: EndPart[] = [];
	let isResting = false;

	const send = (tell: Tell) => {
		if (texts.size + ends.length === 0) {
			return;
		}

		const pieces = Array.from(texts, ([id, text]): TextPart => ({kind: 'text', id, text}));
		// The parent may be gone: then nobody waits.
		tell({type: 'parts', parts: [...pieces, ...ends]}).catch(() => undefined);
		texts.clear();
		ends = [];
		rest(tell);
	};

	const rest = (tell: Tell) => {
		if (isResting) {
			return;
		}

		isResting = true;
		clock.after(interval, () => {
			isResting = false;
			send(tell);
		});
	};

	return {
		addText({id, text}, tell) {
			texts.set(id, (texts.get(id) ?? '') + text);
			if (isResting && begun.has(id)) {
				return;
			}

			begun.add(id);
			// A model computes its next step only after such a turn.
			setImmediate(send, tell);
		},
		addEnd(part, tell) {
			begun.delete(part.id);
			ends.push(part);
			setImmediate(send, tell);
		},
	};
}
