import type {Embedded, Generated, LanguageModel} from '../language/language-model.ts';
import type {EmbedMessage, GenerateMessage, LanguagePart} from './language-messages.ts';
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
								outbox.add({kind: 'text', id, text}, tell);
							},
						}),
					);
		underWay.delete(id);
		outbox.add(end, tell);
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
			if (message.type === 'generate' || message.type === 'embed') {
				void work(message, tell);
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

/** Collect what comes of one step, for a message of its own would cost each text as much as the step itself. */
function createOutbox() {
	let parts: LanguagePart[] = [];
	return {
		add(part: LanguagePart, tell: Tell) {
			parts.push(part);
			if (parts.length > 1) {
				return;
			}

			// A model computes its next step only after such a turn.
			setImmediate(() => {
				// The parent may be gone: then nobody waits.
				tell({type: 'parts', parts}).catch(() => undefined);
				parts = [];
			});
		},
	};
}

function toTextEnd(id: number, generated: Generated): LanguagePart {
	if (!generated.ok) {
		const {cause, problem} = generated;
		return {kind: 'failed', id, cause, problem};
	}

	const {reason, promptTokens, tokens} = generated;
	return {kind: 'text-end', id, reason, promptTokens, tokens};
}

function toVector(id: number, embedded: Embedded): LanguagePart {
	if (!embedded.ok) {
		const {cause, problem} = embedded;
		return {kind: 'failed', id, cause, problem};
	}

	const {vector, tokens} = embedded;
	return {kind: 'vector', id, vector, tokens};
}
