import {expect, test} from 'vitest';
import {createAdmission, type AdmissionOptions} from '../../../src/miner/front/admission.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

const metagraph = new Map([
	['validator', {validatorPermit: true, stake: 5000n}],
	['small validator', {validatorPermit: true, stake: 10n}],
	['miner', {validatorPermit: false, stake: 9000n}],
]);

const createWhole = (options: Partial<AdmissionOptions> = {}) =>
	createAdmission({lookUp: hotkey => metagraph.get(hotkey), ...options});

const create = (options: Partial<AdmissionOptions> = {}) => createWhole(options).admit;

test('validators may ask, and count by their stake', () => {
	const admit = create();
	expect(admit('validator')).toEqual({ok: true, priority: 5000});
	expect(admit('small validator')).toEqual({ok: true, priority: 10});
});

test.each([
	['stranger', 'not-registered', {}],
	['miner', 'no-permit', {}],
	['small validator', 'too-little-stake', {minimumStake: 11n}],
	['validator', 'denied', {deny: ['validator']}],
	['validator', 'denied', {deny: ['validator'], allow: ['validator']}],
] as const)('%s is refused as %s', (hotkey, reason, options) => {
	expect(create(options)(hotkey)).toEqual({ok: false, status: 403, reason});
});

test('who is on the list of the operator may ask without permit, stake or UID', () => {
	const admit = create({allow: ['stranger', 'miner'], minimumStake: 1_000_000n});
	expect(admit('stranger')).toEqual({ok: true, priority: 0});
	expect(admit('miner')).toEqual({ok: true, priority: 9000});
});

test('an operator may let every UID ask', () => {
	expect(create({needsPermit: false})('miner')).toEqual({ok: true, priority: 9000});
});

test('who asks too often is refused until time has passed, and nobody else is', () => {
	const clock = createFakeClock();
	const admit = create({rate: {count: 2, duration: 1000}, clock});
	const ask = (hotkey: string) => {
		const admitted = admit(hotkey);
		return admitted.ok || admitted.status;
	};

	expect([ask('validator'), ask('validator'), ask('validator')]).toEqual([true, true, 429]);
	expect(ask('small validator')).toBe(true);
	clock.advance(500);
	expect([ask('validator'), ask('validator')]).toEqual([true, 429]);
	clock.advance(10_000);
	expect([ask('validator'), ask('validator'), ask('validator')]).toEqual([true, true, 429]);
});

test('what is remembered of those who ask is bounded', () => {
	const clock = createFakeClock();
	const admit = create({
		lookUp: () => ({validatorPermit: true, stake: 1n}),
		rate: {count: 1, duration: 1000},
		clock,
	});
	admit('first');
	expect(admit('first').ok).toBe(false);
	for (let index = 0; index < 5000; index++) {
		admit(`other ${index}`);
	}

	expect(admit('first').ok).toBe(true);
});

test('a metagraph that changes is seen at the next query', () => {
	let permit = false;
	const admit = create({lookUp: () => ({validatorPermit: permit, stake: 1n})});
	expect(admit('late').ok).toBe(false);
	permit = true;
	expect(admit('late').ok).toBe(true);
});

test.each([
	['stranger', 'not-registered'],
	['miner', 'no-permit'],
	['validator', undefined],
	['small validator', undefined],
] as const)(
	'who claims to be %s hears what the chain says, and nothing of the operator’s lists',
	(hotkey, reason) => {
		for (const options of [
			{},
			{allow: ['stranger', 'miner']},
			{deny: ['stranger', 'validator']},
			{minimumStake: 1_000_000n},
		]) {
			expect(createWhole(options).refuseClaim(hotkey)?.reason).toBe(reason);
		}
	},
);

test('a claim is worth a check where the operator’s list may let it in', () => {
	const {isAllowed} = createWhole({allow: ['stranger']});
	expect([isAllowed('stranger'), isAllowed('miner')]).toEqual([true, false]);
});

test('looking at a claim does not count as asking', () => {
	const {refuseClaim, admit} = createWhole({
		rate: {count: 1, duration: 1000},
		clock: createFakeClock(),
	});
	refuseClaim('validator');
	expect(admit('validator').ok).toBe(true);
	expect(admit('validator').ok).toBe(false);
});
