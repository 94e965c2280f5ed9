import {locateFiles, type CatalogueModel} from '../../../src/models/catalogue.ts';
import type {CatalogueEntry} from '../../../src/models/parse-catalogue.ts';

/** Make a valid entry of a catalogue. */
export function catalogueEntry(fields: Partial<CatalogueEntry> = {}): CatalogueEntry {
	const {path = 'image-base.onnx'} = fields;
	return {
		name: 'image-base',
		task: 'image',
		format: 'tensor',
		path,
		files: [{file: path, bytes: 12, sha256: 'a'.repeat(64)}],
		parameters: 3,
		heldOutScore: 0.5,
		description: 'A model of nothing.',
		madeBy: 'a test',
		license: 'MIT',
		trainedOn: 'nothing',
		rival: false,
		...fields,
	};
}

/** Make a model of a catalogue in this folder. */
export function catalogueModel(
	fields: Partial<CatalogueEntry> = {},
	directory = '/usr/lib/btop/models',
): CatalogueModel {
	const entry = catalogueEntry(fields);
	return {...entry, ...locateFiles(entry, directory)};
}
