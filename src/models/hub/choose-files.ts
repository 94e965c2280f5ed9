import type {ModelFormat} from '../../gpu/process/engine-messages.ts';
import {UnfitRepositoryError} from './errors.ts';
import type {RemoteFile, Repository} from './source.ts';

/** The files of a repository that make up a model. */
export type FileChoice = {
	readonly format: ModelFormat;
	/** What an engine is given: one of the files, or `.` for their folder. */
	readonly path: string;
	readonly files: ReadonlyArray<{
		readonly remote: RemoteFile;
		/** Its path here. */
		readonly file: string;
	}>;
};

/**
Choose which files to pull: a GGUF file with its other parts, or an ONNX file with its data and, for a language model, what describes it. Nothing that could hold code is ever pulled.

@param name The end of the name of a `.gguf` or `.onnx` file; needed where there are several.

@throws {UnfitRepositoryError} If there is no such file, or more than one.
*/
export function chooseFiles(repository: Repository, name?: string): FileChoice {
	const {files} = repository;
	const models = files.filter(({path}) => isModel(path));
	const main =
		name === undefined ? chooseOnly(repository, models) : chooseNamed(repository, models, name);
	if (main.path.toLowerCase().endsWith('.gguf')) {
		const parts = findParts(files, main);
		return {
			format: 'gguf',
			path: baseName(parts[0]!.path),
			files: parts.map(remote => ({remote, file: baseName(remote.path)})),
		};
	}

	const graph = 'model.onnx';
	const stem = main.path.slice(0, -'.onnx'.length);
	const data = files.filter(
		({path}) =>
			path.startsWith(stem) &&
			/^(?:\.onnx[._]data(?:_\d+)?|\.data)$/v.test(path.slice(stem.length)),
	);
	const about = files.filter(({path, bytes}) => aboutLanguage.has(path) && bytes > 0);
	const isLanguage = ['config.json', 'tokenizer.json'].every(needed =>
		about.some(({path}) => path === needed),
	);
	return {
		format: isLanguage ? 'decoder' : 'tensor',
		path: isLanguage ? '.' : graph,
		files: [
			{remote: main, file: graph},
			...data.map(remote => ({remote, file: baseName(remote.path)})),
			...(isLanguage ? about.map(remote => ({remote, file: remote.path})) : []),
		],
	};
}

const isModel = (path: string) =>
	/\.(?:gguf|onnx)$/iv.test(path) && !/-(?!00001)\d{5}-of-\d{5}\.gguf$/iv.test(path);

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** What an engine reads beside the graph of a language model. */
const aboutLanguage = new Set([
	'config.json',
	'generation_config.json',
	'tokenizer.json',
	'tokenizer_config.json',
	'special_tokens_map.json',
	'chat_template.jinja',
]);

function chooseOnly({id}: Repository, models: readonly RemoteFile[]): RemoteFile {
	const graph = models.find(({path}) => ['model.onnx', 'onnx/model.onnx'].includes(path));
	const [only = graph] = models;
	if (only === undefined) {
		throw new UnfitRepositoryError(
			id,
			'it has neither a GGUF nor an ONNX file',
			'Look for a repository with them: `btop models search WORDS --format gguf`.',
		);
	}

	if (graph === undefined && models.length > 1) {
		throw new UnfitRepositoryError(id, `it has several models: ${describe(models)}`, chooseOne);
	}

	return graph ?? only;
}

const chooseOne = 'Choose one by the end of its name: `--file Q4_K_M.gguf`.';

function chooseNamed({id}: Repository, models: readonly RemoteFile[], name: string): RemoteFile {
	const exact = models.filter(({path}) => path === name);
	const ending = models.filter(({path}) => path.toLowerCase().endsWith(name.toLowerCase()));
	const [found, ...others] = exact.length > 0 ? exact : ending;
	if (found === undefined || others.length > 0) {
		throw new UnfitRepositoryError(
			id,
			found === undefined
				? `it has no model \`${name}\`, but ${describe(models)}`
				: `several models end in \`${name}\`: ${describe([found, ...others])}`,
			chooseOne,
		);
	}

	return found;
}

const describe = (models: readonly RemoteFile[]) =>
	models.length === 0
		? 'none'
		: models
				.slice(0, 30)
				.map(({path, bytes}) => `\`${path}\` (${Math.ceil(bytes / 1_048_576)} MiB)`)
				.join(', ');

/** Find all parts of a GGUF file that is split: `…-00001-of-00003.gguf`. */
function findParts(files: readonly RemoteFile[], main: RemoteFile): readonly RemoteFile[] {
	const split = /^(?<stem>.+)-00001-of-(?<count>\d{5})\.gguf$/iv.exec(main.path)?.groups;
	if (!split) {
		return [main];
	}

	return Array.from({length: Math.min(Number(split.count), 1000)}, (_, index) => {
		const path = `${split.stem}-${String(index + 1).padStart(5, '0')}-of-${split.count}.gguf`;
		const part = files.find(file => file.path === path);
		if (!part) {
			throw new UnfitRepositoryError(main.path, `its part \`${path}\` is missing`);
		}

		return part;
	});
}
