/** The kinds of work a subnet may ask for. */
export type TaskId = 'text' | 'translation' | 'image' | 'data';

/** A dense float32 tensor. `data.length` is the product of `dims`. */
export type Tensor = {
	readonly dims: readonly number[];
	readonly data: Float32Array;
};

/** A number in [0, 1), as `Math.random` gives; seeded in tests and in the scripts that make models. */
export type Random = () => number;

export type Parsed<Value> =
	{readonly ok: true; readonly value: Value} | {readonly ok: false; readonly reason: string};

/**
What a subnet asks of its miners: the wire form of a question and an answer, how a model sees them, and how a validator scores.

`Question` and `Answer` are plain JSON values and travel as the bodies of requests and replies. `Truth` stays with the validator.
*/
export type Task<Question = unknown, Answer = unknown, Truth = unknown> = {
	readonly id: TaskId;
	/** Where a miner answers it, for example `/image`. */
	readonly path: string;
	/** Dimensions of the model's single input and output, without the batch dimension in front. */
	readonly inputDims: readonly number[];
	readonly outputDims: readonly number[];
	/** Make a fresh question that nobody has seen, and what a perfect answer to it would be. */
	readonly ask: (random: Random) => {readonly question: Question; readonly truth: Truth};
	/** Check a question from outside, field by field. */
	readonly parseQuestion: (value: unknown) => Parsed<Question>;
	/** Check an answer from outside, field by field. */
	readonly parseAnswer: (value: unknown) => Parsed<Answer>;
	/** Turn a question into one row of the model's input; `length` is the product of `inputDims`. */
	readonly toInput: (question: Question) => Float32Array;
	/** Turn one row of the model's output into an answer; `length` is the product of `outputDims`. */
	readonly toAnswer: (output: Float32Array, question: Question) => Answer;
	/** How good an answer is, from 0 to 1. */
	readonly score: (answer: Answer, truth: Truth) => number;
};
