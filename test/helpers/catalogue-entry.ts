import type {CatalogueEntry} from '../../src/models/parse-catalogue.ts';

/** Make a valid entry of a catalogue. */
export function catalogueEntry(fields: Partial<CatalogueEntry> = {}): CatalogueEntry {
	return {
		name: 'image-base',
		task: 'image',
		file: 'image-base.onnx',
		bytes: 12,
		sha256: 'a'.repeat(64),
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
