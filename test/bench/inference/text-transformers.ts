/**
Measures transformers.js on a model's folder, on one thread; `peer.ts` says how it is asked: `node text-transformers.ts MODULE FOLDER`.
*/
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';
import * as v from 'valibot';
import {takeInStreams, type TextQuestion, textQuestionSchema, type TextRun} from './text-run.ts';

type Tensors = {readonly input_ids: {readonly dims: readonly number[]}};
type Streamer = {readonly put: (tokens: bigint[][]) => void; readonly end: () => void};
/** What we use of it; it is not among our dependencies, and neither are its types. */
type Transformers = {
	readonly env: {allowRemoteModels: boolean};
	readonly AutoTokenizer: {
		readonly from_pretrained: (
			folder: string,
			options: Record<string, unknown>,
		) => Promise<Tokenizer>;
	};
	readonly AutoModelForCausalLM: {
		readonly from_pretrained: (folder: string, options: Record<string, unknown>) => Promise<Model>;
	};
};
type Tokenizer = {
	(texts: readonly string[], options: Record<string, unknown>): Tensors;
	padding_side: string;
	readonly decode: (tokens: readonly bigint[], options: Record<string, unknown>) => string;
};
type Model = {
	readonly generation_config: {readonly eos_token_id: number | readonly number[]};
	readonly generate: (
		options: Tensors & {
			readonly max_new_tokens: number;
			readonly do_sample: boolean;
			readonly streamer: Streamer;
		},
	) => Promise<unknown>;
};

const [module = '', folder = ''] = process.argv.slice(2);
const library = (await import(pathToFileURL(module).href)) as Transformers;
library.env.allowRemoteModels = false;
const tokenizer = await library.AutoTokenizer.from_pretrained(folder, {local_files_only: true});
tokenizer.padding_side = 'left';
const model = await library.AutoModelForCausalLM.from_pretrained(folder, {
	local_files_only: true,
	dtype: 'fp32',
	device: 'cpu',
	session_options: {
		intraOpNumThreads: 1,
		interOpNumThreads: 1,
		// As we open it: faster with weights of 8 bits.
		extra: {'session.disable_quant_qdq': '1'},
	},
});
const ends = new Set([model.generation_config.eos_token_id].flat().map(BigInt));
console.log(JSON.stringify({}));

for await (const line of createInterface({input: process.stdin})) {
	console.log(JSON.stringify(await measure(v.parse(textQuestionSchema, JSON.parse(line)))));
}

async function measure(question: TextQuestion): Promise<TextRun> {
	const {prompts, streams, maxTokens, manner} = question;
	const width = manner === 'batch' ? streams : 1;
	const groups = Array.from({length: Math.ceil(prompts.length / width)}, (_, index) =>
		prompts.slice(index * width, (index + 1) * width),
	);
	const made: Array<Awaited<ReturnType<typeof generate>>> = [];
	const start = performance.now();
	await takeInStreams(groups, manner === 'batch' ? 1 : streams, async (group, index) => {
		made[index] = await generate(group, maxTokens);
	});
	const seconds = (performance.now() - start) / 1000;
	const rows = made.flatMap(group => group.rows);
	return {
		texts: rows.map(row => tokenizer.decode(row, {skip_special_tokens: true})),
		tokens: rows.reduce((total, {length}) => total + length, 0),
		seconds,
		firsts: made.flatMap(group => group.rows.map(() => group.first)),
	};
}

/** Continue prompts together, and return the tokens of each up to its end. */
async function generate(prompts: readonly string[], maxTokens: number) {
	const rows = prompts.map((): bigint[] => []);
	const start = performance.now();
	let first = 0;
	let isPrompt = true;
	await model.generate({
		...tokenizer(prompts, {padding: true}),
		max_new_tokens: maxTokens,
		do_sample: false,
		streamer: {
			put(tokens) {
				if (isPrompt) {
					isPrompt = false;
					return;
				}

				first ||= performance.now() - start;
				for (const [index, row] of rows.entries()) {
					const last = row.at(-1);
					if (last === undefined || !ends.has(last)) {
						row.push(...tokens[index]!);
					}
				}
			},
			end: () => undefined,
		},
	});
	return {rows, first};
}
