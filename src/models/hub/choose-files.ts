import type {ModelFormat} from '../../gpu/process/engine-messages.ts';
import {findGraphs} from '../../gpu/onnx/graph-files.ts';
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
Choose which files to pull: a GGUF file with its other parts, or an ONNX file (of a language model perhaps an encoder with its decoders) with its data and, for a language model, what describes it. Nothing that could hold code is ever pulled.

@param name The end of the name of a `.gguf` or `.onnx` file; needed where there are several.

@throws {UnfitRepositoryError} If there is no such file, or more than one.
*/
export function chooseFiles(repository: Repository, name?: string): FileChoice {
	const {files} = repository;
	const models = files.filter(({path}) => isModel(path));
	const main =
		name === undefined ? chooseOnly(repository, models) : chooseNamed(repository, models, name);
	if (main.path.toLowerCase().endsWith('.gguf')) {
		const parts = findSplit(files, main);
		return {
			format: 'gguf',
			path: baseName(parts[0]!.path),
			files: parts.map(remote => ({remote, file: baseName(remote.path)})),
		};
	}

	const graphs = findParts(files, main);
	const data = graphs.flatMap(({remote}) => findData(files, remote));
	const about = files.filter(({path, bytes}) => aboutLanguage.has(path) && bytes > 0);
	const missing = ['config.json', 'tokenizer.json'].find(needed =>
		about.every(({path}) => path !== needed),
	);
	if (missing !== undefined && graphs.length > 1) {
		throw new UnfitRepositoryError(
			repository.id,
			`it has an encoder and a decoder, but no \`${missing}\``,
		);
	}

	const isLanguage = missing === undefined;
	return {
		format: isLanguage ? 'decoder' : 'tensor',
		path: isLanguage ? '.' : graphs[0]!.file,
		files: [
			...graphs,
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
	const graphs = findGraphs(name => models.some(({path}) => path === name));
	const graph = graphs.ok ? models.find(({path}) => path === graphs.files[0]) : undefined;
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

/** An encoder or a decoder, with the kind of its weights: `onnx/decoder_model_merged_int8.onnx`. */
const partName =
	/^(?<folder>(?:.*\/)?)(?:encoder_model|decoder_model(?:_merged)?|decoder_with_past_model)(?<kind>_[\da-z]+)?\.onnx$/v;

/** Find the encoder and the decoders that belong to one of them. Any other file is alone. */
function findParts(files: readonly RemoteFile[], main: RemoteFile): FileChoice['files'] {
	const {folder = '', kind = ''} = partName.exec(main.path)?.groups ?? {};
	const find = (name: string) =>
		files.find(({path}) => path === `${folder}${name.slice(0, -'.onnx'.length)}${kind}.onnx`);
	const graphs = findGraphs(name => partName.test(name) && find(name) !== undefined);
	return partName.test(main.path) && graphs.ok
		? graphs.files.map(file => ({remote: find(file)!, file: baseName(file)}))
		: [{remote: main, file: 'model.onnx'}];
}

/** Find the files with the weights of an ONNX file. */
function findData(files: readonly RemoteFile[], {path: graph}: RemoteFile): readonly RemoteFile[] {
	const stem = graph.slice(0, -'.onnx'.length);
	return files.filter(
		({path}) =>
			path.startsWith(stem) &&
			/^(?:\.onnx[._]data(?:_\d+)?|\.data)$/v.test(path.slice(stem.length)),
	);
}

/** Find all parts of a GGUF file that is split: `…-00001-of-00003.gguf`. */
function findSplit(files: readonly RemoteFile[], main: RemoteFile): readonly RemoteFile[] {
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
