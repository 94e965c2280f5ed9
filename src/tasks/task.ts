/** The kinds of work a subnet may ask for. */
export const taskIds = ['text', 'translation', 'image', 'data'] as const;

export type TaskId = (typeof taskIds)[number];

/** A dense float32 tensor. `data.length` is the product of `dims`. */
export type Tensor = {
	readonly dims: readonly number[];
	readonly data: Float32Array;
};

/** Returns a number in [0, 1), like `Math.random`; seeded in tests and in the scripts that make models. */
export type Random = () => number;

export type Parsed<Value> =
	{readonly ok: true; readonly value: Value} | {readonly ok: false; readonly reason: string};

/**
What a subnet asks of its miners: the wire format of questions and answers, how a model sees them, and how a validator scores them.

`Question` and `Answer` are plain JSON values, sent as the bodies of requests and responses. `Truth` stays with the validator.
*/
export type Task<Question = unknown, Answer = unknown, Truth = unknown> = {
	readonly id: TaskId;
	/** The miner's endpoint, for example `/image`. */
	readonly path: string;
	/** Dimensions of the model's single input and output, without the leading batch dimension. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Create a new question that nobody has seen, with the truth to score answers against. */
	readonly ask: (random: Random) => {readonly question: Question; readonly truth: Truth};
	/** Validate an untrusted question, field by field. */
	readonly parseQuestion: (value: unknown) => Parsed<Question>;
	/** Validate an untrusted answer, field by field. */
	readonly parseAnswer: (value: unknown) => Parsed<Answer>;
	/** Turn a question into one row of the model's input; `length` is the product of `inputDims`. */
	readonly toInput: (question: Question) => Float32Array;
	/** Turn one row of the model's output into an answer; `length` is the product of `outputDims`. */
	readonly toAnswer: (output: Float32Array, question: Question) => Answer;
	/** Score an answer from 0 to 1. */
	readonly score: (answer: Answer, truth: Truth) => number;
};
