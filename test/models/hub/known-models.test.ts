import {expect, test} from 'vitest';
import {formatsOf} from '../../../src/models/find-model.ts';
import {chooseFiles} from '../../../src/models/hub/choose-files.ts';
import {UnfitRepositoryError} from '../../../src/models/hub/errors.ts';
import {findKnown, holdToKnown, knownModels} from '../../../src/models/hub/known-models.ts';
import {taskIds} from '../../../src/tasks/task.ts';

const [known] = knownModels;
const repository = {id: known!.id, revision: known!.revision};
const {files, bytes} = known!;
const {path, sha256} = files[0]!;

test('what is known of a model says exactly which file it is', () => {
	for (const model of knownModels) {
		const {id, revision, task} = model;
		expect(revision, id).toMatch(/^[\da-f]{40}$/v);
		for (const {sha256: sum} of model.files) {
			expect(sum, id).toMatch(/^[\da-f]{64}$/v);
		}

		expect(findKnown(id.toUpperCase())).toMatchObject({id});
		// What is pulled is all that is known, of a format that the task takes.
		const found = model.files.map(file => ({...file, bytes: 1}));
		const choice = chooseFiles({id, revision, files: found}, model.files[0]!.path);
		expect(new Set(choice.files.map(({remote}) => remote))).toEqual(new Set(found));
		expect(formatsOf(task)).toContain(choice.format);
	}

	expect(new Set(knownModels.map(({task}) => task))).toEqual(new Set(taskIds));

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
	const wrong = [{path, bytes, sha256: 'a'.repeat(64)}];

	expect(() => holdToKnown({...repository, files: wrong}, known!)).toThrow(UnfitRepositoryError);
});
