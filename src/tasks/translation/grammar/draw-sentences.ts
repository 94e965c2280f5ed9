import {drawTense} from './draw-adverbs.ts';
import {drawActClause, drawClause} from './draw-clauses.ts';
import {drawNoun} from './draw-nouns.ts';
import {drawSubject} from './draw-phrases.ts';
import {drawWhere} from './draw-places.ts';
import {getWords, type Drawer} from './drawer.ts';
import {conjunctions, type Clause, type Sentence} from './sentence.ts';
import {nounKinds, type Word} from './words.ts';

/** Draw what a sentence means. */
export function drawSentence(drawer: Drawer): Sentence {
	const form = drawer.pick(forms);
	switch (form) {
		case 'statement': {
			return {form, clause: drawClause(drawer)};
		}

		case 'question': {
			return {form, clause: withoutMust(drawClause(drawer))};
		}

		case 'asked': {
			return drawAsked(drawer);
		}

		case 'who': {
			return {form, clause: drawActClause(drawer, {verbs: getPersonal(), subject: 'who'})};
		}

		case 'what': {
			return drawWhat(drawer);
		}

		case 'order': {
			return drawOrder(drawer);
		}

		case 'there': {
			return drawThere(drawer);
		}

		case 'reported': {
			const verb = drawer.word('report');
			const speaker = drawSubject(drawer, {
				kinds: ['person'],
				partner: verb,
				isNegative: false,
			});
			return {form, speaker, verb, clause: drawClause(drawer)};
		}

		case 'joined': {
			const conjunction = drawer.pick(conjunctions);
			const drawn = drawTense(drawer);
			// English has no future after `while`.
			const tense = conjunction === 'while' && drawn === 'future' ? 'past' : drawn;
			const first = drawClause(drawer, {tense});
			return {form, first, conjunction, second: drawClause(drawer, {tense})};
		}
	}
}

function drawAsked(drawer: Drawer): Sentence {
	const word = drawer.pick(['where', 'when', 'why'] as const);
	// Where somebody goes is `kien`, not `kie`.
	const verbs = getWords('verb', '');
	const clause = withoutMust(drawActClause(drawer, {verbs}));
	return word === 'why'
		? {form: 'asked', word, clause}
		: {
				form: 'asked',
				word,
				clause: {
					...clause,
					isNegative: false,
					frequency: undefined,
					places: word === 'where' ? [] : clause.places,
					adverbs: clause.adverbs.filter(({kinds}) => kinds.includes('manner')),
				},
			};
}

function drawWhat(drawer: Drawer): Sentence {
	const verbs = getWords('verb', '').filter(
		({objects}) => objects.length > 0 && !objects.includes('person'),
	);
	const clause = withoutMust(drawActClause(drawer, {verbs}));
	const {predicate} = clause;
	return {
		form: 'what',
		clause: {
			...clause,
			predicate: predicate.form === 'act' ? {...predicate, object: undefined} : predicate,
		},
	};
}

function drawOrder(drawer: Drawer): Sentence {
	const clause = drawActClause(drawer, {verbs: getPersonal(), subject: 'you'});
	const adverbs = clause.adverbs.filter(({kinds}) => kinds.includes('manner'));
	return {form: 'order', clause: {...clause, adverbs}};
}

function drawThere(drawer: Drawer): Sentence {
	return {
		form: 'there',
		tense: drawTense(drawer),
		thing: drawNoun(drawer, {
			kinds: nounKinds.filter(kind => !abstract.has(kind)),
			subject: undefined,
			isNegative: false,
			determiners: ['a', 'a', 'a', 'number', 'some', 'many'],
		}),
		place: drawWhere(drawer, {subject: undefined, isNegative: false}),
	};
}

/** Nobody asks whether somebody must. */
function withoutMust(clause: Clause): Clause {
	return clause.modal === 'must' ? {...clause, modal: undefined} : clause;
}

function getPersonal(): readonly Word[] {
	return [...getWords('verb', 'person'), ...getWords('motion', 'person'), ...getWords('give', '')];
}

const abstract: ReadonlySet<string> = new Set([
	'place',
	'nature',
	'body',
	'text',
	'event',
	'idea',
	'group',
	'drink',
	'material',
	'food',
]);

const forms = [
	...(['statement', 'statement', 'statement', 'statement', 'statement', 'statement'] as const),
	...(['statement', 'question', 'question', 'asked', 'who', 'what', 'order', 'there'] as const),
	...(['reported', 'joined', 'joined'] as const),
];
