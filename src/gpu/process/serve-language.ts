import type {Embedded, Generated, LanguageModel} from '../language/language-model.ts';
import type {EmbedMessage, GenerateMessage} from './language-messages.ts';
import {createOutbox, type EndPart} from './outbox.ts';
import type {Service, Tell} from './service.ts';

/**
Serve a language model: all that it is asked is under way at once, and what comes of it is told piece by piece.
*/
export function serveLanguage(model: LanguageModel): Service {
	const {engine, provider, notes, capabilities, context, capacity} = model;
	const underWay = new Map<number, AbortController>();
	const outbox = createOutbox();

	const work = async (message: GenerateMessage | EmbedMessage, tell: Tell) => {
		const {id} = message;
		const cancelling = new AbortController();
		const {signal} = cancelling;
		underWay.set(id, cancelling);
		const end =
			message.type === 'embed'
				? toVector(id, await model.embed({text: message.text}, {signal}))
				: toTextEnd(
						id,
						await model.generate(message, {
							signal,
							onText(text) {
								outbox.addText({kind: 'text', id, text}, tell);
							},
						}),
					);
		underWay.delete(id);
		outbox.addEnd(end, tell);
	};

	return {
		loaded: {
			type: 'loaded-language',
			engine,
			provider,
			notes,
			capabilities,
			context,
			capacity,
		},
		async answer(message, tell) {
			if (message.type === 'begin') {
				for (const text of message.texts) {
					void work(text, tell);
				}
			} else if (message.type === 'cancel') {
				underWay.get(message.id)?.abort();
			}
		},
		async close() {
			for (const cancelling of underWay.values()) {
				cancelling.abort();
			}

			await model.close();
		},
	};
}

function toTextEnd(id: number, generated: Generated): EndPart {
	if (!generated.ok) {
		const {cause, problem} = generated;
		return {kind: 'failed', id, cause, problem};
	}

	const {reason, promptTokens, tokens} = generated;
	return {kind: 'text-end', id, reason, promptTokens, tokens};
}

function toVector(id: number, embedded: Embedded): EndPart {
	if (!embedded.ok) {
		const {cause, problem} = embedded;
		return {kind: 'failed', id, cause, problem};
	}

	const {vector, tokens} = embedded;
	return {kind: 'vector', id, vector, tokens};
}
