import type {
	FromEngine,
	LoadedMessage,
	LoadMessage,
	RefusedMessage,
	ToEngine,
} from './engine-messages.ts';
import type {LoadedLanguageMessage} from './language-messages.ts';

/** A message that asks a loaded model for something. */
export type AskMessage = Exclude<ToEngine, {readonly type: 'load' | 'memory'}>;

export type Tell = (message: FromEngine) => Promise<void>;

/** A loaded model as an engine process serves it. */
export type Service = {
	readonly loaded: LoadedMessage | LoadedLanguageMessage;
	/** Act on a message. The next one is not read before this resolves. */
	readonly answer: (message: AskMessage, tell: Tell) => Promise<void>;
	/** Give up what is under way, and free the model. */
	readonly close: () => Promise<void>;
};

export type LoadRefusal = {readonly ok: false} & Omit<RefusedMessage, 'type'>;

/** Load a model of one format. Never rejects because of the model. */
export type LoadService = (
	load: LoadMessage,
) => Promise<LoadRefusal | {readonly ok: true; readonly service: Service}>;
