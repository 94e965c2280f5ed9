import * as v from 'valibot';

/** How texts were made: each text, when it began, and how fast all came. */
export const textRunSchema = v.object({
	texts: v.array(v.string()),
	/** Tokens of all texts, including what ended them. */
	tokens: v.number(),
	seconds: v.number(),
	/** Milliseconds to the first token, of each text. */
	firsts: v.array(v.number()),
});

export type TextRun = v.InferOutput<typeof textRunSchema>;

export const textQuestionSchema = v.object({
	prompts: v.pipe(v.array(v.string()), v.readonly()),
	/** How many texts at once. */
	streams: v.number(),
	maxTokens: v.number(),
	/** `calls`: each stream makes its texts one after another. `batch`: as many prompts as there are streams are padded into one, and end together. */
	manner: v.picklist(['calls', 'batch']),
});

export type TextQuestion = v.InferOutput<typeof textQuestionSchema>;

/** Let so many streams take items one after another, until none is left. */
export async function takeInStreams<Item>(
	items: readonly Item[],
	streams: number,
	work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const stream = async () => {
		for (let index = next++; index < items.length; index = next++) {
			await work(items[index]!, index);
		}
	};

	await Promise.all(Array.from({length: streams}, stream));
}
