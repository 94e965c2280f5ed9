import {expect, test} from 'vitest';
import {UnfitRepositoryError} from '../../../src/models/hub/errors.ts';
import {findKnown, holdToKnown, knownModels} from '../../../src/models/hub/known-models.ts';

const [known] = knownModels;
const repository = {id: known!.id, revision: known!.revision};
const {file: path, sha256, bytes} = known!;

test('what is known of a model says exactly which file it is', () => {
	for (const {id, revision, file, sha256: sum} of knownModels) {
		expect(revision, id).toMatch(/^[\da-f]{40}$/v);
		expect(sum, id).toMatch(/^[\da-f]{64}$/v);
		expect(file, id).toMatch(/\.gguf$/v);
		expect(findKnown(id.toUpperCase())).toMatchObject({id});
	}

	expect(new Set(knownModels.map(({id}) => id)).size).toBe(knownModels.length);
	expect(findKnown('org/model')).toBeUndefined();
});

test('a source that tells no checksum is held to the known one, of that file only', () => {
	const other = {path: 'other.gguf', bytes: 1};

	expect(holdToKnown({...repository, files: [{path, bytes}, other]}, known!).files).toEqual([
		{path, bytes, sha256},
		other,
	]);
});

test('a source that tells another checksum is refused', () => {
	const files = [{path, bytes, sha256: 'a'.repeat(64)}];

	expect(() => holdToKnown({...repository, files}, known!)).toThrow(UnfitRepositoryError);
});
