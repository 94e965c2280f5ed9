import {createExternalFiles, type ExternalFiles} from './external-data.ts';
import {checkTensor, type Fields} from './onnx-tensor.ts';
import {type Budget, notProtobuf, type Span, walkFields} from './protobuf.ts';
import {checkFile, type CheckOptions, Fault, type Window} from './window.ts';

/**
Check that a file is an ONNX model that may be loaded, without reading its weights: it has the structure of one, its dimensions are those of its data, and the data it keeps in other files lie in its folder.

The cost is bounded whatever the file holds: see `mostRead` and `mostFields`.

@returns What is wrong, as the end of a sentence, or `undefined`.
@throws {PathError} If it is a folder, a device or a pipe.
*/
export function findOnnxFault(file: string, options?: CheckOptions): string | undefined {
	return checkFile(
		file,
		window => {
			// A Protocol Buffers message is at most as long: https://protobuf.dev/programming-guides/proto-limits
			if (window.size > 2_147_483_647) {
				throw new Fault(
					'an ONNX file has at most 2 GiB, and keeps larger weights in files beside it',
				);
			}

			const budget = {fields: mostFields};
			walk({window, budget, external: createExternalFiles(file)}, 'model', {
				start: 0,
				end: window.size,
			});
		},
		options,
	);
}

/** Ten times as many as in the largest models that we know. */
export const mostFields = 1_000_000;

type Check = {
	readonly window: Window;
	readonly budget: Budget;
	readonly external: ExternalFiles;
};

type MessageName = keyof typeof messages;

type Message = {
	/** The messages that its fields hold, by number. */
	readonly children: Readonly<Record<number, MessageName>>;
	/** The fields that it must have. */
	readonly required?: readonly number[];
};

/** The messages that lead to tensors and shapes, by the field numbers of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 */
const messages = {
	model: {children: {7: 'graph', 20: 'training', 25: 'function'}, required: [1, 7, 8]},
	graph: {
		children: {1: 'node', 5: 'tensor', 11: 'value', 12: 'value', 13: 'value', 15: 'sparse'},
		// A graph without an output answers nothing.
		required: [12],
	},
	node: {children: {5: 'attribute'}},
	attribute: {
		children: {
			5: 'tensor',
			6: 'graph',
			10: 'tensor',
			11: 'graph',
			14: 'type',
			15: 'type',
			22: 'sparse',
			23: 'sparse',
		},
	},
	training: {children: {1: 'steps', 2: 'steps'}},
	steps: {children: {1: 'node', 5: 'tensor', 11: 'value', 12: 'value', 13: 'value', 15: 'sparse'}},
	function: {children: {7: 'node', 11: 'attribute', 12: 'value'}},
	sparse: {children: {1: 'tensor', 2: 'tensor'}},
	value: {children: {2: 'type'}},
	type: {
		children: {1: 'tensorType', 4: 'sequence', 5: 'map', 8: 'tensorType', 9: 'sequence'},
	},
	sequence: {children: {1: 'type'}},
	map: {children: {2: 'type'}},
	tensorType: {children: {2: 'shape'}},
	shape: {children: {1: 'dimension'}},
	dimension: {children: {}},
	tensor: {children: {}},
} as const satisfies Record<string, {children: Record<number, string>; required?: number[]}>;

function walk(check: Check, name: MessageName, span: Span, depth = 0): void {
	if (depth > deepest) {
		throw new Fault('its graphs are nested too deeply');
	}

	const eachField: Fields = (within, onField) => {
		walkFields(check.window, within, check.budget, onField);
	};

	if (name === 'tensor') {
		checkTensor(check.window, span, {eachField, external: check.external});
		return;
	}

	if (name === 'shape') {
		checkShape(span, eachField);
		return;
	}

	const {children, required = []}: Message = messages[name];
	const found = new Set<number>();
	eachField(span, ({number, kind, start, end}) => {
		found.add(number);
		const child = children[number];
		if (child === undefined) {
			// Lists of numbers may be long, and cost no more than their bytes.
			check.budget.fields += name === 'attribute' && kind !== 'bytes' ? 1 : 0;
			return;
		}

		if (kind !== 'bytes') {
			throw new Fault(notProtobuf);
		}

		walk(check, child, {start, end}, depth + 1);
	});
	if (required.some(number => !found.has(number))) {
		throw new Fault(notProtobuf);
	}
}

const deepest = 100;

/** Check the product of the dimensions that are numbers: an engine allocates as much for one row. */
function checkShape(span: Span, eachField: Fields) {
	let product = 1;
	eachField(span, dimension => {
		if (dimension.number !== 1 || dimension.kind !== 'bytes') {
			return;
		}

		eachField(dimension, ({number, kind, value}) => {
			if (number === 1 && kind === 'varint') {
				product *= Math.max(1, value);
			}
		});
		if (product > mostElements) {
			throw new Fault(`a shape in it has dimensions of ${product} elements`);
		}
	});
}

/** A float for each would take 8 GiB. */
const mostElements = 2 ** 31;
