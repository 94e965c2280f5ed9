import type {Need} from '../gpu/need.ts';
import {drawIndex} from '../support/random.ts';
import {refuse} from './parse.ts';
import type {Parsed, Task} from './task.ts';

/** One kind of question of a task that asks several. */
export type QuestionKind<Question = unknown, Answer = unknown, Truth = unknown> = Pick<
	Task<Question, Answer, Truth>,
	'ask' | 'parseQuestion' | 'parseAnswer' | 'answer' | 'score'
> & {
	readonly name: string;
	/** What it needs of a model. */
	readonly needs: Need;
};

/** A question or an answer on the wire: the fields of its kind, and which that is. */
export type Kinded<Value = unknown> = Value & {readonly kind: string};

/** What stays with the validator. */
export type KindedTruth = {readonly kind: string; readonly truth: unknown};

export type JoinKindsOptions = Pick<Task, 'id' | 'path'> & {
	/** Each is asked equally often. They are opaque here: cast them. */
	readonly kinds: readonly QuestionKind[];
};

/**
Create a task whose questions are of several kinds. A question names its `kind`, and so does an answer; one of another kind scores 0.

@example
```
const task = joinKinds({id: 'image', path: '/image', kinds: [digits as QuestionKind]});
task.parseQuestion({kind: 'digits', pixels: '…'});
//=> {ok: true, value: {kind: 'digits', pixels: '…'}}
```
*/
export function joinKinds({id, path, kinds}: JoinKindsOptions): Task<Kinded, Kinded, KindedTruth> {
	const byName = new Map(kinds.map(kind => [kind.name, kind]));
	const parse = (value: unknown, way: 'parseQuestion' | 'parseAnswer'): Parsed<Kinded> => {
		if (typeof value !== 'object' || value === null) {
			return refuse('not an object');
		}

		const {kind: name, ...fields} = value as Readonly<Record<string, unknown>>;
		const kind = typeof name === 'string' ? byName.get(name) : undefined;
		if (!kind) {
			return refuse(`\`kind\` is none of ${kinds.map(one => one.name).join(', ')}`);
		}

		const parsed = kind[way](fields);
		return parsed.ok ? {ok: true, value: addKind(kind, parsed.value)} : parsed;
	};

	return {
		id,
		path,
		needs: Object.fromEntries(kinds.map(({name, needs}) => [name, needs])),
		ask(random) {
			const kind = kinds[drawIndex(random, kinds.length)]!;
			const {question, truth} = kind.ask(random);
			return {question: addKind(kind, question), truth: {kind: kind.name, truth}};
		},
		parseQuestion: value => parse(value, 'parseQuestion'),
		parseAnswer: value => parse(value, 'parseAnswer'),
		async answer(question, engine, options) {
			const kind = byName.get(question.kind)!;
			const answered = await kind.answer(question, engine, options);
			return answered.ok ? {...answered, answer: addKind(kind, answered.answer)} : answered;
		},
		score: (answer, {kind, truth}) =>
			answer.kind === kind ? byName.get(kind)!.score(answer, truth) : 0,
	};
}

const addKind = ({name}: QuestionKind, value: unknown): Kinded => ({
	kind: name,
	...(value as Record<string, unknown>),
});
