import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {
	parseSimilarities,
	scoreSimilarities,
	toSimilarities,
} from '../../../src/tasks/data/similarity/answer.ts';
import {
	change,
	drawFact,
	isToPerson,
	swap,
	tell,
	type Slot,
} from '../../../src/tasks/data/similarity/fact.ts';
import {parseTexts} from '../../../src/tasks/data/similarity/question.ts';
import {similarity} from '../../../src/tasks/data/similarity/similarity.ts';
import {deeds, people, places, things, times} from '../../../src/tasks/data/similarity/words.ts';

function sendOver(value: unknown): unknown {
	const wire = JSON.stringify(value);
	return JSON.parse(wire);
}

const texts = Array.from({length: 8}, (_, index) => `Text ${index}.`);
const eight = (value: unknown) => Array.from({length: 8}, () => value);
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/\w+/gv));

test('no wording stands for two concepts', () => {
	const wordings = [people, things, deeds, places, times].flat().flat();

	expect(new Set(wordings).size).toBe(wordings.length);
});

test('every question is new, passes its own check, and has one text that says the same', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 300}, () => similarity.ask(random));

	expect(new Set(asked.map(({question}) => JSON.stringify(question))).size).toBe(300);
	for (const {question, truth} of asked) {
		expect(similarity.parseQuestion(sendOver(question))).toEqual({ok: true, value: question});
		expect(truth.relevance.toSorted((one, other) => other - one)).toEqual([3, 2, 1, 1, 0, 0, 0, 0]);
	}

	const positions = new Set(asked.map(({truth}) => truth.relevance.indexOf(3)));
	expect(positions.size).toBe(8);
});

test('the same random numbers ask the same question', () => {
	expect(similarity.ask(createRandom(5))).toEqual(similarity.ask(createRandom(5)));
});

test('a fact is told in the words of its concepts, in either voice', () => {
	const random = createRandom(2);
	const fact = drawFact(random);
	const told = Array.from({length: 50}, () => tell(random, fact));

	expect(new Set(told.map(text => text.includes(' was '))).size).toBe(2);
	for (const text of told) {
		for (const wordings of Object.values(fact)) {
			expect(wordings.some(wording => text.toLowerCase().includes(wording))).toBe(true);
		}
	}
});

test('what is changed is another concept, and nothing else is', () => {
	const random = createRandom(3);
	const slots = new Set<Slot>(['deed', 'place']);
	for (let count = 0; count < 200; count++) {
		const fact = drawFact(random);
		const changed = change(random, fact, slots);

		expect(changed.deed).not.toBe(fact.deed);
		expect(changed.place).not.toBe(fact.place);
		expect([changed.agent, changed.patient, changed.time]).toEqual([
			fact.agent,
			fact.patient,
			fact.time,
		]);
		expect(changed.agent).not.toBe(changed.patient);
		expect(isToPerson(changed)).toBe(isToPerson(fact));
	}
});

test('told the other way round, who acted is acted upon', () => {
	const fact = drawFact(createRandom(4));

	expect(swap(fact)).toEqual({...fact, agent: fact.patient, patient: fact.agent});
});

test('words alone do not tell what says the same', () => {
	const random = createRandom(6);
	const asked = Array.from({length: 500}, () => similarity.ask(random));
	const scores = asked.map(({question, truth}) => {
		const query = wordsOf(question.query);
		const similarities = question.texts.map(text => {
			const words = wordsOf(text);
			return [...words].filter(word => query.has(word)).length / words.size;
		});
		return similarity.score({similarities}, truth);
	});

	expect(scores.reduce((sum, score) => sum + score, 0) / 500).toBeLessThan(0.78);
});

test.each([
	['nothing', undefined],
	['no texts', {query: 'Who?'}],
	['another field', {query: 'Who?', texts, top: 3}],
	['seven texts', {query: 'Who?', texts: texts.slice(1)}],
	['nine texts', {query: 'Who?', texts: [...texts, 'One more.']}],
	['an empty query', {query: ' ', texts}],
	['a number for a text', {query: 'Who?', texts: [...texts.slice(1), 7]}],
	['a text without end', {query: 'Who?', texts: [...texts.slice(1), 'x'.repeat(301)]}],
])('a question of %s is refused', (_name, value) => {
	expect(parseTexts(value)).toEqual({ok: false, reason: expect.any(String)});
});

test.each([
	['nothing', undefined],
	['no similarities', {}],
	['another field', {similarities: eight(0), sure: true}],
	['seven', {similarities: eight(0).slice(1)}],
	['one above 1', {similarities: eight(1.01)}],
	['null', {similarities: eight(null)}],
])('an answer of %s is refused', (_name, value) => {
	expect(parseSimilarities(value)).toEqual({ok: false, reason: expect.any(String)});
});

test('vectors are compared with the first by their cosines, which never leave their limits', () => {
	const query = Float32Array.of(0.6, 0.8);
	const {similarities} = toSimilarities([
		query,
		query,
		Float32Array.of(-0.6, -0.8),
		Float32Array.of(0.8, -0.6),
		Float32Array.of(1, 0),
	]);

	expect(similarities[0]).toBe(1);
	expect(similarities[1]).toBe(-1);
	expect(similarities[2]).toBeCloseTo(0, 6);
	expect(similarities[3]).toBeCloseTo(0.6, 5);
});

test('the score is the gain of the order, over that of the best', () => {
	const relevance = [0, 3, 0, 2, 0, 1, 0, 1];
	const score = (similarities: readonly number[]) => scoreSimilarities({similarities}, {relevance});
	const best = 7 + 3 / Math.log2(3) + 1 / 2 + 1 / Math.log2(5);

	expect(score([0, 1, 0, 0.8, 0, 0.5, 0, 0.5])).toBe(1);
	// The two best ones changed places.
	expect(score([0, 0.8, 0, 1, 0, 0.5, 0, 0.5])).toBeCloseTo(
		(best - 7 - 3 / Math.log2(3) + 3 + 7 / Math.log2(3)) / best,
	);
	expect(score(relevance.map(grade => -grade / 3))).toBeLessThan(0.45);
});

test('it does not pay to call all texts the same', () => {
	const relevance = [3, 2, 1, 1, 0, 0, 0, 0];
	const worst = scoreSimilarities({similarities: relevance.map(grade => -grade / 3)}, {relevance});

	expect(scoreSimilarities({similarities: relevance.map(() => 0.5)}, {relevance})).toBe(worst);
});
