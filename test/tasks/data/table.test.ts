import {expect, test} from 'vitest';
import {createRandom} from '../../../src/support/random.ts';
import {
	parseTableAnswer,
	scoreTable,
	toTableAnswer,
	toTarget,
} from '../../../src/tasks/data/table/answer.ts';
import {parseTable, toRowInput, type Row} from '../../../src/tasks/data/table/question.ts';
import {table} from '../../../src/tasks/data/table/table.ts';
import {getHours, type Trip} from '../../../src/tasks/data/table/trip.ts';

function sendOver(value: unknown): unknown {
	const wire = JSON.stringify(value);
	return JSON.parse(wire);
}

const trip: Trip = {
	carrier: 'van',
	terrain: 'plain',
	service: 'standard',
	distance: 62,
	hour: 0,
	weight: 100,
	stops: 0,
	temperature: 10,
	fill: 0.5,
};
const rows = Array.from({length: 16}, (): Row => trip);
const sixteen = (value: unknown) => Array.from({length: 16}, () => value);

test('every question is new, passes its own check, and has gaps', () => {
	const random = createRandom(1);
	const asked = Array.from({length: 200}, () => table.ask(random));
	const values = asked.flatMap(({question}) => question.rows.flatMap(row => Object.values(row)));

	expect(new Set(asked.map(({question}) => JSON.stringify(question))).size).toBe(200);
	for (const {question, truth} of asked) {
		expect(table.parseQuestion(sendOver(question))).toEqual({ok: true, value: question});
		expect(table.parseAnswer(sendOver(truth)).ok).toBe(true);
		expect(table.score(truth, truth)).toBe(1);
	}

	// Six of nine columns miss a value in eight.
	expect(values.filter(value => value === null).length / values.length).toBeCloseTo(1 / 12, 2);
});

test('the same random numbers ask the same question', () => {
	expect(table.ask(createRandom(5))).toEqual(table.ask(createRandom(5)));
});

test.each([
	['an hour for 62 km by van', {}, 1.2],
	['a city is slow', {terrain: 'city'}, 0.2 + 1 / 0.55],
	['and slower at eight', {terrain: 'city', hour: 8}, 0.2 + 2.2 / 0.55],
	['ice on slopes', {terrain: 'hills', temperature: -10}, 0.2 + 1.4 / 0.85],
	['none on the plain', {temperature: -10}, 1.2],
	['stops by weight', {stops: 4}, 1.2 + 4 * 0.2],
	['stops of an express', {stops: 4, service: 'express'}, 1.2 + 4 * 0.1],
	['half a load to wait for', {service: 'economy', fill: 0.3}, 1.2 + 10],
	['a full load', {service: 'economy', fill: 0.9}, 1.2],
	['ten hours of driving, with a rest', {distance: 620}, 0.2 + 10 + 11],
	['a train that leaves in two hours', {carrier: 'rail', distance: 75, hour: 16}, 0.2 + 1 + 2],
	['a cyclist who tires', {carrier: 'bike', distance: 34}, 0.2 + 2 * (1 + 34 / 80)],
] as const)('hours of %s', (_name, change, hours) => {
	expect(getHours({...trip, ...change})).toBeCloseTo(hours, 3);
});

test('a model reads words as ones, numbers scaled, and gaps as gaps', () => {
	const input = toRowInput({...trip, service: null, hour: 18, fill: null});

	expect(input).toHaveLength(24);
	expect([...input.subarray(0, 12)]).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
	expect([...input.subarray(14, 16)]).toEqual([0.5, 0]);
	expect([...input.subarray(22, 24)]).toEqual([0, 1]);
	const random = createRandom(3);
	const inputs = table.ask(random).question.rows.flatMap(row => [...toRowInput(row)]);
	expect(Math.max(...inputs.map(value => Math.abs(value)))).toBeLessThan(4);
});

test.each([
	['nothing', undefined],
	['no rows', {}],
	['another field', {rows, columns: 9}],
	['fifteen rows', {rows: rows.slice(1)}],
	['a row that is none', {rows: [...rows.slice(1), 'van']}],
	['a row without a column', {rows: [...rows.slice(1), {carrier: 'van'}]}],
	['a column more', {rows: [...rows.slice(1), {...trip, color: 'red'}]}],
	['a word that is none', {rows: [...rows.slice(1), {...trip, carrier: 'boat'}]}],
	['a number in place of a word', {rows: [...rows.slice(1), {...trip, terrain: 1}]}],
	['a word in place of a number', {rows: [...rows.slice(1), {...trip, stops: '3'}]}],
	['a number out of bounds', {rows: [...rows.slice(1), {...trip, hour: 25}]}],
	['a number that is none', {rows: [...rows.slice(1), {...trip, weight: NaN}]}],
])('a question of %s is refused', (_name, value) => {
	expect(parseTable(value)).toEqual({ok: false, reason: expect.any(String)});
});

test.each([
	['nothing', undefined],
	['no hours', {}],
	['another field', {hours: sixteen(1), sure: true}],
	['fifteen hours', {hours: sixteen(1).slice(1)}],
	['no time at all', {hours: sixteen(0)}],
	['an age', {hours: sixteen(1e7)}],
	['hours of null', {hours: sixteen(null)}],
])('an answer of %s is refused', (_name, value) => {
	expect(parseTableAnswer(value)).toEqual({ok: false, reason: expect.any(String)});
});

test('a model’s numbers become hours, whatever they are', () => {
	const outputs = [toTarget(3), toTarget(500), 1e30, -1e30].map(value => Float32Array.of(value));
	const {hours} = toTableAnswer(outputs);

	expect(hours[0]).toBeCloseTo(3, 4);
	expect(hours[1]).toBeCloseTo(500, 1);
	expect(hours[2]).toBeLessThan(1e6);
	expect(hours[3]).toBeGreaterThan(1e-4);
	expect(parseTableAnswer({hours: sixteen(hours[2])}).ok).toBe(true);
});

test('the best constant scores a half, and being wrong by as much each way the same', () => {
	const hours = Array.from({length: 16}, (_, row) => (row % 2 === 0 ? 1 : 4));
	const score = (guess: (row: number) => number) =>
		scoreTable({hours: hours.map((_, row) => guess(row))}, {hours});

	expect(score(() => 2)).toBeCloseTo(0.5);
	expect(score(row => hours[row]! * 2)).toBeCloseTo(0.5);
	expect(score(row => hours[row]! / 4)).toBeCloseTo(0.2);
	expect(score(() => 3)).toBeLessThan(0.5);
});

test('a constant that was right by luck is not what answers are measured by', () => {
	const hours = Array.from({length: 16}, () => 3);

	expect(scoreTable({hours: hours.map(value => value * Math.exp(0.1))}, {hours})).toBeCloseTo(0.5);
});
