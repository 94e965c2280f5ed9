import process from 'node:process';
import type {TextEndPart, VectorPart} from '../engine.ts';
import {type EngineProcess, loadEngine, type LoadEngineOptions} from '../process/load-engine.ts';
import type {EmbedMessage, GenerateMessage, LanguagePart} from '../process/language-messages.ts';
import type {GenerateRequest, LanguageFault} from './language-model.ts';
import type {StepTimes} from './step-times.ts';

export type LanguageFormat = 'decoder' | 'gguf';

export type LanguageProcessOptions = LoadEngineOptions<LanguageFormat> & {
	/** What has been learned about how long steps take. */
	readonly stepTimes: StepTimes;
	/** Called when texts ended because memory ran out, with how many stayed. */
	readonly onOutOfMemory: (stayed: number) => void;
};

/** A text to make, with its seed picked; or one to turn into a vector. */
export type Request =
	({readonly kind: 'generate'} & GenerateRequest) | {readonly kind: 'embed'; readonly text: string};

export type AskOptions = {
	/** Aborted when nobody needs the result any more. */
	readonly signal: AbortSignal;
	readonly onText: (text: string) => void;
};

export type LanguageResult =
	| {readonly ok: true; readonly part: TextEndPart | VectorPart}
	/** `isAlone`: nothing else was under way. */
	| (Omit<LanguageFault, 'cause'> & {
			readonly cause: LanguageFault['cause'] | 'died';
			readonly isAlone: boolean;
	  });

/** A process with a language model. */
export type LanguageProcess = Omit<
	EngineProcess<LanguageFormat>,
	'send' | 'onMessage' | 'allow' | 'trim'
> & {
	/** Begin a text, beside those under way. Never rejects. */
	readonly ask: (request: Request, options: AskOptions) => Promise<LanguageResult>;
};

/**
Start a process with a language model.

@throws {BadModelError} If the file or folder is not a model that it can run.
@throws {RuntimeMissingError} If the library that runs it is not installed.
@throws {DeviceUnavailableError} If the named device is unavailable.
@throws {EngineFailedError} If it could not be started, died or timed out.
*/
export async function startLanguageProcess({
	stepTimes,
	onOutOfMemory,
	...options
}: LanguageProcessOptions): Promise<LanguageProcess> {
	const loaded = await loadEngine(options);
	return {...loaded, ask: createAsk(loaded, {stepTimes, onOutOfMemory})};
}

/** What is under way in the process. */
type Text = {
	/** Characters of its prompt until its first sign. */
	unread: number;
	readonly onText: (text: string) => void;
	readonly settle: (result: LanguageResult) => void;
};

function createAsk(
	{send, onMessage, allow, gone}: EngineProcess<LanguageFormat>,
	{stepTimes, onOutOfMemory}: Pick<LanguageProcessOptions, 'stepTimes' | 'onOutOfMemory'>,
): LanguageProcess['ask'] {
	const texts = new Map<number, Text>();
	/** Cancelled texts that the process may still be making. */
	const leaving = new Set<number>();
	let lastId = 0;
	let isGone = false;
	let isFirst = true;
	let since = 0;

	const beginning: Array<GenerateMessage | EmbedMessage> = [];
	const sendBeginning = () => {
		if (beginning.length > 0) {
			send({type: 'begin', texts: beginning.splice(0)});
		}
	};

	/** Those of one turn go in one message, so that the model begins them together, not the first of them alone. */
	const begin = (message: GenerateMessage | EmbedMessage) => {
		beginning.push(message);
		process.nextTick(sendBeginning);
	};

	const describe = () => {
		let unread = 0;
		for (const text of texts.values()) {
			unread += text.unread;
		}

		return {unread, isFirst};
	};

	const watch = () => {
		since = performance.now();
		allow(texts.size === 0 ? undefined : stepTimes.limit(describe()));
	};

	const take = (part: LanguagePart, isAlone: boolean) => {
		const text = texts.get(part.id);
		if (!text) {
			if (part.kind !== 'text') {
				leaving.delete(part.id);
			}

			return;
		}

		text.unread = 0;
		if (part.kind === 'text') {
			text.onText(part.text);
			return;
		}

		texts.delete(part.id);
		text.settle(toResult(part, isAlone));
	};

	onMessage(message => {
		if (message.type !== 'parts') {
			return;
		}

		stepTimes.learn(describe(), performance.now() - since);
		isFirst = false;
		const isAlone = texts.size + leaving.size === 1;
		for (const part of message.parts) {
			take(part, isAlone);
		}

		if (message.parts.some(part => part.kind === 'failed' && part.cause === 'out-of-memory')) {
			onOutOfMemory(texts.size);
		}

		watch();
	});
	void gone.then(problem => {
		isGone = true;
		const isAlone = texts.size === 1;
		for (const {settle} of texts.values()) {
			settle({ok: false, cause: 'died', problem, isAlone});
		}

		texts.clear();
	});

	return async (request, {signal, onText}) => {
		if (isGone || signal.aborted) {
			return {ok: false, cause: 'cancelled', problem: 'It was not begun', isAlone: false};
		}

		return new Promise(resolve => {
			const id = ++lastId;
			const cancel = () => {
				if (!texts.delete(id)) {
					return;
				}

				leaving.add(id);
				sendBeginning();
				send({type: 'cancel', id});
				watch();
				resolve({
					ok: false,
					cause: 'cancelled',
					problem: 'Nobody waits for it any more',
					isAlone: false,
				});
			};

			signal.addEventListener('abort', cancel);
			texts.set(id, {
				unread: countCharacters(request),
				onText,
				settle(result) {
					signal.removeEventListener('abort', cancel);
					resolve(result);
				},
			});
			watch();
			begin(toMessage(id, request));
		});
	};
}

function toMessage(id: number, request: Request): GenerateMessage | EmbedMessage {
	if (request.kind === 'embed') {
		return {type: 'embed', id, text: request.text};
	}

	const {kind: _, prompt, stop, ...rest} = request;
	return {
		type: 'generate',
		id,
		prompt: typeof prompt === 'string' ? prompt : [...prompt],
		stop: stop && [...stop],
		...rest,
	};
}

function toResult(
	part: Exclude<LanguagePart, {readonly kind: 'text'}>,
	isAlone: boolean,
): LanguageResult {
	if (part.kind === 'failed') {
		const {cause, problem} = part;
		return {ok: false, cause, problem, isAlone};
	}

	const {id: _, ...end} = part;
	return {ok: true, part: end};
}

/** Count at least one, since reading a text takes a step even if it is empty. */
function countCharacters(request: Request): number {
	if (request.kind === 'embed') {
		return request.text.length + 1;
	}

	const {prompt} = request;
	return typeof prompt === 'string'
		? prompt.length + 1
		: prompt.reduce((total, {content}) => total + content.length + 1, 1);
}
