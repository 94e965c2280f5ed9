import {expect, test} from 'vitest';
import {findFormat} from '../../src/gpu/find-format.ts';
import {fixtureFolder} from '../helpers/language/load-fixture.ts';

test.each([
	['/models/digits.onnx', 'tensor'],
	['/models/Chat.GGUF', 'gguf'],
	[fixtureFolder('decoder'), 'decoder'],
	['/models/nothing', undefined],
	['/models/notes.txt', undefined],
])('the format of %s is %s', (model, format) => {
	expect(findFormat(model)).toBe(format);
});
