import {expect, test} from 'vitest';
import {chooseFiles} from '../../../src/models/hub/choose-files.ts';
import {UnfitRepositoryError} from '../../../src/models/hub/errors.ts';
import {commit} from '../../helpers/models/hub-server.ts';

const about = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** As repositories for transformers.js have them. */
const exported = [
	...['', '_fp16', '_int8'].flatMap(kind => [
		`onnx/encoder_model${kind}.onnx`,
		`onnx/decoder_model${kind}.onnx`,
		`onnx/decoder_with_past_model${kind}.onnx`,
		`onnx/decoder_model_merged${kind}.onnx`,
	]),
	'onnx/encoder_model_fp16.onnx_data',
	...about,
	'README.md',
	'model.safetensors',
];

function choose(paths: readonly string[], name?: string) {
	const files = paths.map(path => ({path, bytes: 1, checksum: {}}));
	const {files: chosen, ...others} = chooseFiles({id: 'org/model', revision: commit, files}, name);
	return {...others, files: Object.fromEntries(chosen.map(each => [each.file, each.remote.path]))};
}

const asTheyAre = Object.fromEntries(about.map(name => [name, name]));

test('an encoder is chosen with its decoder', () => {
	expect(choose(exported)).toEqual({
		format: 'decoder',
		path: '.',
		files: {
			'encoder_model.onnx': 'onnx/encoder_model.onnx',
			'decoder_model_merged.onnx': 'onnx/decoder_model_merged.onnx',
			...asTheyAre,
		},
	});
});

test.each(['onnx/encoder_model_fp16.onnx', 'decoder_model_merged_fp16.onnx'])(
	'those of another kind are chosen by one of them: %s',
	name => {
		expect(choose(exported, name).files).toEqual({
			'encoder_model.onnx': 'onnx/encoder_model_fp16.onnx',
			'decoder_model_merged.onnx': 'onnx/decoder_model_merged_fp16.onnx',
			'encoder_model_fp16.onnx_data': 'onnx/encoder_model_fp16.onnx_data',
			...asTheyAre,
		});
	},
);

test('where there is no merged decoder, both others are chosen', () => {
	const paths = ['encoder_model.onnx', 'decoder_model.onnx', 'decoder_with_past_model.onnx'];
	expect(choose([...paths, ...about]).files).toEqual({
		...Object.fromEntries(paths.map(path => [path, path])),
		...asTheyAre,
	});
});

test('without the tokenizer it is of no use', () => {
	expect(() => choose(exported.filter(path => path !== 'tokenizer.json'))).toThrow(
		UnfitRepositoryError,
	);
});

test('a single graph, whatever its name, is a model by itself', () => {
	expect(choose(['other.onnx', ...about])).toMatchObject({
		format: 'decoder',
		files: {'model.onnx': 'other.onnx'},
	});
	expect(choose([...exported, 'model.onnx']).files).toMatchObject({'model.onnx': 'model.onnx'});
});
