import {homedir} from 'node:os';
import path from 'node:path';
import {expect, test} from 'vitest';
import {emptyDraft, toChoices} from '../../../src/onboarding/walkthrough/draft.ts';
import type {Draft} from '../../../src/onboarding/walkthrough/state.ts';
import {UsageError} from '../../../src/support/errors.ts';

const choose = (draft: Partial<Draft>, given: Parameters<typeof toChoices>[1] = {}) =>
	toChoices({...emptyDraft, ...draft}, given, () => undefined);

test('the cap that was typed goes before the one that was shown, and that before none', () => {
	expect(choose({cap: '1.5'}, {quotedCap: 7n}).maxPrice).toBe(1_500_000_000n);
	expect(choose({cap: ' '}, {quotedCap: 7n}).maxPrice).toBe(7n);
	expect(choose({cap: ''}).maxPrice).toBeUndefined();
});

test('what cannot be read is refused, not left out', () => {
	expect(() => choose({cap: 'much'})).toThrow(UsageError);
	expect(() => choose({port: '70000'})).toThrow(UsageError);
	expect(() => choose({externalPort: 'x'})).toThrow(UsageError);
	expect(() => choose({externalIp: '999.1.1.1'})).toThrow(UsageError);
});

test('a new coldkey is encrypted if there is a password', () => {
	expect(choose({}, {password: 'x'}).encrypt).toBe(true);
	expect(choose({}, {password: ''}).encrypt).toBe(false);
	expect(choose({}).encrypt).toBe(false);
});

test('a model by its path may begin at home, and one by its name stays as it is', () => {
	expect(choose({model: '~/own.onnx'}).model).toBe(path.join(homedir(), 'own.onnx'));
	expect(choose({model: 'image-base'}).model).toBe('image-base');
});
