import type {Random} from '../support/random.ts';
import type {EngineRefusal, RunOptions, WorkEngine} from '../gpu/engine.ts';
import type {Need} from '../gpu/need.ts';

/** The kinds of work a subnet may ask for. */
export const taskIds = ['text', 'translation', 'image', 'data'] as const;

export type TaskId = (typeof taskIds)[number];

export type Parsed<Value> =
	{readonly ok: true; readonly value: Value} | {readonly ok: false; readonly reason: string};

export type AnswerOptions = RunOptions & {
	/** Called with each piece of an answer that is streamed: a JSON value. */
	readonly onPiece?: (piece: unknown) => void;
};

export type Answered<Answer> =
	| {
			readonly ok: true;
			readonly answer: Answer;
			/** Number of rows in the pass that computed it, if that was one pass. */
			readonly batch?: number;
	  }
	| {readonly ok: false; readonly reason: EngineRefusal; readonly cause?: unknown};

/**
What a subnet asks of its miners: the wire format of questions and answers, how an engine answers them, and how a validator scores them.

`Question` and `Answer` are plain JSON values, sent as the bodies of requests and responses. `Truth` stays with the validator.
*/
export type Task<Question = unknown, Answer = unknown, Truth = unknown> = {
	readonly id: TaskId;
	/** The miner's endpoint, for example `/image`. */
	readonly path: string;
	/** What its questions need of a model, by their kinds. A model may do for some kinds only; the others are then refused as `unsupported`. */
	readonly needs: Readonly<Record<string, Need>>;
	/** Create a new question that nobody has seen, with the truth to score answers against. */
	readonly ask: (random: Random) => {readonly question: Question; readonly truth: Truth};
	/** The most bytes that a question has in JSON, by whoever wrote it. @default 65_536 */
	readonly longestQuestion?: number;
	/** Validate an untrusted question, field by field. */
	readonly parseQuestion: (value: unknown) => Parsed<Question>;
	/** Validate an untrusted answer, field by field. */
	readonly parseAnswer: (value: unknown) => Parsed<Answer>;
	/** Answer a question with an engine that has such a model. Rejects only if the task itself fails. */
	readonly answer: (
		question: Question,
		engine: WorkEngine,
		options?: AnswerOptions,
	) => Promise<Answered<Answer>>;
	/** Whether a question wants its answer piece by piece. @default never */
	readonly isStreamed?: (question: Question) => boolean;
	/** Score an answer from 0 to 1. */
	readonly score: (answer: Answer, truth: Truth) => number;
};
